#include "http/request.h"

#include <charconv>

#include "storage/error.h"

namespace http {

bool Pairs::has(std::string_view name) const {
    for (const auto& pair : pairs_)
        if (pair.first == name) return true;
    return false;
}

std::string_view Pairs::get(std::string_view name) const {
    for (const auto& pair : pairs_)
        if (pair.first == name) return pair.second;
    return {};
}

std::vector<std::string_view> Pairs::all(std::string_view name) const {
    std::vector<std::string_view> values;
    for (const auto& pair : pairs_)
        if (pair.first == name) values.push_back(pair.second);
    return values;
}

std::string_view Request::part(std::string_view name) const {
    auto found = parts.find(name);
    return found == parts.end() ? std::string_view{} : found->second;
}

std::uint64_t Request::id(std::string_view name) const {
    auto text = part(name);
    std::uint64_t number = 0;
    auto [end, failed] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (failed != std::errc{} || end != text.data() + text.size() || number == 0)
        throw storage::Error(storage::Fault::not_found, "There is nothing at this address.");
    return number;
}

std::shared_ptr<const std::string> Response::empty_body() {
    static const auto empty = std::make_shared<const std::string>();
    return empty;
}

Response Response::html(std::string body, int status) {
    Response response;
    response.status = status;
    response.body = std::make_shared<const std::string>(std::move(body));
    return response;
}

Response Response::json(std::string body, int status) {
    auto response = html(std::move(body), status);
    response.type = "application/json";
    return response;
}

Response Response::text(std::string body, int status) {
    auto response = html(std::move(body), status);
    response.type = "text/plain; charset=utf-8";
    return response;
}

Response Response::see_other(std::string url) {
    Response response;
    response.status = 303;
    response.header("Location", std::move(url));
    return response;
}

Response& Response::header(std::string name, std::string value) & {
    headers.emplace_back(std::move(name), std::move(value));
    return *this;
}

Response&& Response::header(std::string name, std::string value) && {
    headers.emplace_back(std::move(name), std::move(value));
    return std::move(*this);
}

Response& Response::cookie(std::string name, std::string value, std::optional<std::chrono::seconds> keep,
                           bool secure) & {
    if (value.empty()) keep = std::chrono::seconds{0};
    auto text = std::move(name) + "=" + std::move(value) + "; Path=/; HttpOnly; SameSite=Lax";
    if (keep) text += "; Max-Age=" + std::to_string(keep->count());
    if (secure) text += "; Secure";
    return header("Set-Cookie", std::move(text));
}

}  // namespace http
