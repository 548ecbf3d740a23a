// Files that are downloaded or shown: whole or in part (RFC 9110, 14: one range of bytes), and so that nothing in them runs.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "http/request.h"

namespace http {

struct Download {
    Content content;
    std::string name;    ///< for people; any text
    std::string type;    ///< found in the bytes, not what somebody said
    std::string etag;    ///< with its quotes; names exactly these bytes
    bool saved = false;  ///< whatever it is
};

/// 200, 206, 304 or 416, as Range, If-Range and If-None-Match ask. Pictures and PDF may be shown, anything else is saved
/// (RFC 6266). Several ranges at once are answered with the whole.
Response download(const Request& request, Download file);

struct Range {
    std::uint64_t first = 0, size = 0;
    bool operator==(const Range&) const = default;
};
/// What "bytes=…" asks of `size` bytes. Empty: all of them, since the header is not there, not understood, or names several.
/// Of size 0: nothing of what it asks for is there (416).
std::optional<Range> asked_range(std::string_view header, std::uint64_t size);

/// Whether browsers show files of that type, so that nothing in them runs.
bool is_shown(std::string_view type);

/// attachment or inline, with a plain name for old programs and the whole one (RFC 8187).
std::string content_disposition(std::string_view name, std::string_view type);

}  // namespace http
