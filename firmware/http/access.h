// Who may do what through the door: sessions, forged requests, where to go after signing in.
//
// Forged requests (CSRF). Whatever changes something must carry, unless it comes with a bearer token:
//   1. an Origin that is this host, and a Sec-Fetch-Site that is not another site, where the browser sends them;
//   2. the token of the page it came from, as field "csrf" or header X-CSRF-Token. Signed in, it is the session's own.
//      Nobody signed in yet (login, first administrator, public forms): an HMAC of the cookie "form", which holds 128
//      random bits, with a key of this process.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "http/server.h"
#include "storage/error.h"

namespace http {

/// Names of our own: cookies do not know ports (RFC 6265, 8.5), so other programs of the host send theirs here too. Over TLS with the
/// prefix that lets no other host of the domain set them.
std::string_view session_cookie(bool secure);
std::string_view form_cookie(bool secure);

/// The cause of an Error{refused} for want of a right; one with another cause is for a form that may be forged.
inline constexpr std::string_view no_right = "right";

/// Without the right that a route needs.
class Lacks_right : public storage::Error {
  public:
    explicit Lacks_right(unsigned right)
        : Error(storage::Fault::refused, "You do not have the right to do this.", std::string(no_right))
        , right_(right) {}
    unsigned right() const { return right_; }

  private:
    unsigned right_;
};

/// The token of an "Authorization: Bearer …" header; empty when there is none.
std::optional<std::string_view> bearer_token(const Request& request);

/// `next` when it is a path of this site, else "/": what a login form may go on to.
std::string local_target(std::string_view next);

/// A page where something is done first ("/login"), and which leads back to the one that was asked for or that the form stood on.
std::string led_to(std::string_view page, const Request& request);

/// Comparing takes the same time wherever the two differ.
bool equal_secrets(std::string_view one, std::string_view other);

/// A token (hexadecimal digits) as it stands in one page: a random mask, and the token under it. Pages are compressed, so a token that were
/// the same in each could be guessed from their length (BREACH).
std::string masked(std::string_view token);

class FormTokens {
  public:
    FormTokens();
    /// 32 hexadecimal digits for the cookie.
    static std::string make_cookie();
    static bool is_cookie(std::string_view value);
    /// What belongs into the form of whoever has that cookie.
    std::string token(std::string_view cookie) const;

  private:
    std::string key_;
};

/// The header by which a browser gives away that another site made the request; "" when none does.
std::string made_elsewhere(const Request& request);

/// Throws Error{refused} when a request that changes something may have been made by another site.
void check_not_forged(const Request& request, bool by_bearer);
/// The two halves of that, for a form that comes in pieces: what its head says, and the token that stands in it.
void check_made_here(const Request& request);
void check_token(const Request& request, std::string_view token);

}  // namespace http
