// Which role may do what: the table, which an admin changes, and what it means for each kind of record.
#pragma once

#include <vector>

#include "http/server.h"
#include "pages/frame/site.h"

namespace pages {

std::vector<http::Route> permission_routes(const Site& site);

}  // namespace pages
