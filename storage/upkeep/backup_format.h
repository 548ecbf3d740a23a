// What stands between the bytes of a backup; its grammar is at the top of backup.h.
#pragma once

#include <cstddef>
#include <string_view>

namespace storage::backup_format {

inline constexpr std::string_view magic = "Clientbox backup 2\n";
inline constexpr std::string_view first_magic = "Clientbox backup 1\n";
inline constexpr std::string_view any_magic = "Clientbox backup ";
inline constexpr std::size_t digest_size = 32;
inline constexpr std::size_t header_size = magic.size() + 8 + 8;
inline constexpr std::size_t trailer_size = 1 + digest_size;
inline constexpr std::size_t first_trailer_size = 8 + digest_size;
inline constexpr char records_mark = 'r', file_mark = 'f', end_mark = 'e';
/// Bytes that are read or written at once.
inline constexpr std::size_t piece = 1 << 18;

}  // namespace storage::backup_format
