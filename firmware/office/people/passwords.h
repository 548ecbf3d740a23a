// Argon2id (RFC 9106) with 19 MiB, two passes, one lane, a salt of 16 bytes; at most two at once, so that sign-ins cannot
// take the box's memory.
#pragma once

#include <string>
#include <string_view>

#include "storage/values/text.h"

namespace office {

/// PHC string: "$argon2id$v=19$m=19456,t=2,p=1$salt$hash".
storage::Secret hashed(std::string_view password);
bool matches(const storage::Secret& stored, std::string_view password);

/// A password that was found good, as it is stored. Made outside of any transaction: Argon2id takes tens of milliseconds,
/// and one writer serves everybody.
struct New_password {
    storage::Secret hash;
};
/// Throws Error{invalid} for `field` when there is an objection to it.
New_password new_password(std::string_view password, std::string_view email, std::string_view field = "password");

/// What is wrong with a new password ("" if nothing): 10 to 200 characters, not one of the
/// commonest with or without a few digits behind it, not the e-mail.
std::string objection(std::string_view password, std::string_view email);

}  // namespace office
