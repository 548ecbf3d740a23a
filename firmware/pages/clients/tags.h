// Settings: tags; rename, colour, merge, delete.
#pragma once

#include <vector>

#include "http/server.h"
#include "pages/frame/site.h"

namespace pages {

std::vector<http::Route> tag_routes(const Site& site);

}  // namespace pages
