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

TEST_CASE("A token for some kinds changes no others by the way, and is told which it lacks", "[E3]") {
    With_tokens box;
    const auto whole = box.make({});
    const auto make = [&](std::string_view plural, std::string_view body) {
        REQUIRE(box.ask(whole, "POST", std::format("/api/v1/{}", plural), body) == 201);
    };
    make("clients", R"({"first_name":"Ana","last_name":"Ruiz","email":"ana@example.org"})");
    make("clients", R"({"first_name":"Anna","last_name":"Ruiz","email":"anna@example.org"})");
    make("clients", R"({"first_name":"Al","last_name":"One","email":"al@example.org"})");
    make("notes", R"({"client":2,"text":"Rang"})");
    make("tasks", R"({"client":2,"title":"Prune"})");
    const auto answer = [&](const std::string& token, std::string_view method, std::string_view target,
                            std::string_view body) {
        return static_cast<support::Box&>(box).ask(
            method, target,
            std::format("Authorization: Bearer {}\r\nContent-Type: application/json\r\nIf-Match: *\r\n", token), body);
    };
    const auto clients = box.make({"client"});
    const auto refused = answer(clients, "POST", "/api/v1/clients/2/merge", R"({"into":1})");
    CHECK(refused.status == 403);
    CHECK(refused.body.contains("Notes, Tasks"));
    CHECK(box.ask(whole, "GET", "/api/v1/clients/2") == 200);
    CHECK(box.ask(clients, "DELETE", "/api/v1/clients/2") == 403);
    CHECK(answer(clients, "POST", "/api/v1/clients/1/put_on_hold", R"({"reason":"Unpaid"})").body.contains("Holds"));
    CHECK(box.ask(clients, "DELETE", "/api/v1/clients/3") == 204);

    const auto operation = [&] {
        return box.store().read([](const storage::Read& read) { return read.operations(0, 1).front().number; });
    };
    CHECK(box.ask(clients, "POST", std::format("/api/v1/history/{}/undo", operation())) == 200);
    CHECK(box.ask(whole, "GET", "/api/v1/clients/3") == 200);

    const auto three = box.make({"client", "note", "task"});
    CHECK(box.ask(three, "POST", "/api/v1/clients/2/merge", R"({"into":1})") < 300);
    const std::string undo = std::format("/api/v1/history/{}/undo", operation());
    const auto lacking = answer(clients, "POST", undo, "");
    CHECK(lacking.status == 403);
    CHECK(lacking.body.contains("Notes, Tasks"));
    CHECK(box.ask(three, "POST", undo) == 200);
    CHECK(box.ask(whole, "GET", "/api/v1/clients/2") == 200);
}
