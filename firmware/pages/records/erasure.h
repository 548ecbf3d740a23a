// Erasing for good what was deleted, from the history of the office (office/people/erasure.h).
//
//   GET  /history/<operation>/erasure    says what goes
//   POST /history/<operation>/erasure    erases it, once the password was given
#pragma once

#include <string>
#include <vector>

#include "http/server.h"
#include "pages/frame/site.h"

namespace pages {

std::vector<http::Route> erasure_routes(const Site& site);

std::string erasure_url(std::uint64_t operation);

}  // namespace pages
