// Files that are read and written whole.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

namespace storage {

/// Empty when there is none. Throws Error{unusable}.
std::optional<std::string> read_file(const std::filesystem::path& file);

/// The file is there with all its bytes, also after a power cut, or as it was before. Makes its folder when there is none.
/// Throws Error{full}, Error{read_only} or Error{unusable}.
void write_file(const std::filesystem::path& file, std::string_view bytes);

/// The same for what was written to `draft` beside it.
void keep_file(const std::filesystem::path& draft, const std::filesystem::path& file);

}  // namespace storage
