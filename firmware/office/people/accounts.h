// Users: the first admin, passwords, signing in and out, sessions. Tokens are in tokens.h.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "office/people/now.h"
#include "office/people/passwords.h"
#include "office/people/session.h"
#include "office/people/viewer.h"
#include "storage/store.h"

namespace office {

inline constexpr std::chrono::minutes session_idle{30};
inline constexpr std::chrono::hours session_longest{12};
/// So long after the password the second factor may be given.
inline constexpr std::chrono::minutes code_within{10};
/// So long nobody is asked for the password again.
inline constexpr std::chrono::minutes confirmed_for{10};
/// A password made by somebody else works so long.
inline constexpr std::chrono::days one_time_for{7};
/// When one that is made now has run out.
storage::Moment one_time_until(storage::Moment now);

/// Where a request comes from.
struct Peer {
    std::string_view address;
    std::string_view browser = {};  ///< its User-Agent header
    std::string_view secret = {};   ///< of the session that the browser still has
};

bool has_users(const storage::Read& read);

/// Sets the office's currency too, unless it is "". Throws Error{invalid} with a message for each field; Error{refused} when
/// there is a user already.
User make_first_admin(storage::Store& store, std::string_view name, std::string_view email, std::string_view password,
                      std::string_view currency = {});

// ---- Passwords

/// The user, whose present password that is. Wrong ones are counted by user and slowed like sign-ins (Error{too_many}).
/// Throws Error{invalid} for `field`.
User check_present_password(storage::Store& store, storage::Ref<User> user, std::string_view password,
                            std::string_view field, std::string_view address, storage::Moment now);

struct Password_change {
    std::string_view old_password, new_password;
    bool end_sessions = true;  ///< all but the one in which it is done
    bool end_tokens = false;
};
/// Throws Error{invalid} for "old_password" or "new_password", Error{too_many} as above.
void change_password(storage::Store& store, storage::Ref<User> user, const Password_change& change, storage::Id session,
                     std::string_view address, storage::Moment now = storage::Moment::now());
/// In place of one that works once. Throws Error{invalid} for "new_password", Error{refused} when it is none.
void choose_password(storage::Store& store, storage::Ref<User> user, std::string_view password, storage::Id session,
                     std::string_view address);
/// The command line's way: no old password; ends all sessions and tokens.
void set_password(storage::Write& write, storage::Ref<User> user, const New_password& password);
/// An admin's: the same, and it must be changed when it is used, within a week.
void set_one_time_password(storage::Write& write, storage::Ref<User> user, const New_password& password);

// ---- Sessions

/// A new secret and the session it opens. The secret is what the cookie holds; it is stored nowhere.
struct Signed_in {
    std::string secret;  ///< 64 hexadecimal digits
    Session session;
};

/// Checks e-mail and password outside of any transaction (Argon2id is slow), then opens the session; the one that the browser
/// had before ends. Guessing is slowed: after five failures for an account or address each further one waits longer (up to 15
/// minutes, Error{too_many}), but a browser that the account signed in from before is not held up.
/// A session that the store cannot take up, because the disk is full, is held in memory until it can.
/// Whoever has a second factor gets a session that only awaits it (Session::awaits_code).
/// Throws Error{invalid} with one message for an unknown e-mail and a wrong password.
Signed_in sign_in(storage::Store& store, std::string_view email, std::string_view password, const Peer& peer,
                  Now now = Now::now());
/// The second step: opens a session in place of the one that awaits the user's code, which is the peer's. Throws
/// Error{invalid} for "code", Error{too_many}.
Signed_in finish_sign_in(storage::Store& store, storage::Ref<User> user, std::string_view code, const Peer& peer,
                         Now now = Now::now());
void sign_out(storage::Write& write, storage::Ref<Session> session);
/// Ends the session that has this secret; what the store does not take up holds as long as this process.
void sign_out(storage::Store& store, const storage::Actor& actor, std::string_view secret);

/// Those that are over; done in the background.
void erase_ended_sessions(storage::Write& write, Now now);

struct Identity {
    User user;
    Session session;
    Viewer viewer;              ///< nobody while the session awaits a code
    bool needs_factor = false;  ///< the office wants everybody to have a second one, and they have none
    bool confirmed = false;     ///< the password was given within the last minutes (confirmed_for)
};
/// The owner of a session secret; empty when unknown, ended, idle for too long, or the user is disabled.
/// Remembers in memory that it was seen, and stores that at most every five minutes.
std::optional<Identity> identify(storage::Store& store, std::string_view secret, Now now = Now::now());
/// Whether that would find one; only reads.
bool is_session(storage::Store& store, std::string_view secret, Now now = Now::now());
/// What forms of a session send back.
std::string csrf_of(std::string_view secret);

/// What proves again who it is: the password, and a code of whoever has a second factor.
struct Proof {
    std::string_view password, code = {};
};
/// It was given in that session. Throws Error{invalid} for "confirm_password" or "confirm_code", Error{too_many}.
void confirm(storage::Store& store, storage::Ref<User> user, storage::Ref<Session> session, const Proof& proof,
             std::string_view address, Now now = Now::now());

/// Those that have not ended, last seen first.
std::vector<Session> sessions_of(const storage::Read& read, storage::Ref<User> user, Now now = Now::now());
/// Signs a user out everywhere but in session `keep`.
void end_sessions(storage::Write& write, storage::Ref<User> user, storage::Id keep = 0);
/// Somebody else's: the same, and it is kept who did it.
void end_sessions_of_another(storage::Write& write, storage::Ref<User> user, storage::Id keep);
void end_session_of_another(storage::Write& write, const Session& session);

}  // namespace office
