// What the pages about accounts leave in the browser: the session, and the theme for pages where nobody is signed in.
#pragma once

#include <string>
#include <string_view>

#include "http/request.h"
#include "office/people/accounts.h"

namespace pages {

/// Where a request comes from, with the session that its browser has.
office::Peer peer_of(const http::Request& request);

/// Sets the session cookie and goes on to `url`.
http::Response signed_in(const http::Request& request, const office::Signed_in& session, std::string url,
                         std::string_view theme);

/// Not HttpOnly: the theme switch of the page writes it too.
void set_theme_cookie(http::Response& response, const http::Request& request, std::string_view theme);

/// The User-Agent header in words: "Firefox on Windows".
std::string device_of(std::string_view browser);

}  // namespace pages
