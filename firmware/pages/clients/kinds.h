#pragma once

#include "pages/records/kind.h"

namespace pages {

std::vector<Page_row> client_pages();

}  // namespace pages
