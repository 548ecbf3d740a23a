// The code that makes somebody the first admin (U1): whoever can read the box's console or data folder.
#pragma once

#include <filesystem>
#include <string>

namespace box {

/// Eight letters and digits that cannot be mistaken for each other, "K7QM-3XWD". Made once, kept until forgotten.
std::string first_admin_code(const std::filesystem::path& folder);

/// There is an admin now.
void forget_first_admin_code(const std::filesystem::path& folder);

}  // namespace box
