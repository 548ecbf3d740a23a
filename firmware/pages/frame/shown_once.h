// Secrets that a page shows once, after the redirect that follows a POST: one-time passwords and tokens. Kept in memory
// for two minutes, and given only to the session that made them.
#pragma once

#include <string>
#include <string_view>

#include "http/request.h"

namespace pages {

struct Secret_note {
    std::string about, secret;
};

/// Returns `url` with the ticket that show_once() takes: "/account?shown=…".
std::string url_with_secret(const http::Request& request, std::string_view url, Secret_note note);

/// What the request's ticket stands for, and forgets it; empty texts when there is nothing.
Secret_note show_once(const http::Request& request);

}  // namespace pages
