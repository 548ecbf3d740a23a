// One's own account: password, preferences, sessions, tokens for programs.
#pragma once

#include <vector>

#include "http/server.h"
#include "pages/frame/places.h"
#include "pages/frame/site.h"

namespace pages {

std::vector<http::Route> account_routes(const Site& site);
Place account_place();

}  // namespace pages
