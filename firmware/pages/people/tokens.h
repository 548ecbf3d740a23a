// Tokens for programs: one's own, to be made and taken back; and everybody's, for those who manage users.
#pragma once

#include <vector>

#include "http/server.h"
#include "pages/frame/site.h"

namespace pages {

std::vector<http::Route> token_routes(const Site& site);

}  // namespace pages
