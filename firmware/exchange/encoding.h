// Bytes of a text file from anywhere → UTF-8.
#pragma once

#include <string>
#include <string_view>

namespace exchange {

/// UTF-8 with or without byte order mark, UTF-16 with one, and otherwise Windows-1252 (which Latin-1 text is as well).
/// Throws Error{invalid} for what is no text: NUL bytes, a zipped spreadsheet.
std::string as_utf8(std::string bytes);

inline constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";

}  // namespace exchange
