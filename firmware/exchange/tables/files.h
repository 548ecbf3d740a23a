// Whole files in and out.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>

namespace exchange {

/// Throws Error{not_found} with `missing` as its message.
std::string read_file(const std::filesystem::path& file, const std::string& missing);

/// The file is there with all its bytes, also after a power cut, or as it was before. Makes the folder when there is none.
/// Throws Error{full} or Error{unusable}.
void write_file(const std::filesystem::path& file, std::string_view bytes);

/// The same for what was written to `draft` beside it.
void keep_file(const std::filesystem::path& draft, const std::filesystem::path& file);

}  // namespace exchange
