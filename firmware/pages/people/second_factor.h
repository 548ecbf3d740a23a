// One's own second factor: set up with a picture for the app, recovery codes, turned off again.
#pragma once

#include <string_view>
#include <vector>

#include "http/server.h"
#include "pages/frame/site.h"

namespace pages {

/// Where whoever must have one sets it up before anything else.
inline constexpr std::string_view second_factor_url = "/account/second-factor";

std::vector<http::Route> second_factor_routes(const Site& site);

}  // namespace pages
