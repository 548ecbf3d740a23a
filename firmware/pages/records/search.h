// Live search from every page: clients, companies, contacts.
#pragma once

#include <vector>

#include "http/server.h"
#include "pages/frame/page.h"

namespace pages {

std::vector<http::Route> search_routes(const Site& site);

}  // namespace pages
