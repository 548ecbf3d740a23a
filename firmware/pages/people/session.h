// Signing in and out, and where the start page leads.
#pragma once

#include <string_view>
#include <vector>

#include "http/server.h"
#include "pages/frame/site.h"

namespace pages {

/// Where whoever gave the right password gives the code of the second factor.
inline constexpr std::string_view code_url = "/login/code";

std::vector<http::Route> session_routes(const Site& site);

}  // namespace pages
