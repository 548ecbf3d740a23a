// Who may do what: one table.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

#include "office/people/user.h"
#include "office/records/rights.h"
#include "storage/read.h"

namespace office {

struct Right_row {
    Right right;
    std::string_view label;
    bool admin, staff, read_only;
};

inline constexpr std::array right_table{
    Right_row{Right::see_clients, "See clients, companies, contacts and notes", true, true, true},
    Right_row{Right::edit_clients, "Create and change them", true, true, false},
    Right_row{Right::delete_clients, "Delete clients and companies", true, false, false},
    Right_row{Right::import_records, "Import", true, true, false},
    Right_row{Right::export_records, "Export", true, true, false},
    Right_row{Right::manage_tags, "Rename, merge and delete tags", true, true, false},
    Right_row{Right::manage_custom_fields, "Define custom fields", true, false, false},
    Right_row{Right::manage_users, "Manage users", true, false, false},
    Right_row{Right::manage_box, "Status, backup and certificate of the box", true, false, false},
};

bool may(Role role, Right right);

/// Bit n: has right number n.
std::uint64_t rights_of(Role role);

/// Is that an administrator, or the box itself (command line, import)?
bool is_admin(const storage::Read& read, const storage::Actor& actor);

}  // namespace office
