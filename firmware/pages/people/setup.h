// First start: whoever has the code from the console makes the first admin.
#pragma once

#include <vector>

#include "http/server.h"
#include "pages/frame/site.h"

namespace pages {

std::vector<http::Route> setup_routes(const Site& site);

}  // namespace pages
