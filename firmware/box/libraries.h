// What this program is made of: its version, and the libraries linked or bundled into it.
#pragma once

#include <span>
#include <string_view>

namespace box {

struct Library {
    std::string_view name, version;
    std::string_view licence;  ///< SPDX expression
    std::string_view purpose;
};

std::span<const Library> libraries();

/// "1.2.0", "1.2.0-5-g1a2b3c4" between releases, "0.1.0-dev" before the first.
std::string_view version();

}  // namespace box
