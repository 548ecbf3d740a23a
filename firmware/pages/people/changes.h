// Who did what, when, before → after: every entry of the history, narrowed to a person, days, a kind or a record; and as a file.
#pragma once

#include <vector>

#include "http/server.h"
#include "pages/frame/site.h"

namespace pages {

std::vector<http::Route> change_routes(const Site& site);

}  // namespace pages
