// Two records that are one become one, field by field, and can be told apart again.
#include <catch2/catch_test_macros.hpp>
#include <format>

#include "office/clients/note.h"
#include "office/work/task.h"
#include "pages/desk.h"

namespace pages::test {

using office::Client;

namespace {

/// Ann (1) and Anna (2) are one person; what Anna has is Anna's, and much hangs on Ann.
struct With_two : Desk {
    With_two() {
        make("first_name=Ann&last_name=Oak&email=ann%40example.com&phone=555+0101&tags=VIP%2C+Old"
             "&billing_address.street=Mill+Lane+1&billing_address.city=Bonn");
        make("first_name=Anna&last_name=Oak&email=anna%40example.com&tags=VIP&billing_address.city=Ulm");
        REQUIRE(post("/clients/1/notes", "text=Likes+oaks").status == 303);
        REQUIRE(post("/contacts", "name=Bo&phone=123&clients=Oak%2C+Ann").status == 303);
        REQUIRE(post("/tasks", "title=Call&client=Oak%2C+Ann").status == 303);
    }
    void make(const std::string& form) {
        REQUIRE(post("/clients", "type=person&status=active&save_anyway=yes&" + form).status == 303);
    }
    std::string everything() { return call(http::Method::get, "/api/v1/clients").body; }
    Client client(storage::Id id) {
        return store().read([&](const storage::Read& read) { return read.get<Client>(id); });
    }
};

}  // namespace

TEST_CASE("Merging says what the one that stays takes over, and what moves along", "[C11]") {
    With_two desk;
    CHECK(desk.post("/clients/1/merge", "into=Oak%2C+Anna").header("location") == "/clients/1/merge?into=2");
    CHECK(desk.post("/clients/1/merge", "into=Nobody").status == 422);
    CHECK(desk.post("/clients/1/merge", "into=").status == 422);
    const Answer page = desk.get("/clients/1/merge?into=2");
    CHECK(page.has("choice.first_name"));
    CHECK(page.has("choice.email"));
    CHECK_FALSE(page.has("choice.newsletter"));  // it follows the consents of both
    CHECK_FALSE(page.has("choice.last_name"));
    CHECK(page.has("555 0101"));
    CHECK((page.has("1 contact") && page.has("1 note") && page.has("1 task")));
    CHECK(desk.get("/clients/1/merge?into=1").status == 403);
    CHECK(desk.get("/clients/1/merge?into=99").status == 404);
    CHECK(desk.post("/clients/1/merge", "into=1").status == 422);
    CHECK(desk.as("Rita").get("/clients/1/merge?into=2").status == 403);
}

TEST_CASE("What was chosen is taken over, what was missing is filled, and all that hangs on it moves", "[C11]") {
    With_two desk;
    REQUIRE(desk.post("/clients/1/merge", "into=2&compared=yes&choice.email=gone&choice.first_name=kept")
                .header("location") == "/clients/2");
    const Client kept = desk.client(2);
    CHECK(kept.first_name == "Anna");
    CHECK(kept.email.text == "ann@example.com");
    CHECK(kept.phone.text == "555 0101");
    CHECK(kept.tags.size() == 2);
    CHECK((kept.billing_address.city == "Ulm" && kept.billing_address.street.empty()));
    CHECK(kept.primary_contact.id == 1);
    desk.store().read([](const storage::Read& read) {
        CHECK_FALSE(read.has(Client::kind.number, 1));
        CHECK(read.where<&office::Note::client>(storage::Ref<Client>{2}).size() == 1);
        CHECK(read.where<&office::Contact::clients>(storage::Ref<Client>{2}).size() == 1);
        CHECK(read.where<&office::Task::client>(storage::Ref<Client>{2}).size() == 1);
    });
}

TEST_CASE("A merge that is taken back leaves both as they were", "[C11][U8]") {
    With_two desk;
    const auto fields = [&](storage::Id id) {
        return desk.store().read(
            [&](const storage::Read& read) { return read.get(storage::record_type<Client>(), id).fields; });
    };
    const std::string ann = fields(1), anna = fields(2);
    REQUIRE(desk.post("/clients/1/merge", "into=2&compared=yes&choice.email=gone").status == 303);
    const std::string history = desk.get("/history").body;
    const auto at = history.find("/history/", history.find("merged"));
    REQUIRE(at != std::string::npos);
    const Answer back = desk.post(history.substr(at, history.find('"', at) - at));
    INFO(back.body);
    REQUIRE(back.status == 303);
    CHECK(fields(1) == ann);
    CHECK(fields(2) == anna);
    CHECK(desk.get("/clients/1/notes").has("Likes oaks"));
}

TEST_CASE("A choice that does not fit together is refused with everything as it was", "[C11]") {
    With_two desk;
    REQUIRE(desk.post("/clients", "type=organisation&status=active&organisation=Oak+Ltd").status == 303);
    const Answer wrong = desk.post("/clients/1/merge", "into=3&compared=yes&choice.type=gone");
    CHECK((wrong.status == 303 || wrong.status == 422));
    REQUIRE(desk.post("/clients/2/put_on_hold", "reason=Overdue").status == 303);
    CHECK(desk.post("/clients/2/merge", "into=3&compared=yes").status == 403);
}

TEST_CASE("Companies and contacts merge as clients do", "[C11][K5]") {
    Desk desk;
    for (const char* name : {"Oak+Ltd", "Oak+Limited"})
        REQUIRE(desk.post("/companies", std::string("name=") + name).status == 303);
    REQUIRE(desk.post("/companies/1/merge", "into=2&compared=yes&choice.name=gone").status == 303);
    CHECK(desk.get("/companies/2").has("Oak Ltd"));
    CHECK(desk.get("/companies/1").header("location") == "/companies/2");
}

TEST_CASE("What was changed after the comparison is compared again", "[C11][C12]") {
    With_two desk;
    const std::string page = desk.get("/clients/1/merge?into=2").body;
    const auto at = page.find("name=\"revisions\" value=\"") + 24;
    const std::string seen = "&revisions=" + page.substr(at, page.find('"', at) - at);
    REQUIRE(desk.post("/clients/1/values/phone", "revision=1&phone=555+0199").status < 400);
    const Answer again = desk.post("/clients/1/merge", "into=2&compared=yes&choice.email=gone" + seen);
    CHECK(again.status == 409);
    CHECK(again.has("555 0199"));
    CHECK(desk.get("/clients/1").status == 200);
}

TEST_CASE("Whoever merged takes it back, also what went along that they may not change by itself", "[C11][H1][U8]") {
    With_two desk;
    REQUIRE(desk.post("/clients/1/put_on_hold", "reason=Overdue").status == 303);
    REQUIRE(desk.post("/holds/1/release", "").status == 303);
    desk.as("Ben");
    const Answer merged = desk.post("/clients/1/merge", "into=2&compared=yes");
    REQUIRE(merged.status == 303);
    const std::string history = desk.get("/history").body;
    const auto at = history.find("/history/", history.find("merged"));
    REQUIRE(at != std::string::npos);
    CHECK(desk.post(history.substr(at, history.find('"', at) - at)).status == 303);
    CHECK(desk.get("/clients/1").status == 200);
}

TEST_CASE("Namesakes are told apart by their numbers", "[C11][C3]") {
    Desk desk;
    for (int i = 0; i < 2; ++i)
        REQUIRE(desk.post("/clients", "type=organisation&status=active&save_anyway=yes&organisation=Oak+Ltd").status ==
                303);
    CHECK(desk.get("/clients/options?q=oak").has("Oak Ltd (2)"));
    CHECK(desk.post("/clients/1/merge", "into=Oak+Ltd").status == 422);
    CHECK(desk.post("/clients/1/merge", "into=Oak+Ltd+(2)").header("location") == "/clients/1/merge?into=2");
    CHECK(desk.post("/clients/1/merge", "into=Oak+Ltd+(99)").status == 422);
}

namespace {

/// The history's lines, without what they open to.
std::size_t lines_of(const Answer& page) {
    constexpr std::string_view begin = "<li><svg class=\"icon\"";
    std::size_t lines = 0;
    for (auto at = page.body.find(begin); at != std::string::npos; at = page.body.find(begin, at + 1)) ++lines;
    return lines;
}

/// What undoes the last thing that was done.
std::string last_undo(Desk& desk) {
    return desk.store().read([](const storage::Read& read) {
        return "/history/" + std::to_string(read.operations(0, 1).front().number) + "/undo";
    });
}

}  // namespace

TEST_CASE("A merge is one line of every history, which opens to what was done", "[C11][P18][U5]") {
    With_two desk;
    REQUIRE(desk.post("/clients/1/notes", "text=Likes+elms").status == 303);
    const auto lines = lines_of(desk.get("/clients/2/history"));
    REQUIRE(desk.post("/clients/1/merge", "into=2&compared=yes").status == 303);

    const Answer history = desk.get("/clients/2/history");
    CHECK(lines_of(history) == lines + 1);
    CHECK(history.has("</strong> merged this with Oak, Ann (1): "));
    CHECK((history.has("2 notes") && history.has("1 contact") && history.has("1 task")));
    CHECK(history.has("<details class=\"event-parts\">"));
    CHECK(desk.get("/clients/2/activity").has("merged this with Oak, Ann (1): "));
    const Answer office = desk.get("/history");
    CHECK(office.has("</strong> merged Oak, Ann (1), with "));
    CHECK(office.has(", into <a href=\"/clients/2\"><bdi>Oak, Anna</bdi></a>"));
    const Answer audit = desk.get("/settings/changes");
    CHECK(audit.has("</strong> merged Oak, Ann (1), with "));
    const Answer contact = desk.get("/contacts/1");
    CHECK(contact.status == 200);
    CHECK_FALSE(contact.has("</strong> merged"));

    REQUIRE(desk.post(last_undo(desk)).status == 303);
    const Answer back = desk.get("/clients/2/history");
    CHECK(lines_of(back) == lines + 2);
    INFO(back.body);
    CHECK(back.has("</strong> took back the merge with Oak, Ann (1)"));
    desk.language = "de";
    CHECK(desk.get("/clients/2/history").has("hat dies mit Oak, Ann (1) zusammengeführt: "));
}

TEST_CASE("What was done to very many at once has a page of its own with all of it", "[C11][P18]") {
    With_two desk;
    for (int i = 0; i < 45; ++i) REQUIRE(desk.post("/clients/1/notes", "text=Note+" + std::to_string(i)).status == 303);
    REQUIRE(desk.post("/clients/1/merge", "into=2&compared=yes").status == 303);
    const Answer history = desk.get("/clients/2/history");
    CHECK(history.has("46 notes"));
    const auto operation =
        desk.store().read([](const storage::Read& read) { return read.operations(0, 1).front().number; });
    const std::string url = "/history/" + std::to_string(operation);
    CHECK(history.has("<a href=\"" + url + "\">All of them</a>"));
    const Answer all = desk.get(url);
    CHECK(all.status == 200);
    CHECK(lines_of(all) == 40);
    CHECK(all.has(url + "?before="));
    CHECK(desk.get("/history/99999").status == 404);
}

TEST_CASE("The address of what was merged leads to what stayed, with a word about it, until that is taken back",
          "[C11]") {
    With_two desk;
    REQUIRE(desk.post("/clients/1/merge", "into=2&compared=yes").status == 303);
    const Answer led = desk.get("/clients/1/notes?page=2");
    CHECK(led.status == 303);
    CHECK(led.header("location") == "/clients/2/notes?page=2");
    CHECK(led.header("set-cookie").contains("merged"));
    CHECK(desk.get("/clients/1").header("location") == "/clients/2");
    CHECK(desk.get("/clients/3").status == 404);
    const Answer late = desk.post("/clients/1/archive");
    CHECK(late.status == 404);
    CHECK(late.has("href=\"/clients/2\""));

    const Answer program = desk.call(http::Method::get, "/api/v1/clients/1");
    CHECK(program.status == 404);
    CHECK(program.has(R"("merged_into":"/api/v1/clients/2")"));
    CHECK(desk.call(http::Method::patch, "/api/v1/clients/1", R"({"phone":"1"})").has("merged_into"));

    const std::string undo = last_undo(desk);
    REQUIRE(
        desk.post("/clients", "type=person&status=active&first_name=Eve&last_name=Elm&email=e%40example.com").status ==
        303);
    REQUIRE(desk.post("/clients/2/merge", "into=3&compared=yes").status == 303);
    CHECK(desk.get("/clients/1").header("location") == "/clients/3");
    REQUIRE(desk.post(last_undo(desk)).status == 303);
    CHECK(desk.get("/clients/1").header("location") == "/clients/2");
    REQUIRE(desk.post(undo).status == 303);
    CHECK(desk.get("/clients/1").status == 200);
    CHECK(desk.call(http::Method::get, "/api/v1/clients/1").status == 200);
}

TEST_CASE("Where the one that stayed is deleted, nothing leads there", "[C11][C10]") {
    With_two desk;
    REQUIRE(desk.post("/clients/1/merge", "into=2&compared=yes").status == 303);
    REQUIRE(desk.post("/clients/2/delete", "name=Oak%2C+Anna").status == 303);
    CHECK(desk.get("/clients/1").status == 404);
    REQUIRE(desk.post(last_undo(desk)).status == 303);
    CHECK(desk.get("/clients/1").header("location") == "/clients/2");
}

TEST_CASE("Of many choices and tags those of both stay, and the comparison says so", "[C11][C8]") {
    With_two desk;
    REQUIRE(desk.post("/settings/fields", "of_kind=clients&label=Seasons&type=choices&choices=Spring%0ASummer%0AAutumn")
                .status == 303);
    const auto choose = [&](int id, const std::string& seasons) {
        return desk
            .call(http::Method::patch, "/api/v1/clients/" + std::to_string(id),
                  R"({"custom":{"seasons":[)" + seasons + "]}}")
            .status;
    };
    REQUIRE(choose(1, R"("Spring","Summer")") == 200);
    REQUIRE(choose(2, R"("Autumn","Summer")") == 200);
    const Answer page = desk.get("/clients/1/merge?into=2");
    CHECK(page.has("Summer, Autumn, Spring") + page.has("Autumn, Summer, Spring") == 1);
    CHECK(page.has("(of both)"));
    CHECK_FALSE(page.has("choice.custom.seasons"));
    REQUIRE(desk.post("/clients/1/merge", "into=2&compared=yes").status == 303);
    const Answer kept = desk.call(http::Method::get, "/api/v1/clients/2");
    for (const char* season : {"Spring", "Summer", "Autumn"}) CHECK(kept.has(season));
    CHECK(desk.client(2).tags.size() == 2);
}

TEST_CASE("what refers to a record in two ways is counted once before that goes or is merged", "[C10][C11][P9]") {
    Desk desk;
    desk.add_client("Ann", "Aalto");
    desk.add_client("Bo", "Oak");
    REQUIRE(desk.upload("/documents", "plan.txt", "text", "about=client:1").status == 303);
    CHECK(desk.get("/clients/1/delete").has(">1</strong> document<"));
    CHECK(desk.get("/clients/1/merge?into=2").has("1 document"));
}

}  // namespace pages::test
