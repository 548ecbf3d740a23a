// "Today": the page after signing in.
#pragma once

#include "http/server.h"
#include "pages/frame/page.h"

namespace pages {

std::vector<http::Route> today_routes(const Site& site);

}  // namespace pages
