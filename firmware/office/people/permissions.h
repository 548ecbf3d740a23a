// Who may do what: one table.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

#include "office/people/user.h"
#include "office/records/rights.h"

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
    Right_row{Right::hold_clients, "Put clients on hold and release them", true, false, false},
    Right_row{Right::decide, "Change clients' account details, and decide when others ask for it", true, false, false},
    Right_row{Right::manage_services, "Keep the catalogue of services", true, true, false},
    Right_row{Right::manage_office, "Set what holds for the whole office", true, false, false},
};

/// A set of roles.
class Roles {
  public:
    constexpr Roles() = default;
    constexpr Roles(Role role)
        : bits_(bit(role)) {}
    constexpr bool has(Role role) const { return (bits_ & bit(role)) != 0; }
    constexpr Roles operator|(Roles other) const {
        other.bits_ |= bits_;
        return other;
    }

  private:
    static constexpr std::uint32_t bit(Role role) { return std::uint32_t{1} << static_cast<unsigned>(role); }
    std::uint32_t bits_ = 0;
};

/// Whether one of them may.
bool may(Roles roles, Right right);

/// Bit n: has right number n.
std::uint64_t rights_of(Roles roles);

}  // namespace office
