// What a client must have: what its form asks for, what is said of one that lacks some, and where the office sets it.
#pragma once

#include <string>
#include <vector>

#include "http/server.h"
#include "pages/frame/page.h"
#include "pages/records/kind.h"

namespace pages {

std::vector<http::Route> client_settings_routes(const Site& site);

/// "Incomplete: first name, e-mail"; "" for a client that lacks nothing.
std::string lacks_text(const Language& language, const storage::Raw& client);
/// "On hold", or what it lacks.
std::string badge_of_client(const Language& language, const storage::Raw& client);
/// Names of a person, or that of an organisation.
std::vector<Asked_field> asked_of_clients(const storage::Read& read);

}  // namespace pages
