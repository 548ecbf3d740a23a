// The palette (Ctrl-K, and the button beside the search field): it finds every record that may be seen, goes to every page that may
// be opened, and does what can be done to the record of the page that one comes from. All of it follows from the rows of kinds,
// actions and places: nothing is listed here.
//
//   GET /palette?q=ruiz&from=/clients/7/notes    what fits; everything but records when nothing is typed
#pragma once

#include <vector>

#include "http/server.h"
#include "pages/frame/site.h"

namespace pages {

std::vector<http::Route> palette_routes(const Site& site);

}  // namespace pages
