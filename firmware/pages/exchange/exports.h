// GET /clients/export.csv: what a list shows, all pages of it, as CSV.
#pragma once

#include <vector>

#include "http/server.h"
#include "pages/frame/site.h"

namespace pages {

std::vector<http::Route> export_routes(const Site& site);

}  // namespace pages
