// Where the office's mail goes out, and whether it does.
//
//   GET, POST /settings/mail
//   POST      /settings/mail/test     to oneself, with all that box and server say to each other
#pragma once

#include <vector>

#include "http/server.h"
#include "pages/frame/page.h"

namespace pages {

std::vector<http::Route> mail_settings_routes(const Site& site);

}  // namespace pages
