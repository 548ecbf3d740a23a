// The people of the office, for those who may manage them; and which role may do what, for everybody.
#pragma once

#include <vector>

#include "http/server.h"
#include "pages/frame/site.h"

namespace pages {

std::vector<http::Route> user_routes(const Site& site);

}  // namespace pages
