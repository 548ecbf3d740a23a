// Settings: the custom fields of clients.
#pragma once

#include <vector>

#include "http/server.h"
#include "pages/frame/site.h"

namespace pages {

std::vector<http::Route> custom_field_routes(const Site& site);

}  // namespace pages
