// Which role may do what: the table, and what an admin changes of it.
#include <catch2/catch_test_macros.hpp>

#include "office/people/access_settings.h"
#include "office/people/with_admin.h"

using namespace office_test;
using office::Right;
using office::Role;

namespace {

constexpr std::array all_roles{Role::admin, Role::manager, Role::estimator, Role::crew, Role::staff, Role::read_only};

struct With_roles : With_admin {
    bool may(Role role, Right right) const {
        return store.read([&](const Read& read) { return office::may(read, role, right); });
    }
    void set(Role role, std::string_view right, bool given) {
        store.write(as(ada), [&](Write& write) { office::set_right(write, role, right, given); });
    }
};

}  // namespace

TEST_CASE("There are six roles, and those that were there keep their numbers", "[U2]") {
    CHECK(options(Role{}).size() == all_roles.size());
    CHECK(static_cast<int>(Role::admin) == 1);
    CHECK(static_cast<int>(Role::staff) == 2);
    CHECK(static_cast<int>(Role::read_only) == 3);
}

TEST_CASE("Permissions come from one table", "[U2]") {
    using enum office::Right;
    With_roles office;
    for (const auto& row : office::right_table)
        for (const Role role : all_roles) {
            CAPTURE(row.name, static_cast<int>(role));
            const bool expected = role == Role::admin || row.roles.has(role);
            CHECK(office::may_at_first(role, row.right) == expected);
            CHECK(office.may(role, row.right) == expected);
            CHECK(((office::rights_at_first(role) & office::bit_of(row.right)) != 0) == expected);
        }
    CHECK(office.may(Role::manager, import_records));
    CHECK_FALSE(office.may(Role::manager, hold_clients));
    CHECK(office.may(Role::estimator, edit_clients));
    CHECK_FALSE(office.may(Role::estimator, export_records));
    CHECK(office.may(Role::crew, write_notes));
    CHECK_FALSE(office.may(Role::crew, edit_clients));
    CHECK_FALSE(office.may(Role::read_only, write_notes));
    CHECK_FALSE(office.may(Role{}, see_clients));
    CHECK(office::rights_for(office::Client::kind).erase == delete_clients);
    CHECK(office::rights_for(User::kind).see == manage_users);
    CHECK(office::rights_for(office::Session::kind).see == manage_users);
}

TEST_CASE("An admin gives rights and takes them; only what differs is kept, and events tell of it", "[U2]") {
    With_roles office;
    office.set(Role::staff, "export_records", false);
    office.set(Role::read_only, "write_notes", true);
    CHECK_FALSE(office.may(Role::staff, Right::export_records));
    CHECK(office.may(Role::read_only, Right::write_notes));
    CHECK(office.may(Role::manager, Right::export_records));
    REQUIRE(office.events(Happening::right_taken).size() == 1);
    CHECK(office.events(Happening::right_taken)[0].detail == "staff export_records");
    CHECK(office.events(Happening::right_taken)[0].who == "Ada");

    office.set(Role::staff, "export_records", false);  // as it is already
    CHECK(office.events(Happening::right_taken).size() == 1);
    office.set(Role::staff, "export_records", true);
    CHECK(office.get<office::Access_settings>(1).rights.size() == 1);
    office.store.write(as(office.ada), &office::reset_rights);
    CHECK_FALSE(office.may(Role::read_only, Right::write_notes));
    CHECK(office.events(Happening::right_taken).size() == 2);
}

TEST_CASE("Admins keep every right, and nobody else gets what makes one an admin", "[U2]") {
    With_roles office;
    CHECK(errors_of([&] { office.set(Role::admin, "export_records", false); }).contains("role"));
    CHECK(errors_of([&] { office.set(Role{}, "export_records", false); }).contains("role"));
    CHECK(errors_of([&] { office.set(Role::manager, "manage_users", true); }).contains("right"));
    CHECK(errors_of([&] { office.set(Role::manager, "fly", true); }).contains("right"));
    CHECK_FALSE(office.may(Role::manager, Right::manage_users));
}

TEST_CASE("What was taken away is gone at once for whoever is signed in", "[U2]") {
    With_roles office;
    const auto ben = office.user("Ben", "ben@office.org");
    const auto session = office.sign_in(good_password, noon, "ben@office.org");
    const auto may_export = [&] {
        return office::identify(office.store, session.secret, noon)->viewer.may(Right::export_records);
    };
    CHECK(may_export());
    office.set(Role::staff, "export_records", false);
    CHECK_FALSE(may_export());
}
