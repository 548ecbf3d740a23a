#include "pages/frame/toast.h"

#include <cstdint>
#include <format>

namespace pages {
namespace {

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

}  // namespace

http::Response with_toast(http::Response response, std::string_view text, Toast_kind kind, std::string_view undo_url) {
    response.header("HX-Trigger", std::format(R"({{"toast":{{"text":{},"kind":"{}","undo":{}}}}})", json_text(text),
                                              kind == Toast_kind::error ? "error" : "success", json_text(undo_url)));
    return response;
}

}  // namespace pages
