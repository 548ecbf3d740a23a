// Text that comes in with a request: URL, query, forms, cookies.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "http/request.h"
#include "storage/error.h"

namespace http {

/// "%41" → "A"; with `plus_is_space` also "+" → " ". What is no valid escape stays as it is.
std::string percent_decoded(std::string_view text, bool plus_is_space = false);
/// Everything but letters, digits and "-._~/" escaped.
std::string percent_encoded(std::string_view text);

/// "/a%2Fb/c" → {"a/b", "c"}; "/" → {""}. Cut first, decoded then, so that an escaped slash stays in its segment.
std::vector<std::string> path_segments(std::string_view path);

/// application/x-www-form-urlencoded, as in queries too.
Pairs urlencoded(std::string_view text);
/// The Cookie header.
Pairs cookies(std::string_view header);

/// multipart/form-data (RFC 7578). Fields and files are appended; the largest file takes over the body's memory.
/// False when the body is not well-formed.
bool multipart(std::string body, std::string_view content_type, Pairs& fields, std::vector<Upload>& uploads);

/// What stands above the bytes of one part of a multipart form.
struct Part_head {
    std::string name, type;
    std::optional<std::string> file_name;  ///< without folders; set for a file
};
/// Lines without the empty one that ends them. Empty when it is none.
std::optional<Part_head> part_head(std::string_view lines);
/// Of a multipart form; empty when it has none that is allowed.
std::optional<std::string> boundary_of(std::string_view content_type);
inline constexpr std::size_t most_parts = 2'000;
inline constexpr std::size_t longest_part_head = 8'192;

/// What a body is refused with that has more bytes than are allowed.
storage::Error too_much(std::uint64_t allowed);

/// Fields of a form that is no multipart one.
inline constexpr std::size_t most_form_fields = 20'000;
/// What a form is refused with that has more fields or parts than are allowed.
storage::Error too_many_fields();

/// "text/html; charset=utf-8" → "text/html", in lower case.
std::string media_type(std::string_view content_type);
std::string lower(std::string_view text);

}  // namespace http
