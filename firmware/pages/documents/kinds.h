#pragma once

#include "pages/records/kind.h"

namespace pages {

std::vector<Page_row> document_pages();

}  // namespace pages
