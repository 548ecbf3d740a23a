// What happened to the safety of the office's data (office/people/events.h), for those who manage users.
#pragma once

#include <vector>

#include "http/server.h"
#include "pages/frame/site.h"

namespace pages {

std::vector<http::Route> event_routes(const Site& site);

}  // namespace pages
