// Erasing for good what was deleted, from the history of the office and by the API.
#include <catch2/catch_test_macros.hpp>

#include "pages/desk.h"

namespace pages::test {

using enum http::Method;

namespace {

/// "/history/12/erasure" of the first that is offered; "" when none is.
std::string offered(Desk& desk) {
    const std::string page = desk.get("/history").body;
    const auto end = page.find("/erasure\"");
    if (end == std::string::npos) return {};
    const auto begin = page.rfind("/history/", end);
    return page.substr(begin, end + std::string_view("/erasure").size() - begin);
}

struct With_deleted : Desk {
    With_deleted() {
        add_client("Ann", "Aalto");
        post("/clients/1/notes", "text=Hello");
        post("/clients/1/delete", "name=Aalto%2C+Ann");
    }
};

}  // namespace

TEST_CASE("the history offers to erase for good what was deleted, says what goes, and tells no name afterwards",
          "[S7][P18]") {
    With_deleted desk;
    const std::string url = offered(desk);
    REQUIRE(!url.empty());
    const auto asked = desk.get(url);
    CHECK(asked.status == 200);
    CHECK(asked.has("2 deleted records are erased for good"));
    CHECK(asked.has("cannot be undone"));
    CHECK(desk.get("/history").has("Aalto"));
    CHECK(desk.post(url).status == 303);
    CHECK(offered(desk).empty());
    CHECK_FALSE(desk.get("/history").has("Aalto"));
    CHECK(desk.get(url).status == 403);
    CHECK(desk.post(url).status == 403);
    CHECK(desk.get("/settings/events?what=erased_for_good").has("Client 1"));
}

TEST_CASE("it is offered in German", "[S7][U6]") {
    With_deleted desk;
    desk.language = "de";
    CHECK(desk.get("/history").has("Endgültig löschen …"));
    CHECK(desk.get(offered(desk)).has("2 gelöschte Einträge"));
}

TEST_CASE("nobody but an admin is offered it or does it", "[S7][U2]") {
    With_deleted desk;
    const std::string url = offered(desk);
    for (const auto* who : {"Ben", "Rita"}) {
        desk.as(who);
        CHECK(offered(desk).empty());
        CHECK(desk.get(url).status == 403);
        CHECK(desk.post(url).status == 403);
        CHECK(desk.call(post, "/api/v1" + url).status == 403);
    }
    desk.as("Ana");
    CHECK(offered(desk) == url);
}

TEST_CASE("a program erases for good by the API", "[S7][E3]") {
    With_deleted desk;
    const std::string url = "/api/v1" + offered(desk);
    const auto erased = desk.call(post, url);
    CHECK(erased.status == 200);
    CHECK(erased.body == R"({"erased":2})");
    CHECK(desk.call(post, url).status == 403);
    CHECK(desk.call(post, "/api/v1/history/4711/erasure").status == 403);
}

}  // namespace pages::test
