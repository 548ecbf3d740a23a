// Somebody of the office is not let in any more: what they have in hand is said, and goes to somebody else.
#include <catch2/catch_test_macros.hpp>

#include "office/people/user.h"
#include "office/work/task.h"
#include "pages/desk.h"

namespace pages::test {

using office::Client;
using office::Task;
using office::User;

namespace {

/// Ben has two tasks to do, one that is done, a client, and one that is archived.
struct Busy {
    Desk desk;
    Busy() {
        desk.add_client("Ann", "Aalto", {{"assignee", "2"}});
        desk.add_client("Gone", "Client", {{"assignee", "2"}});
        REQUIRE(desk.post("/clients/2/archive").status == 303);
        for (const auto* title : {"Prune", "Ring", "Done+already"})
            REQUIRE(desk.post("/tasks", "title=" + std::string(title) + "&assignee=Ben").status == 303);
        REQUIRE(desk.post("/tasks/3/done").status == 303);
    }
    storage::Id assignee(storage::Id task) { return desk.stored<Task>(task).assignee.id; }
};

}  // namespace

TEST_CASE("disabling says in numbers what somebody has in hand, and offers who may have it", "[U2]") {
    Busy office;
    const Answer asked = office.desk.get("/settings/users/2/disabling");
    CHECK(asked.has("<strong class=\"num\">2</strong> tasks"));
    CHECK(asked.has("<strong class=\"num\">1</strong> client<"));
    CHECK(asked.has("<option value=\"1\">Ana"));
    CHECK_FALSE(asked.has("<option value=\"3\""));  // Rita only looks
    CHECK(office.desk.get("/settings/users").has("href=\"/settings/users/2/disabling\""));
    const Answer idle = office.desk.get("/settings/users/3/disabling");
    CHECK_FALSE(idle.has("in hand"));
    CHECK_FALSE(idle.has("name=\"to\""));
}

TEST_CASE("what somebody has in hand goes to somebody else as they are disabled, and comes back with them",
          "[U2][U8]") {
    Busy office;
    const Answer done = office.desk.post("/settings/users/2/disabling", "to=1");
    CHECK(done.status == 303);
    CHECK(office.desk.stored<User>(2).disabled);
    CHECK(office.assignee(1) == 1);
    CHECK(office.assignee(2) == 1);
    CHECK(office.assignee(3) == 2);
    CHECK(office.desk.client(1).assignee.id == 1);
    CHECK(office.desk.client(2).assignee.id == 2);
    const std::uint64_t operation = office.desk.store().read(
        [](const storage::Read& read) { return read.history({User::kind.number, 2}, 0, 1).front().operation; });
    CHECK(office.desk.post(std::format("/settings/users/2/enabling?operation={}", operation)).status == 303);
    CHECK_FALSE(office.desk.stored<User>(2).disabled);
    CHECK(office.assignee(1) == 2);
    CHECK(office.desk.client(1).assignee.id == 2);
}

TEST_CASE("it may stay with whoever is disabled, under their name", "[U2]") {
    Busy office;
    CHECK(office.desk.post("/settings/users/2/disabling", "to=").status == 303);
    CHECK(office.assignee(1) == 2);
    CHECK(office.desk.get("/tasks").has("Ben"));
    CHECK(office.desk.get("/clients/1").has("Ben"));
}

TEST_CASE("nothing is handed to whoever takes no work, and nothing is done then", "[U2]") {
    Busy office;
    for (const auto* to : {"to=3", "to=2"}) {
        const Answer refused = office.desk.post("/settings/users/2/disabling", to);
        CHECK(refused.status == 422);
        CHECK(refused.has("cannot be given work"));
    }
    CHECK_FALSE(office.desk.stored<User>(2).disabled);
    CHECK(office.desk.post("/settings/users/1/disabling", "to=2").status == 403);
}

TEST_CASE("disabling in the form of a person asks about what they have in hand", "[U2]") {
    Busy office;
    const auto form = [&](storage::Id id, std::string_view name) {
        return std::format("name={0}&email={0}%40other.example&role=staff&disabled=yes&revision={1}", name,
                           office.desk.stored<User>(id).revision);
    };
    CHECK(office.desk.post("/settings/users/2", form(2, "Benno")).header("location") == "/settings/users/2/disabling");
    CHECK(office.desk.stored<User>(2).name == "Benno");
    CHECK_FALSE(office.desk.stored<User>(2).disabled);
    CHECK(office.desk.post("/settings/users/3", form(3, "Rita")).header("location") == "/settings/users");
    CHECK(office.desk.stored<User>(3).disabled);
}

}  // namespace pages::test
