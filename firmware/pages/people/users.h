// The people of the office, for those who may manage them; and which role may do what, for everybody.
#pragma once

#include <vector>

#include "http/server.h"
#include "office/people/user.h"
#include "pages/frame/site.h"
#include "storage/read.h"

namespace pages {

std::vector<http::Route> user_routes(const Site& site);

/// By name.
std::vector<office::User> all_users(const storage::Read& read);

}  // namespace pages
