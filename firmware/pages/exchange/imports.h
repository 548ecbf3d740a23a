// Import of a CSV file in steps: the file, its columns, a dry run, the run, what came of it.
#pragma once

#include <vector>

#include "http/server.h"
#include "pages/frame/site.h"

namespace pages {

std::vector<http::Route> import_routes(const Site& site);

}  // namespace pages
