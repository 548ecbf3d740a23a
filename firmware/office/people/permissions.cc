#include "office/people/permissions.h"

#include <algorithm>

namespace office {

bool may(Role role, Right right) {
    const auto row = std::ranges::find(right_table, right, &Right_row::right);
    if (row == right_table.end()) return false;
    switch (role) {
    case Role::admin: return row->admin;
    case Role::staff: return row->staff;
    case Role::read_only: return row->read_only;
    }
    return false;
}

std::uint64_t rights_of(Role role) {
    std::uint64_t rights = 0;
    for (const Right_row& row : right_table)
        if (may(role, row.right)) rights |= std::uint64_t{1} << static_cast<unsigned>(row.right);
    return rights;
}

bool is_admin(const storage::Read& read, const storage::Actor& actor) {
    if (actor.user == 0) return true;
    const auto user = read.find<User>(actor.user);
    return user && user->role == Role::admin && !user->disabled;
}

}  // namespace office
