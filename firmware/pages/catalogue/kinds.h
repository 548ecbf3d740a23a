#pragma once

#include "pages/records/kind.h"

namespace pages {

std::vector<Page_row> catalogue_pages();

}  // namespace pages
