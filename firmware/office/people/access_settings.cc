#include "office/people/access_settings.h"

#include <algorithm>
#include <format>

#include "office/people/events.h"

namespace office {

using storage::Error;
using storage::Errors;
using storage::Write;

namespace {

void keep(Write& write, Access_settings settings) {
    write.doing("edit");
    if (settings.id == 0)
        write.create(settings);
    else
        write.update(settings);
}

const Right_row& row_named(std::string_view name) {
    const auto row = std::ranges::find(right_table, name, &Right_row::name);
    if (row == right_table.end()) throw Error(Errors{{"right", "There is no such right."}});
    return *row;
}

void tell(Write& write, Role role, std::string_view right, bool given) {
    record(write, {.what = given ? Happening::right_given : Happening::right_taken,
                   .user = {write.actor().user},
                   .who = write.actor().name,
                   .detail = std::format("{} {}", storage::Value<Role>::show(role), right)});
}

}  // namespace

Access_settings access_settings(const storage::Read& read) {
    return read.find<Access_settings>(Access_settings::only).value_or(Access_settings{});
}

void set_right(Write& write, Role role, std::string_view right, bool given) {
    const Right_row& row = row_named(right);
    if (storage::Value<Role>::show(role).empty()) throw Error(Errors{{"role", "There is no such role."}});
    if (role == Role::admin)
        throw Error(Errors{{"role", "Administrators have every right: somebody must be able to give them back."}});
    if (row.right == Right::manage_users)
        throw Error(Errors{{"right", "Whoever manages users is an administrator: give them that role."}});
    if (may(write, role, row.right) == given) return;
    Access_settings settings = access_settings(write);
    std::erase_if(settings.rights, [&](const Changed_right& one) { return one.role == role && one.right == row.name; });
    if (may_at_first(role, row.right) != given) {
        Changed_right& changed = settings.rights.emplace_back();
        changed.role = role;
        changed.right = row.name;
        changed.given = given;
    }
    keep(write, std::move(settings));
    tell(write, role, row.name, given);
}

void reset_rights(Write& write) {
    Access_settings settings = access_settings(write);
    if (settings.rights.empty()) return;
    for (const Changed_right& one : settings.rights) tell(write, one.role, one.right, !one.given);
    settings.rights.clear();
    keep(write, std::move(settings));
}

void set_second_factor_for_all(Write& write, bool needed) {
    Access_settings settings = access_settings(write);
    if (settings.second_factor_for_all == needed) return;
    settings.second_factor_for_all = needed;
    keep(write, std::move(settings));
    record(write, {.what = needed ? Happening::factor_required : Happening::factor_voluntary,
                   .user = {write.actor().user},
                   .who = write.actor().name});
}

}  // namespace office
