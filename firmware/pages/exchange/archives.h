// Archives: everything, and all about one client, each as a ZIP file, once the password was given.
//
//   GET /settings/export                     what is in it
//   GET /settings/export/everything.zip
//   GET /clients/7/personal-data             what is in it; contact cards; how the client is erased
//   GET /clients/7/personal-data.zip
#pragma once

#include <vector>

#include "http/server.h"
#include "pages/frame/site.h"

namespace pages {

std::vector<http::Route> archive_routes(const Site& site);

}  // namespace pages
