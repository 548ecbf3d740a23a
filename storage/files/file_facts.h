// What is said about a file that somebody sent: its type, found in its bytes, and its name, cleaned. Nothing here trusts what
// the sender says about either.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace storage {

/// So many bytes of the beginning are enough for type_of_bytes().
inline constexpr std::size_t telling_bytes = 4096;

/// "image/png", by the first bytes of a file. Text of any language of programs or pages is "text/plain";
/// "application/octet-stream" is what nobody knows.
std::string_view type_of_bytes(std::string_view beginning);

/// What people call files of that type, "JPEG"; "" for what nobody knows.
std::string_view label_of_type(std::string_view type);

/// A name without folders, control characters and marks that turn the direction of writing, of at most 255 bytes; a long one
/// keeps its ending. "file" when nothing is left, or it is no text (NUL, not UTF-8).
std::string file_name_of(std::string_view name);

}  // namespace storage
