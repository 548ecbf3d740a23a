#include "office/people/permissions.h"

#include <algorithm>

namespace office {

bool may(Roles roles, Right right) {
    const auto row = std::ranges::find(right_table, right, &Right_row::right);
    if (row == right_table.end()) return false;
    return (row->admin && roles.has(Role::admin)) || (row->staff && roles.has(Role::staff)) ||
           (row->read_only && roles.has(Role::read_only));
}

std::uint64_t rights_of(Roles roles) {
    std::uint64_t rights = 0;
    for (const Right_row& row : right_table)
        if (may(roles, row.right)) rights |= std::uint64_t{1} << static_cast<unsigned>(row.right);
    return rights;
}

}  // namespace office
