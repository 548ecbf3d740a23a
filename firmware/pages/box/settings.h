// What can be set, what the program is made of, how the box is, and how to trust its certificate.
#pragma once

#include <vector>

#include "http/server.h"
#include "pages/frame/places.h"
#include "pages/frame/site.h"

namespace pages {

std::vector<http::Route> settings_routes(const Site& site);

/// The pages that the page of settings leads to.
std::vector<Place> setting_places(const Site& site);

}  // namespace pages
