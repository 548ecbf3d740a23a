#pragma once

#include "pages/records/kind.h"

namespace pages {

std::vector<Page_row> people_pages();

}  // namespace pages
