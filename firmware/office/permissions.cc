#include "office/permissions.h"

#include <algorithm>

#include "office/client.h"
#include "office/import.h"
#include "office/note.h"
#include "office/session.h"
#include "storage/custom_field.h"

namespace office {

namespace {

struct Kind_row {
    std::uint8_t kind;
    Kind_rights rights;
};

using enum Right;

constexpr std::array kind_table{
    Kind_row{Client::kind.number, {see_clients, edit_clients, delete_clients}},
    Kind_row{Company::kind.number, {see_clients, edit_clients, delete_clients}},
    Kind_row{Contact::kind.number, {see_clients, edit_clients, edit_clients}},
    Kind_row{Note::kind.number, {see_clients, edit_clients, edit_clients}},
    Kind_row{Tag::kind.number, {see_clients, manage_tags, manage_tags}},
    Kind_row{storage::Custom_field::kind.number, {see_clients, manage_custom_fields, manage_custom_fields}},
    Kind_row{Import::kind.number, {import_records, import_records, import_records}},
};

/// Users, sessions and tokens, and whatever is forgotten here.
constexpr Kind_rights strictest{manage_users, manage_users, manage_users};

}  // namespace

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

Kind_rights rights_for(const storage::Kind& kind) {
    const auto row = std::ranges::find(kind_table, kind.number, &Kind_row::kind);
    return row == kind_table.end() ? strictest : row->rights;
}

}  // namespace office
