// Signing in and out, and where the start page leads.
#pragma once

#include <vector>

#include "http/server.h"
#include "pages/frame/site.h"

namespace pages {

std::vector<http::Route> session_routes(const Site& site);

}  // namespace pages
