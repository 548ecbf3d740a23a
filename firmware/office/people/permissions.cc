#include "office/people/permissions.h"

#include <algorithm>

#include "office/people/access_settings.h"

namespace office {

bool may_at_first(Role role, Right right) {
    const auto row = std::ranges::find(right_table, right, &Right_row::right);
    return row != right_table.end() && (role == Role::admin || row->roles.has(role));
}

std::uint64_t rights_at_first(Role role) {
    std::uint64_t rights = 0;
    for (const Right_row& row : right_table)
        if (may_at_first(role, row.right)) rights |= bit_of(row.right);
    return rights;
}

std::uint64_t rights_of(const storage::Read& read, Role role) {
    std::uint64_t rights = rights_at_first(role);
    if (role == Role::admin) return rights;
    for (const Changed_right& changed : access_settings(read).rights) {
        const auto row = std::ranges::find(right_table, changed.right, &Right_row::name);
        if (changed.role != role || row == right_table.end()) continue;
        rights = changed.given ? rights | bit_of(row->right) : rights & ~bit_of(row->right);
    }
    return rights;
}

bool may(const storage::Read& read, Role role, Right right) { return (rights_of(read, role) & bit_of(right)) != 0; }

}  // namespace office
