// Where the navigation, the menu "New" and the palette lead; joined in pages/kinds.cc.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "office/records/rights.h"

namespace pages {

struct Place {
    std::optional<office::Right> right;  ///< that opens it; none: for everybody who is signed in
    std::string_view label;              ///< in English
    std::string url;
    std::string_view icon;
    std::string_view words = {};  ///< in English: what else people call it, for the palette
};

std::vector<Place> places();
std::vector<Place> new_places();

}  // namespace pages
