// Who may do what: one table, and what an admin changed of it.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

#include "office/people/user.h"
#include "office/records/rights.h"

namespace storage {
class Read;
}

namespace office {

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

constexpr Roles operator|(Role one, Role other) { return Roles(one) | Roles(other); }

struct Right_row {
    Right right;
    std::string_view name;   ///< on disk, in what an admin changed
    std::string_view label;  ///< for people
    Roles roles;             ///< that have it as the program comes, beside admins, who have each
};

inline constexpr Roles office_roles = Role::manager | Role::staff;
inline constexpr Roles writing_roles = office_roles | Role::estimator | Role::crew;

inline constexpr std::array right_table{
    Right_row{Right::see_clients, "see_clients", "See clients, companies, contacts and notes",
              writing_roles | Role::read_only},
    Right_row{Right::write_notes, "write_notes", "Write notes and tasks, add documents", writing_roles},
    Right_row{Right::edit_clients, "edit_clients", "Create and change clients, companies and contacts",
              office_roles | Role::estimator},
    Right_row{Right::delete_clients, "delete_clients", "Delete clients and companies", {}},
    Right_row{Right::import_records, "import_records", "Import", office_roles},
    Right_row{Right::export_records, "export_records", "Export", office_roles},
    Right_row{Right::manage_tags, "manage_tags", "Rename, merge and delete tags", office_roles},
    Right_row{Right::manage_custom_fields, "manage_custom_fields", "Define custom fields", {}},
    Right_row{Right::manage_users, "manage_users", "Manage users", {}},
    Right_row{Right::manage_box, "manage_box", "Status, backup and certificate of the box", {}},
    Right_row{Right::hold_clients, "hold_clients", "Put clients on hold and release them", {}},
    Right_row{Right::decide, "decide", "Change clients' account details, and decide when others ask for it",
              Role::manager},
    Right_row{Right::manage_services, "manage_services", "Keep the catalogue of services",
              office_roles | Role::estimator},
    Right_row{Right::manage_office, "manage_office", "Set what holds for the whole office", {}},
};

/// Whether they may as the program comes.
bool may_at_first(Role role, Right right);
/// Whether they may in this office.
bool may(const storage::Read& read, Role role, Right right);

/// Bit n: has right number n, as the program comes.
std::uint64_t rights_at_first(Role role);
/// The same in this office.
std::uint64_t rights_of(const storage::Read& read, Role role);

constexpr std::uint64_t bit_of(Right right) { return std::uint64_t{1} << static_cast<unsigned>(right); }

/// Whoever has one of them sees only what their own work is about (own_work.h), whatever else they may.
constexpr bool sees_own_work_only(Roles roles) { return roles.has(Role::crew); }

}  // namespace office
