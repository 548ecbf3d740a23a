// The password is asked again before what would let somebody stay who found a browser open: it was given within ten minutes,
// or it is asked for now, and all that was typed goes on behind it.
#pragma once

#include <vector>

#include "http/server.h"
#include "pages/frame/site.h"

namespace pages {

/// A handler of a form that is reached only so.
http::Handler confirmed(const Site& site, http::Handler handler);
/// To the page that asks, and from there back to the address that was asked for.
http::Response ask_to_confirm(const http::Request& request);

std::vector<http::Route> confirmation_routes(const Site& site);

}  // namespace pages
