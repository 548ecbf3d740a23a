// Every page of the program.
#pragma once

#include <vector>

#include "http/server.h"
#include "pages/frame/site.h"

namespace pages {

/// Parses all templates. `site` must live as long as the routes. Throws std::logic_error when a template is broken.
std::vector<http::Route> routes(const Site& site);

}  // namespace pages
