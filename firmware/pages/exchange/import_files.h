// Import, step 1: what is in the file, and the file.
#pragma once

#include <vector>

#include "http/server.h"
#include "pages/exchange/import_steps.h"

namespace pages {

std::vector<http::Route> import_file_routes(const Site& site);
/// The page for another file, which says why that of an import cannot be used. Nothing is left of it.
http::Response refuse_file(const Site& site, const http::Request& request, const office::Import& import,
                           const storage::Error& why);

}  // namespace pages
