// What a token may: no more than it is for, under /api only.
#include <catch2/catch_test_macros.hpp>
#include <format>

#include "office/people/events.h"
#include "office/people/tokens.h"
#include "support/box.h"

namespace {

struct With_tokens : support::Box {
    /// One of the admin, who may do everything.
    std::string make(std::vector<std::string> kinds, office::Token_access access = office::Token_access::write) {
        return store().write({}, [&](storage::Write& write) {
            return office::make_token(write, {1}, {.label = "test", .access = access, .kinds = std::move(kinds)});
        });
    }
    int ask(const std::string& token, std::string_view method, std::string_view target, std::string_view body = {}) {
        const auto head =
            std::format("Authorization: Bearer {}\r\nContent-Type: application/json\r\nIf-Match: *\r\n", token);
        return Box::ask(method, target, head, body).status;
    }
    std::size_t events(office::Happening what) {
        return store().read([&](const storage::Read& read) { return read.where<&office::Event::what>(what).size(); });
    }
};

constexpr std::string_view eva = R"({"name":"Eva","email":"eva@example.org","role":"admin"})";
constexpr std::string_view tag = R"({"name":"VIP"})";

}  // namespace

TEST_CASE("A token makes and sees no users unless they are named", "[E3][U2]") {
    With_tokens box;
    const auto all = box.make({});
    CHECK(box.ask(all, "GET", "/api/v1/clients") == 200);
    CHECK(box.ask(all, "GET", "/api/v1/users") == 403);
    CHECK(box.ask(all, "POST", "/api/v1/users", eva) == 403);
    CHECK(box.ask(all, "PATCH", "/api/v1/users/1", R"({"email":"other@example.org"})") == 403);
    const auto refused =
        box.Box::ask("GET", "/api/v1/users", std::format("Authorization: Bearer {}\r\n", all), "").body;
    CHECK(refused.contains("This token lacks the right “Manage users”"));
    const auto users = box.make({"user"});
    CHECK(box.ask(users, "POST", "/api/v1/users", eva) == 201);
    CHECK(box.ask(users, "GET", "/api/v1/clients") == 403);
}

TEST_CASE("A token for reading changes nothing", "[E3]") {
    With_tokens box;
    const auto reading = box.make({}, office::Token_access::read);
    CHECK(box.ask(reading, "GET", "/api/v1/tags") == 200);
    CHECK(box.ask(reading, "POST", "/api/v1/tags", tag) == 403);
    CHECK(box.ask(box.make({}), "POST", "/api/v1/tags", tag) == 201);
    for (const auto* method : {"PATCH", "PUT", "DELETE"}) CHECK(box.ask(reading, method, "/api/v1/tags/1", tag) == 403);
    CHECK(box.ask(reading, "POST", "/api/v1/history/1/undo") == 403);
    CHECK(box.ask(box.make({"tag"}), "POST", "/api/v1/history/1/undo") == 403);
}

TEST_CASE("A token works for programs and at no page", "[E3]") {
    With_tokens box;
    const auto token = box.make({});
    for (const auto* page : {"/clients", "/account", "/account/tokens", "/settings/users", "/clients/export.csv"})
        CHECK(box.ask(token, "GET", page) == 403);
    CHECK(box.ask(token, "POST", "/account/tokens") == 403);
    CHECK(box.ask(token, "GET", "/metrics") == 200);
    CHECK(box.events(office::Happening::no_right) > 0);
}
