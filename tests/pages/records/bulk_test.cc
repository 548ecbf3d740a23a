// Doing something to many records of a list at once.
#include <catch2/catch_test_macros.hpp>
#include <format>

#include "office/clients/tag.h"
#include "pages/desk.h"

namespace pages::test {

using office::Status;

namespace {

bool is_tagged(Desk& desk, storage::Id client, std::string_view tag) {
    return desk.store().read([&](const storage::Read& read) {
        for (const auto ref : read.get<office::Client>(client).tags)
            if (read.get(ref).name == tag) return true;
        return false;
    });
}

}  // namespace

TEST_CASE("What can be done to many stands below the list, for those who may", "[C6]") {
    Desk desk;
    desk.add_client("Ana", "Ruiz");
    const Answer list = desk.get("/clients");
    CHECK(list.has(R"(name="bulk.id" value="1" form="bulk" aria-label="Select Ruiz, Ana")"));
    CHECK(list.has(R"(name="bulk.verb" value="add_tag">Add tag)"));
    CHECK_FALSE(list.has(R"(name="bulk.all")"));  // all are on this page
    CHECK_FALSE(desk.as("Rita").get("/clients").has("bulk"));
    CHECK(desk.get("/clients/bulk?bulk.verb=archive&bulk.id=1").status == 403);
    CHECK(desk.post("/clients/bulk?bulk.verb=archive&bulk.id=1").status == 403);
    // Its page has its own controls for tags, and so no buttons.
    CHECK_FALSE(desk.as("Ben").get("/clients/1").has("/clients/1/assign"));
}

TEST_CASE("Those that were ticked get a tag as one operation, which is taken back as one", "[C6][U8]") {
    Desk desk;
    for (const char* last : {"Ruiz", "Oak", "Lee"}) desk.add_client("Ana", last);
    const std::string url = "/clients/bulk?bulk.verb=add_tag&bulk.id=1&bulk.id=3";
    const Answer asked = desk.as("Ben").get(url);
    CHECK(asked.has("Add tag: 2 clients"));
    CHECK(asked.has(R"(name="tag")"));
    CHECK(desk.post(url, "tag=").status == 422);
    const Answer answer = desk.post(url, "tag=VIP");
    REQUIRE(answer.status == 303);
    CHECK(answer.header("set-cookie").contains("2%20clients"));
    CHECK(answer.header("set-cookie").contains("undo"));
    CHECK((is_tagged(desk, 1, "VIP") && is_tagged(desk, 3, "VIP")));
    CHECK_FALSE(is_tagged(desk, 2, "VIP"));
    // Both, and the tag that was made for them, are one operation.
    const auto operation_of = [&](storage::Id id) {
        return desk.store().read([&](const storage::Read& read) {
            return read.history({office::Client::kind.number, id}, 0, 1).front().operation;
        });
    };
    CHECK(operation_of(1) == operation_of(3));
    REQUIRE(desk.post(std::format("/history/{}/undo", operation_of(1))).status == 303);
    CHECK_FALSE(is_tagged(desk, 1, "VIP"));
    CHECK(desk.store().read(
              [](const storage::Read& read) { return read.count(storage::record_type<office::Tag>()); }) == 0);
}

TEST_CASE("All of a list is what it shows, on every page of it", "[C6]") {
    Desk desk;
    for (int i = 0; i < 60; ++i)
        desk.add_client(std::format("F{}", i), i % 2 == 0 ? "Even" : "Odd", {{"reference", i % 2 == 0 ? "E" : "O"}});
    CHECK(desk.get("/clients").has(R"(name="bulk.all")"));
    const std::string url = "/clients/bulk?bulk.verb=archive&bulk.all=yes&q=even&after=00";
    CHECK(desk.get(url).has("Archive: 30 clients"));
    CHECK(desk.post(url).header("location").contains("q=even"));
    int archived = 0;
    for (storage::Id id = 1; id <= 60; ++id) archived += desk.client(id).status == Status::archived;
    CHECK(archived == 30);
    // A second time there is nothing left to do, and that is said.
    CHECK(desk.get(url + "&all=yes").has("30 of them will stay as they are: This client is archived already."));
    CHECK(desk.get(url).has("Nothing is selected"));
}

TEST_CASE("What does not fit is left as it is, and told", "[C6]") {
    Desk desk;
    desk.add_client("Ana", "Ruiz");
    desk.add_client("Bo", "Oak");
    REQUIRE(desk.post("/clients/1/archive").status == 303);
    const std::string url = "/clients/bulk?bulk.verb=archive&bulk.id=1&bulk.id=2&bulk.id=99";
    CHECK(desk.get(url).has("2 of them will stay as they are"));
    REQUIRE(desk.post(url).status == 303);
    CHECK(desk.client(2).status == Status::archived);
    CHECK(desk.get("/clients/bulk?bulk.verb=archive").has("Nothing is selected"));
    CHECK(desk.post("/clients/bulk?bulk.verb=archive&bulk.id=x").status == 422);
    CHECK(desk.post("/clients/bulk?bulk.verb=delete&bulk.id=1").status == 403);
}

TEST_CASE("rows that were chosen on other pages of the list are among those that are meant", "[C6]") {
    Desk desk;
    for (const char* last : {"Ruiz", "Oak", "Lee", "Poe"}) desk.add_client("Ana", last);
    const std::string url = "/clients/bulk?bulk.verb=archive&bulk.id=1&bulk.id=2.4.x.&sort=-name";
    CHECK(desk.get(url).has("Archive: 3 clients"));
    REQUIRE(desk.post(url).status == 303);
    CHECK(desk.client(4).status == Status::archived);
    CHECK(desk.client(3).status != Status::archived);
}

TEST_CASE("a rating of many begins with nothing chosen, and wants a choice", "[C6]") {
    Desk desk;
    desk.add_client("Ana", "Ruiz", {{"rating", "4"}});
    const std::string url = "/clients/bulk?bulk.verb=rate&bulk.id=1";
    const Answer asked = desk.get(url);
    CHECK(asked.has(R"(name="rating")"));
    CHECK_FALSE(asked.has("checked"));
    const Answer refused = desk.post(url);
    CHECK(refused.status == 422);
    CHECK(refused.has("Fill in “Rating”."));
    CHECK_FALSE(refused.has("checked"));
    CHECK(desk.client(1).rating.count == 4);
    REQUIRE(desk.post(url, "rating=").status == 303);  // not rated, on purpose
    CHECK(desk.client(1).rating.count == 0);
    CHECK(desk.post("/clients/1/rate").status == 422);
}

TEST_CASE("work is offered and given to those who can do it, and to nobody else", "[C6][U2]") {
    Desk desk;
    desk.add_client("Ana", "Ruiz");
    const std::string url = "/clients/bulk?bulk.verb=assign&bulk.id=1";
    for (const std::string& form : {url, std::string("/clients/1/edit"), std::string("/clients/new")}) {
        INFO(form);
        CHECK(desk.get(form).has("<option value=\"Ben\""));
        CHECK_FALSE(desk.get(form).has("<option value=\"Rita\""));
    }
    CHECK(desk.get("/users/options?q=ben", true).has("Ben"));
    CHECK_FALSE(desk.get("/users/options?q=rita", true).has("Rita"));
    CHECK(desk.post(url, "assignee=Rita").has("“Assignee” cannot be given work."));
    CHECK(desk.post("/clients/1/assign", "assignee=Rita").status == 422);
    CHECK(desk.post("/clients/1/values/assignee", "assignee=Rita&revision=1").status == 422);
    CHECK(desk.call(http::Method::post, "/api/v1/clients/1/assign", R"({"assignee":3})").status == 422);
    CHECK(desk.client(1).assignee.id == 0);
    REQUIRE(desk.post(url, "assignee=Ben").status == 303);
    CHECK(desk.client(1).assignee.id == 2);
    // Who has some already keeps it, whatever else is changed.
    desk.store().write({0, "Test"}, [](storage::Write& write) {
        auto client = write.get<office::Client>(1);
        client.assignee.id = 3;
        write.update(client);
    });
    const auto revision = desk.client(1).revision;
    CHECK(desk.post("/clients/1/values/phone", std::format("phone=5550+1&revision={}", revision)).status == 303);
}

TEST_CASE("A field of many is changed as one operation, and taken back as one", "[C6][U8]") {
    Desk desk;
    for (const char* last : {"Ruiz", "Oak", "Lee"}) desk.add_client("Ana", last);
    CHECK(desk.get("/clients").has(R"(name="bulk.verb" value="change">Change a field)"));
    desk.as("Ben");
    const std::string url = "/clients/bulk?bulk.verb=change&bulk.id=1.3";
    const Answer fields = desk.get(url);
    for (const char* field : {"status", "priority", "assignee", "company"})
        CHECK(fields.has(std::format(R"(name="bulk.field" value="{}")", field)));
    CHECK_FALSE(fields.has(R"(value="email")"));
    CHECK(desk.get(url + "&bulk.field=email").status == 403);
    CHECK(desk.get(url + "&bulk.field=priority").has("Change “Priority”: 2 clients"));
    const Answer answer = desk.post(url + "&bulk.field=priority", "priority=high");
    REQUIRE(answer.status == 303);
    CHECK(answer.header("set-cookie").contains("2%20clients"));
    for (const storage::Id id : {1, 3}) CHECK(desk.client(id).priority == office::Priority::high);
    CHECK(desk.client(2).priority != office::Priority::high);
    const auto operation = desk.store().read([&](const storage::Read& read) {
        return read.history({office::Client::kind.number, 3}, 0, 1).front().operation;
    });
    REQUIRE(desk.post(std::format("/history/{}/undo", operation)).status == 303);
    CHECK(desk.client(1).priority != office::Priority::high);
    // What cannot be is said beside the field, and nothing is changed.
    const Answer wrong = desk.post(url + "&bulk.field=client_since", "client_since=tomorrowish");
    CHECK(wrong.status == 422);
    CHECK(wrong.has("tomorrowish"));
    CHECK(desk.as("Rita").get(url).status == 403);
    CHECK(desk.post(url + "&bulk.field=priority", "priority=high").status == 403);
}

TEST_CASE("A value that some of many cannot have changes the others, and says which stayed", "[C6][H1]") {
    Desk desk;
    for (const char* last : {"Ruiz", "Oak", "Lee"}) desk.add_client("Ana", last);
    REQUIRE(desk.post("/clients/2/put_on_hold", "reason=Overdue").status == 303);
    const std::string url = "/clients/bulk?bulk.verb=change&bulk.field=status&bulk.id=";
    const Answer answer = desk.post(url + "1.2.3", "status=prospect");
    REQUIRE(answer.status == 303);
    CHECK(answer.header("set-cookie").contains("Oak"));
    CHECK(desk.client(1).status == office::Status::prospect);
    CHECK(desk.client(2).status == office::Status::on_hold);
    CHECK(desk.client(3).status == office::Status::prospect);
    const Answer none = desk.post(url + "2", "status=prospect");
    CHECK(none.status == 422);
    CHECK(none.has("left by"));
}

TEST_CASE("whoever may not, and a disk that takes nothing, are told so of many in the words of one", "[C1][U2]") {
    Desk desk;
    desk.add_client("Ana", "Ruiz");
    const auto message = [](const Answer& answer) {
        const auto begin = answer.body.find("data-error-message");
        return answer.body.substr(begin, answer.body.find("</p>", begin) - begin);
    };
    const std::string many = "/clients/bulk?bulk.verb=archive&bulk.id=1";
    const std::string change = "/clients/bulk?bulk.verb=change&bulk.field=status&bulk.id=1";
    desk.as("Rita");
    for (const Answer& refused :
         {desk.post(many), desk.get(many), desk.get(change), desk.post(change, "status=lead")}) {
        CHECK(refused.status == 403);
        CHECK(message(refused).contains("These roles may: Admin, Manager"));
    }
    desk.as("Ana").store().found_damage();
    const std::string one = message(desk.post("/clients/1/archive"));
    CHECK(one.size() > 40);
    CHECK(message(desk.post(many)) == one);
    CHECK(message(desk.post(change, "status=prospect")) == one);
}

}  // namespace pages::test
