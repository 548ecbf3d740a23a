// Where somebody is signed in: their sessions as lines (web/pages/parts/sessions), and the page of somebody else's for admins.
#pragma once

#include <vector>

#include "http/server.h"
#include "office/people/session.h"
#include "pages/frame/page.h"

namespace pages {

/// Sets `sessions` and `many_sessions`; a POST to "<url>/<id>/revocation" ends one of them, one to "<url>/revocation" all
/// but the one that asks.
void set_sessions(Data& data, const http::Request& request, const std::vector<office::Session>& sessions,
                  std::string_view url);

std::vector<http::Route> session_list_routes(const Site& site);

}  // namespace pages
