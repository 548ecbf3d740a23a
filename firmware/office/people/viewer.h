// Who looks at the office's records: somebody of the office, a program in their name, or a client through a door of its own.
// The door finds out once who it is; what is seen then follows from each kind's row (records/kind.h), for pages, API, search,
// export, history and counts alike, since all of them read the store with the viewer's scope.
#pragma once

#include <vector>

#include "office/people/permissions.h"
#include "office/people/session.h"
#include "office/records/kind.h"

namespace office {

struct Viewer {
    storage::Id person = 0;  ///< a user; 0 with no roles: nobody of the office
    Roles roles = {};
    std::uint64_t rights = 0;              ///< bit n: has right number n
    storage::Subject within = {};          ///< all that is seen belongs to that client; none: the whole office
    bool box = false;                      ///< the box itself: sees and may do everything
    std::vector<std::uint8_t> kinds = {};  ///< a program that is for some kinds of records only; none: all
    bool is_client() const { return within.id != 0; }
    bool may(Right right) const { return box || (rights & bit_of(right)) != 0; }
    bool sees_own_work_only() const { return office::sees_own_work_only(roles); }
    bool is_admin() const { return box || roles.has(Role::admin); }
};

Viewer viewer_of(const storage::Read& read, const User& user);
/// A program in their name.
Viewer viewer_of(const storage::Read& read, const User& user, const Token& token);
/// As the change is made: a role that was taken away does not count any more. `actor.user` 0 is the box.
Viewer viewer_of(const storage::Read& read, const storage::Actor& actor);

/// Only these, in order.
inline storage::Visible seen_among(std::vector<storage::Id> ids) {
    return {.everything = false, .among = std::move(ids)};
}

/// Only those whose reference is to that record: seen_where<&Contact::clients>(client).
template <auto Member, class Target> storage::Visible seen_where(storage::Ref<Target> ref) {
    return {.everything = false, .filters = {storage::Read::having<Member>(ref)}};
}

/// Who may change what somebody wrote.
inline bool is_author_or_admin(const Viewer& viewer, storage::Ref<User> author) {
    return viewer.is_admin() || (viewer.person != 0 && author.id == viewer.person);
}

/// What of the store they see.
storage::Scope scope_of(const Viewer& viewer);

}  // namespace office
