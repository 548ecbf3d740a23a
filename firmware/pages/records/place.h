// Where a record is: on a map, and as a way to others (web/pages/parts/map).
#pragma once

#include "pages/frame/page.h"
#include "pages/records/shown.h"
#include "storage/values/position.h"

namespace pages {

/// Where others show an address, or what is at `position`; "" when there is none.
std::string place_url(const std::string& lines, storage::Position position);

/// Of its first position or address, or false when it has none.
Data place_data(const Record_view& view);

}  // namespace pages
