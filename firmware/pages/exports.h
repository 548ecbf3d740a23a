// GET /clients/export.csv: what a list shows, all pages of it, as CSV.
#pragma once

#include <string>
#include <vector>

#include "http/server.h"
#include "pages/list_query.h"
#include "pages/site.h"

namespace pages {

std::vector<http::Route> export_routes(const Site& site);

/// Where the list of `query` is to be had as CSV.
std::string export_url(const storage::Kind& kind, List_query query);

}  // namespace pages
