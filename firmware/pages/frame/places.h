// Where the navigation and the menu "New" lead; joined in pages/kinds.cc.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "office/records/rights.h"

namespace pages {

struct Place {
    office::Right right;
    std::string_view label;  ///< in English
    std::string url;
    std::string_view icon;
};

std::vector<Place> places();
std::vector<Place> new_places();

}  // namespace pages
