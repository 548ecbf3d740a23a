// Who is asking, as the door needs to know them, from what the office knows of them.
#pragma once

#include <string_view>

#include "http/request.h"
#include "office/people/accounts.h"
#include "office/people/tokens.h"

namespace pages {

/// Somebody at a browser, with the secret of their session.
http::Caller caller_of(const office::Identity& identity, std::string_view secret);
/// A program with a token: no more than that is for.
http::Caller caller_of(const office::Program& program);

}  // namespace pages
