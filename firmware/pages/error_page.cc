#include "pages/error_page.h"

#include <algorithm>
#include <array>
#include <format>

#include "http/access.h"
#include "pages/form.h"
#include "pages/page.h"
#include "pages/view.h"
#include "storage/words.h"

namespace pages {
namespace {

struct Kind_of_error {
    int status;
    std::string_view title;
};

constexpr std::array kinds{
    Kind_of_error{400, "This cannot be understood"},
    Kind_of_error{401, "Please sign in"},
    Kind_of_error{403, "Not allowed"},
    Kind_of_error{404, "Not found"},
    Kind_of_error{405, "Not possible here"},
    Kind_of_error{408, "Too slow"},
    Kind_of_error{409, "Changed in the meantime"},
    Kind_of_error{413, "Too large"},
    Kind_of_error{422, "Something is wrong with what was sent"},
    Kind_of_error{429, "Too many tries"},
    Kind_of_error{507, "The box is full"},
};

std::string_view title_of(int status) {
    for (const auto& kind : kinds)
        if (kind.status == status) return kind.title;
    return "Something went wrong";
}

std::string message_of(const Language& language, int status, const storage::Error& error) {
    if (status == 500) return language.say("The box made a mistake. It is in the log. Please try again.");
    if (status == 401) return language.say("The session has ended, so nothing was saved. Sign in, then do it again.");
    auto message = language.say(error.what());
    for (const auto& [field, wrong] : error.fields()) {
        message += " ";
        if (!field.empty()) message += field + ": ";
        message += language.say(wrong);
    }
    return message;
}

/// As a JSON text of ASCII characters only, which is what a header may hold.
std::string json_text(std::string_view utf8) {
    std::string json = "\"";
    for (std::size_t at = 0; at < utf8.size();) {
        const auto first = static_cast<unsigned char>(utf8[at++]);
        std::uint32_t point = first < 0x80   ? first
                              : first < 0xE0 ? first & 0x1FU
                              : first < 0xF0 ? first & 0x0FU
                                             : first & 7U;
        for (; at < utf8.size() && (static_cast<unsigned char>(utf8[at]) & 0xC0U) == 0x80; ++at)
            point = point << 6U | (static_cast<unsigned char>(utf8[at]) & 0x3FU);
        if (point >= 0x10000)
            json += std::format("\\u{:04x}\\u{:04x}", 0xD800 + ((point - 0x10000) >> 10U), 0xDC00 + (point & 0x3FFU));
        else if (point < 0x20 || point == '"' || point == '\\' || point >= 0x7F)
            json += std::format("\\u{:04x}", point);
        else
            json += static_cast<char>(point);
    }
    return json + '"';
}

http::Response as_toast(const std::string& message, int status) {
    return http::Response::html("", status)
        .header("HX-Reswap", "none")
        .header("HX-Trigger", R"({"toast":{"text":)" + json_text(message) + R"(,"kind":"error"}})");
}

/// The label of a field of the kind that the address is about; else its name.
std::string label_of(const Site& site, const http::Request& request, const std::string& field) {
    const std::string_view path = std::string_view(request.path).substr(1);
    const auto* type = site.store.schema().find(path.substr(0, path.find('/')));
    const auto* column = type == nullptr ? nullptr : type->column(field);
    return column == nullptr ? field : label_of(Language::of(request), *column);
}

bool is_typed(std::string_view field) {
    static constexpr std::array others{"csrf", "revision", "next", "code"};
    return !std::ranges::contains(others, field) && !field.contains("password") && !field.starts_with("choice.");
}

/// What a form held that came too late, to be copied.
Data typed_data(const Site& site, const http::Request& request) {
    auto typed = list();
    for (const auto& [field, value] : request.form) {
        if (value.empty() || !storage::is_text(field) || !is_typed(field)) continue;
        auto one = object();
        one["typed_label"] = text(label_of(site, request, field));
        one["typed_text"] = text(displayable(value));
        append(typed, std::move(one));
    }
    return typed;
}

}  // namespace

http::Response error_page(const Site& site, const http::Request& request, int status, const storage::Error& error,
                          const std::string& incident) {
    const auto& language = Language::of(request);
    const auto message = message_of(language, status, error);
    if (request.fragment() && status == 422) return as_toast(message, status);
    auto data = object();
    data["title"] = language.say(title_of(status));
    data["error_status"] = std::to_string(status);
    data["error_title"] = language.say(title_of(status));
    data["error_message"] = text(message);
    data["error_incident"] = text(incident);
    auto typed = status == 401 ? typed_data(site, request) : list();
    data["has_typed"] = typed.is_non_empty_list();
    data["typed"] = std::move(typed);
    data["error_back_url"] = text(status == 401 ? http::login_target(request) : "/");
    return page(site, request, "error", std::move(data), status);
}

}  // namespace pages
