// A second proof of who signs in, beside the password: the code of an app (totp.h), or one of ten recovery codes for whoever
// lost it. Each code works once.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "office/people/user.h"
#include "storage/store.h"

namespace office {

inline constexpr std::size_t recovery_codes = 10;

struct Second_factor : Stored {
    static constexpr Kind kind{244, "second_factor", "second_factors", "Second factor", "Second factors", false, true,
                               true};
    Ref<User> user;
    Secret key;                  ///< base32
    bool on = false;             ///< else begun: a code has not proven yet that the app knows the key
    std::int64_t last_step = 0;  ///< of the code that worked last; older ones do not any more
    Secret recovery;             ///< stored forms of the unused codes, a space between two

    static constexpr auto fields = std::tuple{
        Field{1, "user", &Second_factor::user, {.label = "User", .index = Index::unique, .gone = Gone::cascade}},
        Field{2, "key", &Second_factor::key, {.label = "Key", .hidden = true}},
        Field{3, "on", &Second_factor::on, {.label = "On"}},
        Field{4, "last_step", &Second_factor::last_step, {.label = "Last code", .hidden = true}},
        Field{5, "recovery", &Second_factor::recovery, {.label = "Recovery codes", .hidden = true, .longest = 1'000}},
    };
};

/// Whether they sign in with one.
bool has_second_factor(const storage::Read& read, Ref<User> user);
/// The key in base32 that a setup was begun with; "" when none was, or it is on.
std::string begun_key(const storage::Read& read, Ref<User> user);
std::size_t recovery_codes_left(const storage::Read& read, Ref<User> user);

/// Makes a key, in place of one that was begun before. Throws Error{refused} when there is one that is on.
void begin_second_factor(storage::Write& write, Ref<User> user);
/// Once a code shows that the app knows the key. Returns recovery codes, which are shown now and never again.
/// Throws Error{invalid} for "code", Error{too_many}.
std::vector<std::string> turn_on_second_factor(storage::Store& store, Ref<User> user, std::string_view code,
                                               std::string_view address, Moment now = Moment::now());
/// In place of the old ones. Throws Error{refused} when there is no second factor.
std::vector<std::string> new_recovery_codes(storage::Write& write, Ref<User> user, std::string_view address);
/// Throws Error{invalid} for "old_password" or "code", Error{too_many}.
void turn_off_second_factor(storage::Store& store, Ref<User> user, std::string_view password, std::string_view code,
                            std::string_view address, Moment now = Moment::now());
/// By an admin, or on the command line, for somebody who lost app and codes. False when there is none.
bool reset_second_factor(storage::Write& write, Ref<User> user);

/// Takes a code of the app or a recovery code, which does not work again. Wrong ones are slowed as passwords are: counted by
/// user, unless it is a browser that they signed in from before (`browser`, "" for none). Throws Error{invalid} for `field`,
/// Error{too_many}.
void use_code(storage::Store& store, Ref<User> user, std::string_view typed, std::string_view field,
              std::string_view address, std::string_view browser, Moment now);

}  // namespace office
