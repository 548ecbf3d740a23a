// Taking back: from the message after a change and from the history, by whom it may be done, and what is left alone.
#include <catch2/catch_test_macros.hpp>
#include <chrono>
#include <thread>

#include "http/form.h"
#include "office/clients/contact.h"
#include "office/clients/note.h"
#include "office/exchange/import.h"
#include "office/people/large_undo.h"
#include "pages/desk.h"

namespace pages::test {

using enum http::Method;

namespace {

/// Where the message that an answer sends along can be taken back.
std::string undo_of(const Answer& answer) {
    const std::string cookie = answer.header("set-cookie");
    const auto colon = cookie.find(':');
    if (colon == std::string::npos) return {};
    return http::percent_decoded(std::string_view(cookie).substr(colon + 1, cookie.find(';') - colon - 1));
}

std::size_t count(Desk& desk, const storage::Record_type& type) {
    return desk.store().read([&](const storage::Read& read) { return read.count(type); });
}

}  // namespace

TEST_CASE("a change is taken back from its message, and that as well", "[U8]") {
    Desk desk;
    desk.add_client("Ann", "Aalto", {{"phone", "11111"}});
    const auto changed =
        desk.post("/clients/1", "revision=1&type=person&first_name=Ann&last_name=Berg&email=ann%40a.example");
    REQUIRE(changed.status == 303);
    const std::string undo = undo_of(changed);
    REQUIRE(undo.starts_with("/history/"));
    const auto taken = desk.post(undo);
    CHECK(taken.status == 303);
    CHECK(desk.client(1).last_name == "Aalto");
    CHECK(desk.client(1).phone.text == "11111");
    CHECK(desk.post(undo_of(taken)).status == 303);
    CHECK(desk.client(1).last_name == "Berg");
}

TEST_CASE("a client that was deleted comes back with its notes and contacts", "[U8][C10]") {
    Desk desk;
    desk.add_client("Ann", "Aalto", {{"tags", "VIP"}});
    desk.post("/clients/1/notes", "text=Hello");
    desk.post("/clients/1/contacts/new", "name=Carla&phone=12345678");
    const auto deleted = desk.post("/clients/1/delete", "name=Aalto%2C+Ann");
    REQUIRE(deleted.status == 303);
    CHECK(desk.get("/clients/1").status == 404);
    CHECK(desk.post(undo_of(deleted)).status == 303);
    check(desk, {{get, "/clients/1", "", 200, {"Ann Aalto", "VIP"}},
                 {get, "/clients/1/notes", "", 200, {"Hello"}},
                 {get, "/clients/1/contacts", "", 200, {"Carla"}},
                 {get, "/clients?q=aalto", "", 200, {"Aalto, Ann"}}});
}

TEST_CASE("the history offers to take back what can be, once for each operation", "[U8][P18]") {
    Desk desk;
    desk.add_client("Ann", "Aalto");
    desk.post("/clients/1/archive");
    const auto history = desk.get("/clients/1/history");
    CHECK(history.has("/undo\""));
    desk.as("Rita");
    CHECK_FALSE(desk.get("/clients/1/history").has("/undo\""));
}

TEST_CASE("who may not delete takes back only what is their own", "[U8][U2]") {
    Desk desk;
    desk.add_client("Ann", "Aalto");
    const std::string anas = undo_of(desk.post("/clients/1/archive"));
    desk.as("Ben");
    CHECK(desk.post(anas).status == 403);
    CHECK(desk.client(1).status == office::Status::archived);
    const std::string bens = undo_of(desk.post("/clients/1/restore"));
    CHECK(desk.post(bens).status == 303);
    CHECK(desk.client(1).status == office::Status::archived);
    desk.as("Rita");
    CHECK(desk.post(bens).status == 403);
    desk.as("Ana");
    CHECK(desk.post("/history/4711/undo").status == 403);
    CHECK(desk.post("/history/0/undo").status == 404);
}

TEST_CASE("what somebody changed since is left alone and shown", "[U8]") {
    Desk desk;
    desk.add_client("Ann", "Aalto", {{"phone", "11111"}});
    const std::string undo =
        undo_of(desk.post("/clients/1", "revision=1&type=person&first_name=Ann&last_name=Berg&email=ann%40a.example"
                                        "&phone=11111"));
    desk.post("/clients/1/values/phone", "revision=2&phone=22222");
    SECTION("another field") {
        CHECK(desk.post(undo).status == 303);
        CHECK(desk.client(1).last_name == "Aalto");
    }
    SECTION("the same field") {
        desk.post("/clients/1/values/last_name", "revision=3&last_name=Coe");
        const auto answer = desk.post(undo);
        CHECK(answer.status == 409);
        CHECK(answer.has("Nothing was taken back"));
        CHECK(answer.has("Coe"));
        CHECK(answer.has("Aalto"));
        CHECK(desk.client(1).last_name == "Coe");
    }
    CHECK(desk.client(1).phone.text == "22222");
}

TEST_CASE("merging tags and deleting a custom field are taken back for all clients", "[U8][C7][C8]") {
    Desk desk;
    desk.add_client("Ann", "Aalto", {{"tags", "VIP"}});
    desk.add_client("Bea", "Brown", {{"tags", "Important"}});
    const std::string merged = undo_of(desk.post("/tags/2/merge", "into=VIP"));
    CHECK_FALSE(desk.get("/clients/2").has("Important"));
    CHECK(desk.post(merged).status == 303);
    CHECK(desk.get("/clients/2").has("Important"));
    desk.post("/settings/fields", "label=Budget&type=money");
    desk.post("/clients/1/values/custom.budget", "revision=1&custom.budget=12.50");
    const std::string gone = undo_of(desk.post("/settings/fields/1/delete"));
    CHECK_FALSE(desk.get("/clients/1").has("12.50"));
    CHECK(desk.post(gone).status == 303);
    CHECK(desk.get("/clients/1").has("12.50"));
    CHECK(count(desk, storage::record_type<storage::Custom_field>()) == 1);
}

TEST_CASE("an import is taken back as a whole, after a question that says how much it is", "[U8][E1]") {
    Desk desk;
    std::string csv = "First name,Last name,E-mail\n";
    for (int i = 1; i <= 30; ++i) csv += "Ann,Aalto " + std::to_string(i) + ",a" + std::to_string(i) + "@a.example\n";
    desk.upload("/import", "people.csv", csv);
    desk.post("/import/1/run");
    const auto is_done = [&] {
        return desk.store().read(
            [](const storage::Read& read) { return read.get<office::Import>(1).state == office::Import_state::done; });
    };
    for (int tries = 0; tries < 500 && !is_done(); ++tries) std::this_thread::sleep_for(std::chrono::milliseconds(10));
    const std::string page = desk.get("/clients/7/history").body;
    const auto at = page.find("href=\"/history/");
    REQUIRE(at != std::string::npos);
    const std::string undo = page.substr(at + 6, page.find('"', at + 6) - at - 6);
    check(desk, {{get, undo, "", 200, {"30 clients", "Take this back?"}}, {post, undo, "", 303}});
    CHECK(count(desk, storage::record_type<office::Client>()) == 0);
    desk.as("Rita");
    CHECK(desk.get(undo).status == 403);
}

TEST_CASE("how far a large undo is can be looked at, and what came of it", "[U8]") {
    Desk desk;
    desk.add_client("Bo", "Oak");
    const auto operation = desk.store().read([](const storage::Read& read) {
        return read.history({office::Client::kind.number, 1}, 0, 1).front().operation;
    });
    const std::string undo = "/history/" + std::to_string(operation) + "/undo";
    const std::string undone = "/history/" + std::to_string(operation) + "/undone?next=%2Fclients%2F1";
    CHECK(desk.get(undone).header("location") == undo);
    desk.stop_undoing();
    office::Large_undo large;
    large.of = static_cast<std::int64_t>(operation);
    large.steps = 4'000;
    large.taken = 3'000;
    const auto becomes = [&](office::Undo_state state) {
        large.state = state;
        desk.store().write({}, [&](storage::Write& write) { write.save(large); });
    };
    becomes(office::Undo_state::running);
    check(desk, {{get, undone, "", 200, {"3,000 of 4,000", "Taking back"}}});
    CHECK(desk.get(undo).status == 303);
    CHECK(desk.get(undone, true).has("<progress"));
    large.problem = "The disk is full.";
    becomes(office::Undo_state::failed);
    CHECK(desk.get(undone, true).status == 303);
    check(desk, {{get, undone, "", 200, {"The disk is full.", "3,000 of 4,000 are taken back", "Continue", undo}}});
    large.left = 1;
    large.first_left.emplace_back().of_kind = office::Client::kind.number;
    large.first_left.back().number = 1;
    becomes(office::Undo_state::done);
    check(desk, {{get, undone, "", 200, {"Nothing was taken back", "Oak, Bo"}}});
    large.left = 0;
    large.first_left.clear();
    becomes(office::Undo_state::done);
    CHECK(desk.get(undone).header("location") == "/clients/1");
    desk.as("Rita");
    CHECK(desk.get(undone).status == 403);
}

TEST_CASE("what was done in the office is listed once each, and what is gone comes back from there", "[U8][P18]") {
    Desk desk;
    desk.add_client("Bo", "Oak");
    desk.add_client("Ana", "Ruiz");
    desk.post("/clients/1/archive");
    desk.post("/clients/bulk?bulk.verb=add_tag&bulk.id=1&bulk.id=2", "tag=VIP");
    desk.post("/clients/2/delete", "name=Ruiz%2C+Ana");
    const Answer history = desk.get("/history");
    CHECK(history.has("</strong> archived <a href=\"/clients/1\"><bdi>Oak, Bo</bdi></a>"));
    CHECK(history.has("Oak, Bo and 2 more"));
    CHECK(history.has("</strong> deleted <bdi>Ruiz, Ana"));
    const auto at = history.body.find("action=\"/history/");
    REQUIRE(at != std::string::npos);
    CHECK(desk.post(history.body.substr(at + 8, history.body.find('"', at + 8) - at - 8)).status == 303);
    CHECK(desk.client(2).name() == "Ruiz, Ana");
    CHECK(desk.get("/history").has("</strong> took back "));
    CHECK_FALSE(desk.as("Rita").get("/history").has("/undo"));
    CHECK(desk.get("/history?before=3").status == 200);
}

TEST_CASE("users and their passwords are not taken back", "[U8][U3]") {
    Desk desk;
    desk.post("/settings/users", "name=Eve&email=eve%40office.example&role=staff");
    const auto operation = desk.store().read(
        [](const storage::Read& read) { return read.history({office::User::kind.number, 4}, 0, 1).front().operation; });
    CHECK(desk.post("/history/" + std::to_string(operation) + "/undo").status == 403);
}

TEST_CASE("only what will be allowed is offered, whatever the operation began with", "[U8][U2]") {
    Desk desk;
    desk.add_client("Ann", "Aalto");
    // The tag that it makes is staff's to take back, the client that Ana changed is not.
    REQUIRE(desk.post("/clients/1/add_tag", "tag=Brand+new").status == 303);
    const auto operation =
        desk.store().read([](const storage::Read& read) { return read.operations(0, 1).front().number; });
    const std::string undo = "/history/" + std::to_string(operation) + "/undo";
    CHECK(desk.get("/history").has(undo));
    CHECK_FALSE(desk.as("Ben").get("/history").has(undo));
    CHECK(desk.post(undo).status == 403);
    CHECK(desk.as("Ana").post(undo).status == 303);
}

TEST_CASE("history calls a custom field by its label", "[U8][C8]") {
    Desk desk;
    REQUIRE(desk.post("/settings/fields", "of_kind=clients&label=Roof+kind&type=text").status == 303);
    CHECK(desk.get("/history").has("Roof kind"));
    CHECK_FALSE(desk.get("/history").has(">roof_kind<"));
    CHECK_FALSE(desk.get("/history").has("roof_kind"));
}

}  // namespace pages::test
