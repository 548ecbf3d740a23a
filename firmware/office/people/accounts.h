// Users: the first admin, signing in and out, sessions, tokens.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "office/people/passwords.h"
#include "office/people/session.h"
#include "storage/store.h"

namespace office {

inline constexpr std::chrono::minutes session_idle{30};
inline constexpr std::chrono::hours session_longest{12};

bool has_users(const storage::Read& read);

/// Sets the office's currency too, unless it is "". Throws Error{invalid} with a message for each field; Error{refused} when
/// there is a user already.
User make_first_admin(storage::Store& store, std::string_view name, std::string_view email, std::string_view password,
                      std::string_view currency = {});

/// Sets a new password after the old one was given, and ends the user's other sessions (all but `keep`).
/// Throws Error{invalid} for "old_password" or "new_password".
void change_password(storage::Store& store, storage::Ref<User> user, std::string_view old_password,
                     std::string_view new_password, storage::Id keep);
/// An admin's, or the command line's, way: no old password; ends all sessions.
void set_password(storage::Write& write, storage::Ref<User> user, const New_password& password);

/// A new secret and the session it opens. The secret is what the cookie holds; it is stored nowhere.
struct Signed_in {
    std::string secret;  ///< 64 hexadecimal digits
    Session session;
};

/// Checks e-mail and password outside of any transaction (Argon2id is slow), then opens the session.
/// Guessing is slowed: after five failures for an account or address each further one waits longer (up to 15 minutes,
/// Error{too_many}), but a browser that the account signed in from before is not held up.
/// Throws Error{invalid} with one message for an unknown e-mail and a wrong password.
Signed_in sign_in(storage::Store& store, std::string_view email, std::string_view password, std::string_view address,
                  std::string_view browser, storage::Moment now = storage::Moment::now());
void sign_out(storage::Write& write, storage::Ref<Session> session);

/// Those that are over; done in the background.
void erase_ended_sessions(storage::Write& write, storage::Moment now);

struct Identity {
    User user;
    Session session;
};
/// The owner of a session secret; empty when unknown, ended, idle for too long, or the user is disabled.
/// Remembers in memory that it was seen, and stores that at most every five minutes.
std::optional<Identity> identify(storage::Store& store, std::string_view secret,
                                 storage::Moment now = storage::Moment::now());
/// The same for a bearer token.
std::optional<User> identify_token(const storage::Store& store, std::string_view secret);
/// What forms of a session send back.
std::string csrf_of(std::string_view secret);

std::string make_token(storage::Write& write, storage::Ref<User> user, std::string_view label);
/// Those that have not ended, last seen first.
std::vector<Session> sessions_of(const storage::Read& read, storage::Ref<User> user,
                                 storage::Moment now = storage::Moment::now());

/// Signs a user out everywhere but in session `keep`.
void end_sessions(storage::Write& write, storage::Ref<User> user, storage::Id keep = 0);
/// Takes back the tokens that were given out in a user's name.
void end_tokens(storage::Write& write, storage::Ref<User> user);

}  // namespace office
