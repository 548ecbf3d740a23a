#include "pages/people/permissions.h"

#include <algorithm>
#include <format>

#include "office/people/access_settings.h"
#include "office/people/own_work.h"
#include "office/records/kind.h"
#include "pages/frame/view.h"
#include "pages/records/confirmation.h"
#include "pages/records/kind.h"

namespace pages {
namespace {

http::Response show_permissions(const Site& site, const http::Request& request);
http::Response change_permission(const Site& site, const http::Request& request);
http::Response reset_permissions(const Site& site, const http::Request& request);
http::Response change_second_factor(const Site& site, const http::Request& request);

}  // namespace

std::vector<http::Route> permission_routes(const Site& site) {
    using enum http::Method;
    const auto changes = [&site](std::string pattern, http::Response (*handler)(const Site&, const http::Request&)) {
        return http::Route{post, std::move(pattern), needs(office::Right::manage_users),
                           confirmed(site, [&site, handler](const auto& request) { return handler(site, request); })};
    };
    return {
        {get, "/settings/permissions", http::signed_in,
         [&site](const auto& request) { return show_permissions(site, request); }},
        changes("/settings/permissions", &change_permission),
        changes("/settings/permissions/reset", &reset_permissions),
        changes("/settings/permissions/second-factor", &change_second_factor),
    };
}

namespace {

using office::Right;
using office::Role;
using storage::Read;
using storage::Write;

constexpr std::string_view permissions_url = "/settings/permissions";

constexpr auto roles = options(Role{});

std::string_view key_of(Role role) {
    return std::ranges::find(roles, static_cast<std::uint8_t>(role), &storage::Option::number)->key;
}

/// What each role may in this office, in the order of its options.
struct Table {
    explicit Table(const Read& read) {
        for (std::size_t at = 0; at < roles.size(); ++at)
            rights[at] = office::rights_of(read, static_cast<Role>(roles[at].number));
    }
    bool may(std::size_t role, Right right) const { return (rights[role] & office::bit_of(right)) != 0; }
    std::array<std::uint64_t, roles.size()> rights{};
};

/// Whoever sees only what their own work is about has it for that alone.
bool is_limited(Right right) {
    return right == Right::see_clients || right == Right::write_notes || right == Right::edit_clients ||
           right == Right::delete_clients;
}

Data cell_data(const Table& table, std::size_t at, Right right, bool limited) {
    const bool is_own_only = limited && office::sees_own_work_only(static_cast<Role>(roles[at].number));
    auto cell = object();
    cell["allowed"] = table.may(at, right);
    cell["own_only"] = table.may(at, right) && is_own_only;
    return cell;
}

// ---- The table

bool may_be_changed(Role role, Right right) { return role != Role::admin && right != Right::manage_users; }

/// A cell that an admin changes with one click.
Data changed_by(Data cell, const Language& language, const office::Right_row& row, const Table& table, std::size_t at) {
    const auto role = static_cast<Role>(roles[at].number);
    const bool is_given = table.may(at, row.right);
    cell["cell_role"] = text(key_of(role));
    cell["cell_right"] = text(row.name);
    cell["cell_given"] = text(is_given ? "no" : "yes");
    cell["cell_label"] = text(language.say(is_given ? "{}: {}. Take it away." : "{}: {}. Give it.",
                                           {language.say(roles[at].label), language.say(row.label)}));
    cell["cell_changed"] = office::may_at_first(role, row.right) != is_given;
    return cell;
}

Data rights_data(const http::Request& request, const Table& table) {
    const auto& language = Language::of(request);
    const bool may_change = may(request, Right::manage_users);
    auto rights = list();
    for (const office::Right_row& row : office::right_table) {
        auto all = list();
        for (std::size_t at = 0; at < roles.size(); ++at) {
            Data cell = cell_data(table, at, row.right, is_limited(row.right));
            const bool changes = may_change && may_be_changed(static_cast<Role>(roles[at].number), row.right);
            cell["may_change"] = changes;
            append(all, changes ? changed_by(std::move(cell), language, row, table, at) : std::move(cell));
        }
        auto right = object();
        right["right_label"] = text(language.say(row.label));
        right["role_cells"] = std::move(all);
        append(rights, std::move(right));
    }
    return rights;
}

// ---- What it means

Data meaning(const Table& table, const std::string& verb, Right right, bool limited) {
    auto cells = list();
    for (std::size_t at = 0; at < roles.size(); ++at) append(cells, cell_data(table, at, right, limited));
    auto data = object();
    data["verb_label"] = text(verb);
    data["verb_cells"] = std::move(cells);
    return data;
}

/// Everything that can be done to records of a kind.
Data verbs_of(const Language& language, const Table& table, const office::Kind_row& row) {
    const bool limited = office::is_limited_to_own_work(*row.type);
    auto verbs = list();
    const auto add = [&](std::string_view verb, Right right) {
        append(verbs, meaning(table, language.say(verb), right, limited));
    };
    add("See", row.rights.see);
    if (office::is_typed(row.type->kind)) {
        add("Create and change", row.rights.edit);
        add("Delete", row.rights.erase);
    }
    for (const office::Action& action : row.actions) add(action.label, action.right);
    return verbs;
}

Data kinds_data(const Language& language, const Table& table) {
    auto all = list();
    for (const office::Kind_row& row : office::kinds()) {
        if (row.type->kind.internal) continue;
        auto kind = object();
        kind["kind_label"] = text(language.say(row.type->kind.title));
        kind["verbs"] = verbs_of(language, table, row);
        append(all, std::move(kind));
    }
    return all;
}

Data roles_data(const Language& language) {
    auto all = list();
    for (const auto& role : roles) {
        auto one = object();
        one["role_label"] = text(language.say(role.label));
        append(all, std::move(one));
    }
    return all;
}

http::Response show_permissions(const Site& site, const http::Request& request) {
    const auto& language = Language::of(request);
    const auto [table, settings] =
        site.store.read([](const Read& read) { return std::pair(Table(read), office::access_settings(read)); });
    auto data = object();
    data["title"] = language.say("Permissions");
    data["roles"] = roles_data(language);
    data["rights"] = rights_data(request, table);
    data["kinds"] = kinds_data(language, table);
    data["may_set"] = may(request, Right::manage_users);
    data["is_changed"] = !settings.rights.empty() && may(request, Right::manage_users);
    data["factor_for_all"] = settings.second_factor_for_all;
    return page(site, request, "people/permissions", std::move(data));
}

// ---- Changes

http::Response back(const http::Request& request) {
    return done(request, std::string(permissions_url), Language::of(request).say("Saved"));
}

http::Response change_permission(const Site& site, const http::Request& request) {
    const auto role = storage::Value<Role>::parse(request.form.get("role"));
    if (!role) throw storage::Error(storage::Errors{{"role", "There is no such role."}});
    site.store.write(actor_of(request), [&](Write& write) {
        office::set_right(write, *role, request.form.get("right"), request.form.get("given") == "yes");
    });
    return back(request);
}

http::Response reset_permissions(const Site& site, const http::Request& request) {
    site.store.write(actor_of(request), &office::reset_rights);
    return back(request);
}

http::Response change_second_factor(const Site& site, const http::Request& request) {
    site.store.write(actor_of(request), [&](Write& write) {
        office::set_second_factor_for_all(write, request.form.get("needed") == "yes");
    });
    return back(request);
}

}  // namespace
}  // namespace pages
