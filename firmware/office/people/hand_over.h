// What somebody of the office has in hand goes to somebody else, before they cannot sign in any more.
#pragma once

#include <vector>

#include "office/people/user.h"
#include "storage/write.h"

namespace office {

/// More than this is handed over from lists, filtered.
inline constexpr std::size_t most_handed_over = 10'000;

/// Of one kind what is assigned to somebody and not over (records/among.h).
struct In_hand {
    const storage::Record_type* type;
    std::vector<storage::Id> ids;
};

/// Kinds without any are left out.
std::vector<In_hand> in_hand(const storage::Read& read, Ref<User> user);

/// They cannot sign in any more; what they have in hand goes to somebody else, or stays theirs when that is nobody. Throws
/// Error{invalid} for "to" when that one takes no work, Error{refused} for oneself, the last administrator, and when it is too much.
void disable(storage::Write& write, Ref<User> user, Ref<User> to);

}  // namespace office
