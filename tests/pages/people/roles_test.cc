// Every role at every verb of every kind gets what the table says, in pages and API; and the table as a page.
#include <catch2/catch_test_macros.hpp>
#include <format>

#include "office/people/access_settings.h"
#include "office/records/kind.h"
#include "office/work/task.h"
#include "pages/desk.h"
#include "pages/records/kind.h"
#include "pages/visitor.h"

namespace pages::test {

using http::Method;
using office::Right;
using office::Role;

namespace {

/// One person of each role, called as the role is.
struct All_roles {
    Desk desk;
    All_roles() {
        desk.store().write({0, "Test"}, [](storage::Write& write) {
            for (const auto& role : options(Role{})) {
                office::User user;
                user.name = role.key;
                user.email.text = std::format("{}@office.example", role.key);
                user.role = static_cast<Role>(role.number);
                write.create(user);
            }
        });
    }
    bool may(const storage::Option& role, Right right) {
        return desk.store().read(
            [&](const storage::Read& read) { return office::may(read, static_cast<Role>(role.number), right); });
    }
};

/// That nobody else has the number keeps all other refusals away.
constexpr std::string_view nobody = "999999";

void check_kind(All_roles& all, const storage::Option& role, const office::Kind_row& row) {
    Desk& desk = all.desk;
    const std::string api = std::format("/api/v1/{}", row.type->kind.plural);
    const auto is_let = [&](Method method, const std::string& url) { return desk.call(method, url).status != 403; };
    CHECK(is_let(Method::get, api) == all.may(role, row.rights.see));
    CHECK(is_let(Method::get, std::format("{}/{}", api, nobody)) == all.may(role, row.rights.see));
    if (page_row(row.type->kind.number).pages)
        CHECK((desk.get(std::format("/{}", row.type->kind.plural)).status != 403) == all.may(role, row.rights.see));
    for (const office::Action& action : row.actions) {
        CAPTURE(action.name);
        CHECK(is_let(Method::post, std::format("{}/{}/{}", api, nobody, action.name)) == all.may(role, action.right));
    }
    if (!office::is_typed(row.type->kind)) return;
    CHECK(is_let(Method::patch, std::format("{}/{}", api, nobody)) == all.may(role, row.rights.edit));
    CHECK(is_let(Method::del, std::format("{}/{}", api, nobody)) == all.may(role, row.rights.erase));
}

void check_everything(All_roles& all) {
    for (const auto& role : options(Role{}))
        for (const office::Kind_row& row : office::kinds()) {
            if (row.type->kind.internal || row.type->kind.number == office::User::kind.number) continue;
            CAPTURE(role.key, row.type->kind.name);
            all.desk.as(role.key);
            check_kind(all, role, row);
        }
}

}  // namespace

TEST_CASE("every role gets at every verb of every kind what the table says", "[U2]") {
    All_roles all;
    check_everything(all);
}

TEST_CASE("and what an admin made of it", "[U2]") {
    All_roles all;
    all.desk.store().write({1, "Ana"}, [](storage::Write& write) {
        office::set_right(write, Role::read_only, "write_notes", true);
        office::set_right(write, Role::crew, "hold_clients", true);
        office::set_right(write, Role::staff, "edit_clients", false);
        office::set_right(write, Role::manager, "see_clients", false);
    });
    check_everything(all);
}

TEST_CASE("crew's lists, search and pages hold its own work alone", "[U2]") {
    All_roles all;
    Desk& desk = all.desk;
    const auto hers = desk.add_client("Ida", "Heron"), other = desk.add_client("Ada", "Zebra");
    const auto& tasks = storage::record_type<office::Task>();
    desk.add(tasks, {{"title", "Prune"}, {"client", "Heron, Ida"}, {"assignee", "crew"}});
    desk.add(tasks, {{"title", "Mow"}, {"client", "Zebra, Ada"}, {"assignee", "staff"}});
    desk.as("crew");
    CHECK(desk.get("/clients").has("Heron"));
    CHECK_FALSE(desk.get("/clients").has("Zebra"));
    CHECK(desk.get(std::format("/clients/{}", hers)).status == 200);
    CHECK(desk.get(std::format("/clients/{}", other)).status == 404);
    CHECK_FALSE(desk.get("/search?q=zebra").has("Zebra, Ada"));
    CHECK_FALSE(desk.get("/tasks").has("Mow"));
    CHECK_FALSE(desk.get("/history").has("Zebra"));
    CHECK_FALSE(desk.call(Method::get, "/api/v1/clients").has("Zebra"));
    CHECK(desk.post(std::format("/clients/{}/notes", hers), "text=Gate+is+open").status == 303);
    CHECK(desk.post(std::format("/clients/{}/notes", other), "text=Gate+is+open").status == 404);
    CHECK(desk.get(std::format("/clients/{}/edit", hers)).status == 403);
    CHECK(desk.get("/clients/export.csv").status == 403);
}

TEST_CASE("an admin changes the table on its page, after the password; others only read it", "[U2]") {
    New_box box;
    Visitor visitor(box);
    visitor.set_up();
    const auto page = visitor.get("/settings/permissions");
    CHECK(page.has("Read-only: Export. Give it."));
    CHECK(page.has("Staff: Export. Take it away."));
    CHECK_FALSE(page.has("Admin: Export. Take it away."));
    CHECK_FALSE(page.has("Manager: Manage users. Give it."));
    CHECK(page.has("own work"));
    CHECK_FALSE(page.has("/settings/permissions/reset"));

    box.minutes_went_by = true;
    const std::string taken = "role=staff&right=export_records&given=no";
    CHECK(visitor.post("/settings/permissions", taken).status == 403);
    CHECK(visitor.post("/settings/permissions", taken + "&confirm_password=a+long+enough+secret").status == 303);
    box.minutes_went_by = false;
    const auto changed = visitor.get("/settings/permissions");
    CHECK(changed.has("Staff: Export. Give it."));
    CHECK(changed.has("/settings/permissions/reset"));
    CHECK(visitor.get("/settings/events?what=right_taken").has("Staff: Export"));
    CHECK(visitor.post("/settings/permissions", "role=admin&right=export_records&given=no").status == 422);
    CHECK(visitor.post("/settings/permissions", "role=manager&right=manage_users&given=yes").status == 422);
    CHECK(visitor.post("/settings/permissions/reset", "").status == 303);
    CHECK(visitor.get("/settings/permissions").has("Staff: Export. Take it away."));

    All_roles all;
    all.desk.as("manager");
    CHECK(all.desk.get("/settings/permissions").status == 200);
    CHECK_FALSE(all.desk.get("/settings/permissions").has("Take it away"));
    CHECK(all.desk.post("/settings/permissions", taken).status == 403);
}

}  // namespace pages::test
