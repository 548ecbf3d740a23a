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

TEST_CASE("crew that may create clients learns that one is there, and nothing of it", "[U2][C3]") {
    All_roles all;
    Desk& desk = all.desk;
    const auto hers = desk.add_client("Ida", "Heron", {{"phone", "+49 89 1234567"}});
    desk.add_client("Jo", "Callahan", {{"email", "jo@a.example"}, {"phone", "+49 89 7654321"}});
    desk.add(storage::record_type<office::Task>(),
             {{"title", "Prune"}, {"client", "Heron, Ida"}, {"assignee", "crew"}});
    desk.store().write({1, "Ana"},
                       [](storage::Write& write) { office::set_right(write, Role::crew, "edit_clients", true); });
    desk.as("crew");
    const std::string form = "first_name=Eve&last_name=Low&email=";
    check(desk,
          {{Method::post, "/clients", form + "jo%40a.example", 422, {"is taken already"}, {"Callahan", "/clients/2"}},
           {Method::post,
            std::format("/clients/{}/values/email", hers),
            std::format("revision={}&email=jo%40a.example", desk.client(hers).revision),
            422,
            {"is taken already"},
            {"Callahan", "/clients/2"}},
           {Method::post, "/clients", form + "a%40a.example&phone=%2B49+89+1234567", 422, {"Heron"}}});
    const auto taken =
        desk.call(Method::post, "/api/v1/clients", R"({"first_name":"E","last_name":"L","email":"jo@a.example"})");
    CHECK(taken.status == 422);
    CHECK(taken.has("is taken already"));
    CHECK_FALSE(taken.has("Callahan"));

    const auto made = desk.post("/clients", form + "eve%40a.example&phone=%2B49+89+7654321");
    CHECK(made.status == 303);
    CHECK(made.header("location").starts_with("/clients"));
    CHECK_FALSE(made.header("location").starts_with("/clients/"));
    CHECK(desk.as("Ana").client(3).name() == "Low, Eve");
}

TEST_CASE("somebody who may not see clients begins at a page that opens, and comes back to it", "[U2]") {
    Desk desk;
    desk.add_client("Ida", "Heron");
    desk.add(storage::record_type<office::Task>(), {{"title", "Prune"}, {"client", "Heron, Ida"}, {"assignee", "Ben"}});
    desk.store().write({1, "Ana"},
                       [](storage::Write& write) { office::set_right(write, Role::staff, "see_clients", false); });
    desk.as("Ben");
    const auto today = desk.get("/today");
    CHECK(today.status == 200);
    CHECK_FALSE(today.has("Heron"));
    CHECK_FALSE(today.has("Prune"));
    CHECK_FALSE(today.has("action=\"/today/tasks\""));
    const auto made = desk.post("/clients", "first_name=Eve&last_name=Low&email=eve%40a.example");
    CHECK(made.status == 303);
    CHECK(made.header("location").starts_with("/today"));
    CHECK(desk.call(Method::post, "/api/v1/notes", R"({"client":1,"text":"Gate"})").status == 422);
}

TEST_CASE("the history tells programs of what people know, and of users to whoever manages them", "[U2][U8]") {
    Desk desk;
    desk.add_client("Ida", "Heron");
    desk.store().write({1, "Ana"},
                       [](storage::Write& write) { office::set_right(write, Role::staff, "export_records", false); });
    const auto all = desk.call(Method::get, "/api/v1/history");
    CHECK(all.has("\"name\":\"Rita\""));
    const auto some = desk.as("Ben").call(Method::get, "/api/v1/history");
    CHECK(some.has("Heron"));
    CHECK(desk.get("/history").has("Heron"));
    CHECK_FALSE(desk.get("/history").has("Rita"));
    CHECK_FALSE(some.has("Rita"));
    for (const Answer& history : {all, some}) {
        CHECK_FALSE(history.has("\"kind\":\"\""));
        CHECK_FALSE(history.has("\"verb\":\"\""));
    }
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
    const auto refused = [&](std::string_view form, std::string_view why) {
        const auto answer = visitor.post("/settings/permissions", std::string(form));
        CHECK(answer.status == 422);
        CHECK(answer.has(why));
        CHECK_FALSE(answer.has("“"));
    };
    refused("role=admin&right=export_records&given=no", "Administrators have every right");
    refused("role=manager&right=manage_users&given=yes", "Whoever manages users is an administrator");
    refused("role=manager&right=fly&given=yes", "There is no such right.");
    refused("role=king&right=export_records&given=yes", "There is no such role.");
    CHECK(visitor.post("/settings/permissions/reset", "").status == 303);
    CHECK(visitor.get("/settings/permissions").has("Staff: Export. Take it away."));

    All_roles all;
    all.desk.as("manager");
    CHECK(all.desk.get("/settings/permissions").status == 200);
    CHECK_FALSE(all.desk.get("/settings/permissions").has("Take it away"));
    CHECK(all.desk.post("/settings/permissions", taken).status == 403);
}

}  // namespace pages::test
