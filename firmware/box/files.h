// Small files of the data folder: keys, codes, settings.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

namespace box {

/// Empty when there is none. Throws Error{unusable} when it cannot be read.
std::optional<std::string> read_file(const std::filesystem::path& file);

/// Whole or not at all, also when the plug is pulled: written beside, synced, renamed. Only its owner may read it.
void write_file(const std::filesystem::path& file, std::string_view bytes);

}  // namespace box
