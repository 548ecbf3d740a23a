#include <catch2/catch_test_macros.hpp>
#include <chrono>

#include "office/records/days.h"
#include "office/work/task.h"
#include "pages/desk.h"

namespace pages::test {

using office::Task;

namespace {

std::string day(int from_today) {
    const storage::Date today = office::day_of(storage::Moment::now());
    return storage::Value<storage::Date>::show({today.days + from_today});
}

/// What stands under a heading: from it to the end of its section.
std::string section(const Answer& page, std::string_view label) {
    const auto begin = page.body.find(">" + std::string(label) + "</a>");
    if (begin == std::string::npos) return {};
    return page.body.substr(begin, page.body.find("</section>", begin) - begin);
}

}  // namespace

TEST_CASE("Today shows what waits for whoever asks, and for nobody else", "[U7][W1]") {
    Desk desk;
    desk.as("Ben");
    const auto add = [&](const std::string& form) { REQUIRE(desk.post("/tasks", form).status == 303); };
    add("title=Late&assignee=Ben&due=" + day(-3));
    add("title=Now&assignee=Ben&due=" + day(0));
    add("title=Soon&assignee=Ben&due=" + day(2));
    add("title=Some+time&assignee=Ben");
    add("title=Visit&assignee=Ben&appointment.date=" + day(0) + "&appointment.start=14:00&appointment.place=Mill+Lane");
    add("title=Stamps&assignee=");
    add("title=Secret&assignee=Ana&due=" + day(0));
    const Answer page = desk.get("/today");
    CHECK(section(page, "Overdue").contains("Late"));
    CHECK(section(page, "Due today").contains("Now"));
    CHECK(section(page, "Later").contains("Soon"));
    CHECK(section(page, "Without a day").contains("Some time"));
    CHECK(section(page, "Appointments").contains("14:00"));
    CHECK(section(page, "Appointments").contains("Mill Lane"));
    CHECK(section(page, "For anybody").contains("Stamps"));
    CHECK_FALSE(page.has("Secret"));
    CHECK(desk.as("Ana").get("/today").has("Secret"));
}

TEST_CASE("An appointment on another day stands there with its hours, and once", "[U7][W1]") {
    Desk desk;
    desk.as("Ben");
    const auto add = [&](const std::string& name, int from_today, const std::string& more = {}) {
        REQUIRE(desk.post("/tasks", "title=" + name + "&assignee=Ben&appointment.date=" + day(from_today) +
                                        "&appointment.start=14:00" + more)
                    .status == 303);
    };
    add("Missed", -1);
    add("Next", 30);
    add("Twice", 0, "&due=" + day(0));
    add("Soon", 0, "&due=" + day(9));
    const Answer page = desk.get("/today");
    CHECK(section(page, "Overdue").contains("Missed"));
    CHECK(section(page, "Later").contains("Next"));
    CHECK(section(page, "Later").contains("14:00"));
    CHECK(section(page, "Without a day").empty());
    for (const char* name : {">Twice<", ">Soon<"}) {
        CHECK(section(page, "Appointments").contains(name));
        CHECK(page.body.find(name) == page.body.rfind(name));
    }
    REQUIRE(desk.post("/tasks/2", "revision=1&title=Next&assignee=Ben&appointment.date=" + day(31)).status == 303);
    desk.store().read([](const storage::Read& read) {
        const auto task = read.get<office::Task>(2);
        CHECK(task.due == task.appointment.date);
    });
}

TEST_CASE("A tick on a page that is old by now does nothing, and says so", "[U7][C12]") {
    Desk desk;
    REQUIRE(desk.post("/tasks", "title=Call&due=" + day(0)).status == 303);
    REQUIRE(desk.post("/tasks/1/reschedule", "due=" + day(5)).status == 303);
    const Answer late = desk.post("/tasks/1/done?next=%2Ftoday", "revision=1");
    CHECK(late.status == 303);
    CHECK(late.header("set-cookie").contains("%21"));
    desk.store().read(
        [](const storage::Read& read) { CHECK(read.get<office::Task>(1).state == office::Task_state::open); });
    CHECK(desk.post("/tasks/1/done", "revision=2").status == 303);
    CHECK(desk.post("/tasks/1/done").header("set-cookie").contains("finished"));
}

TEST_CASE("What is done leaves Today, and whoever only looks does nothing", "[U7]") {
    Desk desk;
    REQUIRE(desk.as("Ben").post("/today/tasks", "title=Call+Oak&due=" + day(0)).status == 303);
    CHECK(section(desk.get("/today"), "Due today").contains("/tasks/1/done"));
    CHECK(desk.post("/tasks/1/done?next=%2Ftoday%23due-tasks").header("location") == "/today#due-tasks");
    CHECK_FALSE(desk.get("/today").has("Call Oak"));
    CHECK(desk.as("Rita").get("/today").status == 200);
    CHECK(desk.post("/today/tasks", "title=A").status == 403);
    CHECK_FALSE(desk.get("/today").has("/today/tasks"));
}

TEST_CASE("A new task in a line keeps what was typed when something is wrong", "[U7]") {
    Desk desk;
    const Answer wrong = desk.post("/today/tasks", "title=&due=2026-12-24");
    CHECK(wrong.status == 422);
    CHECK(wrong.has("2026-12-24"));
    CHECK(wrong.has(R"(aria-invalid="true")"));
    CHECK(desk.post("/today/tasks", "title=A&due=2026-02-30").status == 422);
}

TEST_CASE("Clients opened last stand on Today, and are known again after a restart", "[U7]") {
    Desk desk;
    desk.add_client("Ana", "Ruiz");
    desk.add_client("Bo", "Oak");
    const auto user = desk.store().read([](const storage::Read& read) {
        return read.first<&office::User::email>(storage::Email{"Ana@office.example"})->id;
    });
    desk.latest_clients().opened(user, 1);
    desk.latest_clients().opened(user, 2);
    desk.latest_clients().opened(user, 1);
    const Answer page = desk.get("/today");
    CHECK(page.body.find("Ruiz, Ana") < page.body.find("Oak, Bo"));
    desk.latest_clients().save();
    CHECK(office::Latest_clients(desk.store()).of(user) == std::vector<storage::Id>{1, 2});
    REQUIRE(desk.post("/clients/2/delete", "name=Oak%2C+Bo").status == 303);
    CHECK_FALSE(desk.get("/today").has("Oak, Bo"));
}

TEST_CASE("The admins of a new office see its first steps until they are done", "[U7]") {
    Desk desk;
    CHECK(desk.get("/today").has("Bring your clients in"));
    CHECK_FALSE(desk.as("Ben").get("/today").has("Bring your clients in"));
}

TEST_CASE("An appointment over midnight stands on both of its days, as each has it", "[U7][W1]") {
    Desk desk;
    desk.as("Ben");
    const auto add = [&](const std::string& name, int from_today) {
        return desk.post("/tasks", "title=" + name + "&assignee=Ben&appointment.date=" + day(from_today) +
                                       "&appointment.start=23:00&appointment.end=01:00");
    };
    REQUIRE(add("Tonight", 0).status == 303);
    REQUIRE(add("Last+night", -1).status == 303);
    const Answer page = desk.get("/today");
    CHECK(section(page, "Appointments").contains("23:00–01:00 (next day)"));
    CHECK(section(page, "Appointments").contains("until 01:00"));
    CHECK(section(page, "Appointments").find("Last night") < section(page, "Appointments").find("Tonight"));
    CHECK_FALSE(section(page, "Overdue").contains("Last night"));
    CHECK(desk.get("/tasks/1").has("Ends on"));
    const Answer json = desk.call(http::Method::get, "/api/v1/tasks/1");
    CHECK(json.has("\"ends_on\":\"" + day(1) + "\""));
    CHECK(json.has("\"end\":\"01:00\""));
    const Answer refused =
        desk.post("/tasks", "title=Odd&appointment.date=" + day(0) + "&appointment.start=10:00&appointment.end=09:00");
    CHECK(refused.status == 422);
    CHECK(refused.has("“Ends” is before it begins, and on the next day it would be more than 12 hours later."));
}

TEST_CASE("A task in a line that is sent again, because nobody saw the answer, is made once", "[U7][W1]") {
    Desk desk;
    desk.as("Ben");
    const std::string once = "&once=7";
    CHECK(desk.post("/today/tasks", "title=Ring&due=" + once).status == 303);
    CHECK(desk.post("/today/tasks", "title=Ring&due=" + once).status == 303);
    const auto tasks = [&] {
        return desk.store().read([](const storage::Read& read) { return read.count(storage::record_type<Task>()); });
    };
    CHECK(tasks() == 1);
    CHECK(desk.post("/today/tasks", "title=Ring+again&due=" + once).status == 303);
    CHECK(desk.post("/today/tasks", "title=Ring&due=&once=8").status == 303);
    CHECK(tasks() == 3);
    CHECK(desk.get("/today").has("name=\"once\""));
}

}  // namespace pages::test
