#pragma once

#include "pages/records/kind.h"

namespace pages {

std::vector<Page_row> work_pages();

}  // namespace pages
