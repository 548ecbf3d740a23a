// Import, step 1: what is in the file, and the file.
#pragma once

#include <vector>

#include "http/server.h"
#include "pages/frame/site.h"

namespace pages {

std::vector<http::Route> import_file_routes(const Site& site);

}  // namespace pages
