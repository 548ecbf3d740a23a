#pragma once

#include <vector>

#include "pages/records/kind.h"

namespace pages {

std::vector<Page_row> message_pages();

}  // namespace pages
