// Addresses, countries and regions while somebody types them.
#pragma once

#include "http/server.h"
#include "pages/frame/site.h"

namespace pages {

std::vector<http::Route> suggestion_routes(const Site& site);

}  // namespace pages
