// The audit: what happened to the safety of the office's data (office/people/events.h), what was changed in it (changes.h), and
// whether the history still is what was written; for those who manage users.
#pragma once

#include <vector>

#include "http/server.h"
#include "pages/frame/site.h"

namespace pages {

std::vector<http::Route> event_routes(const Site& site);

}  // namespace pages
