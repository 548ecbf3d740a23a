#include "transfer/tus.h"

#include <charconv>
#include <chrono>
#include <format>
#include <map>
#include <memory>
#include <optional>
#include <ranges>

#include "http/form.h"
#include "office/documents/documents.h"
#include "office/records/kind.h"
#include "storage/digest.h"

namespace transfer {

using http::Request;
using http::Response;
using office::Upload;
using office::Uploads;

namespace {

constexpr std::string_view version = "1.0.0";

storage::Actor actor_of(const Request& request) { return {request.caller->user, request.caller->name}; }

std::optional<std::uint64_t> number(std::string_view text) {
    std::uint64_t value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc{} || end != text.data() + text.size() || text.empty()) return {};
    return value;
}

/// "filename cGxhbi5wZGY=,about Y2xpZW50Ojc=" (tus, creation)
std::map<std::string, std::string, std::less<>> metadata(std::string_view header) {
    std::map<std::string, std::string, std::less<>> values;
    for (const auto part : std::views::split(header, ',')) {
        const auto pair = storage::trimmed(std::string_view(part));
        const auto space = std::min(pair.find(' '), pair.size());
        values[std::string(pair.substr(0, space))] =
            storage::from_base64(storage::trimmed(pair.substr(std::min(space + 1, pair.size()))));
    }
    return values;
}

Response answer(int status) {
    Response response;
    response.status = status;
    response.header("Tus-Resumable", std::string(version)).header("Cache-Control", "no-store");
    return response;
}

/// RFC 9110, 5.6.7
std::string http_date(storage::Moment moment) {
    return std::format("{:%a, %d %b %Y %T} GMT", std::chrono::floor<std::chrono::seconds>(moment.time()));
}

Response state_of(const Upload& upload, int status) {
    Response response = answer(status);
    response.header("Upload-Offset", std::to_string(upload.received));
    response.header("Upload-Expires", http_date(upload.expires));
    if (upload.document != 0) response.header("Content-Location", std::format("/documents/{}", upload.document));
    return response;
}

/// Another version of the protocol than ours.
std::optional<Response> other_version(const Request& request) {
    if (request.headers.get("tus-resumable") == version) return {};
    Response response = answer(412);
    response.header("Tus-Version", std::string(version));
    return response;
}

Response begin(Uploads& uploads, const Request& request) {
    if (auto other = other_version(request)) return std::move(*other);
    const auto size = number(request.headers.get("upload-length"));
    if (!size) return answer(400);
    auto said = metadata(request.headers.get("upload-metadata"));
    const Upload upload = uploads.begin(
        actor_of(request), {.name = said["filename"], .about = said["about"], .digest = said["sha256"], .size = *size});
    Response response = state_of(upload, 201);
    response.header("Location", std::format("/uploads/{}", upload.id));
    return response;
}

Response look(Uploads& uploads, const Request& request) {
    if (auto other = other_version(request)) return std::move(*other);
    const Upload upload = uploads.find(actor_of(request), request.id());
    Response response = state_of(upload, 200);
    response.header("Upload-Length", std::to_string(upload.size));
    return response;
}

Response give_up(Uploads& uploads, const Request& request) {
    if (auto other = other_version(request)) return std::move(*other);
    uploads.give_up(actor_of(request), request.id());
    return answer(204);
}

http::BodySink unwanted(Response response) {
    http::BodySink sink;
    sink.unwanted = std::move(response);
    return sink;
}

http::BodySink go_on(Uploads& uploads, const Request& head) {
    if (auto other = other_version(head)) return unwanted(std::move(*other));
    if (http::media_type(head.content_type) != "application/offset+octet-stream") return unwanted(answer(415));
    const auto offset = number(head.headers.get("upload-offset"));
    if (!offset) return unwanted(answer(400));
    const std::shared_ptr<office::Attempt> attempt = uploads.go_on(actor_of(head), head.id(), *offset);
    return {.take = [attempt](std::string_view bytes) { attempt->take(bytes); },
            .done = [attempt] { return state_of(attempt->done(), 204); }};
}

std::vector<std::pair<std::string, std::string>> abilities() {
    return {{"Tus-Resumable", std::string(version)},
            {"Tus-Version", std::string(version)},
            {"Tus-Extension", "creation,expiration,termination"},
            {"Tus-Max-Size", std::to_string(office::largest_file)}};
}

}  // namespace

std::vector<http::Route> tus_routes(Uploads& uploads) {
    using enum http::Method;
    const auto right = http::needs(static_cast<unsigned>(office::rights_for(office::Document::kind).edit));
    const auto with = [&uploads](auto handler) {
        return [&uploads, handler](const Request& request) { return handler(uploads, request); };
    };
    std::vector<http::Route> routes{
        {.method = post, .pattern = "/uploads", .access = right, .handler = with(&begin), .options = abilities()},
        {.method = get, .pattern = "/uploads/<id>", .access = right, .handler = with(&look), .options = abilities()},
        {.method = del, .pattern = "/uploads/<id>", .access = right, .handler = with(&give_up)},
        {.method = patch,
         .pattern = "/uploads/<id>",
         .access = right,
         .handler = {},
         .body_limit = office::largest_file}};
    routes.back().sink = with(&go_on);
    for (auto& route : routes) {
        route.for_programs = true;
        route.kind = office::Document::kind.number;
    }
    return routes;
}

}  // namespace transfer
