// The addresses of the box over HTTPS, and whether everybody is led there.
#pragma once

#include <string>
#include <vector>

#include "http/server.h"
#include "pages/frame/site.h"

namespace pages {

std::vector<http::Route> https_routes(const Site& site);

/// "box.local:8080" → "https://box.local:8443"; of a request that came so the same one.
std::string secure_origin(const Site& site, const http::Request& request);
/// Where a request that came without HTTPS is led; "" when it is answered. Whoever serves no HTTPS leads nobody.
std::string led_to(const Site& site, const http::Request& request);

}  // namespace pages
