#include <catch2/catch_test_macros.hpp>
#include <format>
#include <latch>
#include <set>
#include <thread>

#include "support/box.h"

using support::Answer;
using support::Box;

namespace {

constexpr std::string_view ana = R"({"first_name":"Ana","last_name":"López","email":"ana@example.org","rating":4,
    "billing_address":{"city":"Lima"},"newsletter":true,"client_since":"2024-12-15"})";

bool contains(const Answer& answer, std::string_view text) { return answer.body.contains(text); }

std::string header(const Answer& answer, std::string_view name) {
    const auto at = answer.head.find(std::format("\r\n{}: ", name));
    if (at == std::string::npos) return {};
    const auto begin = at + name.size() + 4;
    return answer.head.substr(begin, answer.head.find("\r\n", begin) - begin);
}

/// One request and what must come of it.
struct Case {
    std::string_view role, method, target, body, headers;
    int status;
    std::string_view says;
};

void play(Box& box, const std::vector<Case>& cases) {
    for (const Case& one : cases) {
        INFO(one.role << " " << one.method << " " << one.target << " " << one.body);
        const Answer answer = box.api(one.role, one.method, one.target, one.body, one.headers);
        CHECK(answer.status == one.status);
        INFO(answer.body);
        CHECK(contains(answer, one.says));
        if (one.status >= 400) CHECK(header(answer, "Content-Type").starts_with("application/problem+json"));
    }
}

}  // namespace

TEST_CASE("the answer names the fields of a body that cannot be written") {
    Box box;
    const auto named = [](const Answer& answer) { return header(answer, "Ignored-Fields"); };
    const auto plain = box.api("staff", "POST", "/api/v1/clients",
                               R"({"first_name":"Ana","last_name":"López","email":"ana@example.org"})");
    CHECK(plain.status == 201);
    CHECK_FALSE(plain.head.contains("Ignored-Fields"));
    const auto read = box.api("staff", "GET", "/api/v1/clients/1");
    const auto sent_back = box.api("staff", "PATCH", "/api/v1/clients/1", read.body);
    CHECK(sent_back.status == 200);
    CHECK(named(sent_back).starts_with("id, "));
    CHECK(named(sent_back).contains("created"));
    CHECK_FALSE(named(sent_back).contains("revision"));
    CHECK_FALSE(named(sent_back).contains("email"));
    const auto given = box.api("staff", "PUT", "/api/v1/clients/1",
                               R"({"id":9,"revision":7,"first_name":"Ana","last_name":"L","email":"ana@example.org"})",
                               "If-Match: *\r\n");
    CHECK(given.status == 200);
    CHECK(named(given) == "id, revision");
    CHECK(box.api("staff", "GET", "/api/v1/openapi.json").body.contains("Ignored-Fields"));
}

TEST_CASE("a client is created, read, changed and deleted as JSON", "[E3]") {
    Box box;
    const Answer made = box.api("staff", "POST", "/api/v1/clients", ana);
    REQUIRE(made.status == 201);
    CHECK(header(made, "Location") == "/api/v1/clients/1");
    CHECK(header(made, "ETag") == "\"1\"");
    CHECK(contains(made, R"("name":"López, Ana")"));

    const Answer read = box.api("read_only", "GET", "/api/v1/clients/1");
    CHECK(read.status == 200);
    CHECK(read.body == made.body);
    CHECK(contains(read, R"("city":"Lima")"));
    CHECK(contains(read, R"("newsletter":false)"));  // a program's word is no consent
    CHECK(contains(read, R"("rating":4)"));
    CHECK(contains(read, R"("company":null)"));

    const Answer changed =
        box.api("staff", "PATCH", "/api/v1/clients/1", R"({"phone":"+49 30 1234567"})", "If-Match: \"1\"\r\n");
    CHECK(changed.status == 200);
    CHECK(contains(changed, R"("revision":2)"));
    CHECK(contains(changed, R"("city":"Lima")"));

    CHECK(box.api("admin", "DELETE", "/api/v1/clients/1", "", "If-Match: \"9\", \"2\"\r\n").status == 204);
    CHECK(box.api("admin", "GET", "/api/v1/clients/1").status == 404);
}

TEST_CASE("what was read can be sent back with PUT, and PUT empties what is missing", "[E3]") {
    Box box;
    const Answer made = box.api("staff", "POST", "/api/v1/clients", ana);
    const Answer same = box.api("staff", "PUT", "/api/v1/clients/1", made.body, "If-Match: \"1\"\r\n");
    CHECK(same.status == 200);
    CHECK(same.body == made.body);
    const Answer less =
        box.api("staff", "PUT", "/api/v1/clients/1",
                R"({"first_name":"Ana","last_name":"López","email":"ana@example.org"})", "If-Match: \"1\"\r\n");
    CHECK(less.status == 200);
    CHECK(contains(less, R"("city":"")"));
}

TEST_CASE("wrong requests get a problem that says what is wrong", "[E3][C2][C3]") {
    Box box;
    REQUIRE(box.api("staff", "POST", "/api/v1/clients", ana).status == 201);
    const std::string long_name(5'000, 'x');
    const std::string too_long =
        std::format(R"({{"first_name":"{}","last_name":"B","email":"c@example.org"}})", long_name);
    const std::string huge = std::format(R"({{"first_name":"{}"}})", std::string(2'000'000, 'x'));
    play(box,
         {
             {"", "GET", "/api/v1/clients", "", "", 401, ""},
             {"read_only", "POST", "/api/v1/clients", ana, "", 403, ""},
             {"staff", "DELETE", "/api/v1/clients/1", "", "", 403, ""},
             {"staff", "GET", "/api/v1/users", "", "", 403, ""},
             {"staff", "GET", "/api/v1/clients/999", "", "", 404, "no such record"},
             {"staff", "GET", "/api/v1/clients/abc", "", "", 404, ""},
             {"staff", "GET", "/api/v1/nothing", "", "", 404, ""},
             {"staff", "POST", "/api/v1/clients", "{", "", 422, "JSON"},
             {"staff", "POST", "/api/v1/clients", "[]", "", 422, "JSON"},
             {"staff", "POST", "/api/v1/clients", "{}", "", 422, R"("last_name":"Enter a last name.")"},
             {"staff", "POST", "/api/v1/clients", R"({"first_name":7})", "", 422,
              R"("first_name":"“First name” must be a string.")"},
             {"staff", "POST", "/api/v1/clients", R"({"nonsense":1})", "", 422,
              R"("nonsense":"“nonsense” is not a field)"},
             {"staff", "POST", "/api/v1/clients",
              R"({"first_name":"A\u0000b","last_name":"B","email":"b@example.org"})", "", 422, R"("first_name")"},
             {"staff", "POST", "/api/v1/clients", too_long, "", 422,
              R"("first_name":"“First name” must have at most 200 characters.")"},
             {"staff", "POST", "/api/v1/clients", R"({"first_name":"A","last_name":"B","email":"no"})", "", 422,
              R"("email":)"},
             {"staff", "POST", "/api/v1/clients", R"({"first_name":"A","last_name":"B","email":"ANA@Example.org"})", "",
              422, "López, Ana"},
             {"staff", "POST", "/api/v1/clients",
              R"({"first_name":"A","last_name":"B","email":"b@example.org","company":77})", "", 422, R"("company":)"},
             {"staff", "POST", "/api/v1/clients", huge, "", 413, ""},
             {"staff", "PATCH", "/api/v1/clients/1", R"({"rating":5})", "", 428, "If-Match"},
             {"staff", "PATCH", "/api/v1/clients/1", R"({"rating":9})", "If-Match: \"1\"\r\n", 422, R"("rating":)"},
             {"staff", "PATCH", "/api/v1/clients/1", R"({"rating":5})", "If-Match: \"9\"\r\n", 412, ""},
             {"staff", "PATCH", "/api/v1/clients/1", R"({"rating":5})", "If-Match: W/\"1\"\r\n", 412, ""},
             {"staff", "PATCH", "/api/v1/clients/1", R"({"rating":5,"revision":9})", "", 409, ""},
             {"staff", "PATCH", "/api/v1/clients/1", "\xEF\xBB\xBF{\"rating\":9}", "If-Match: \"1\"\r\n", 422,
              R"("rating":)"},
             {"staff", "PATCH", "/api/v1/clients/1", R"({"tags":["x"]})", "If-Match: \"1\"\r\n", 422,
              R"("tags":"“Tags” must be an array of ids.")"},
             {"staff", "PATCH", "/api/v1/clients/1", R"({"rating":5})", "If-Match: \"8\", \"9\"\r\n", 412, ""},
             {"admin", "DELETE", "/api/v1/clients/1", "", "", 428, "If-Match"},
             {"admin", "DELETE", "/api/v1/clients/1", "", "If-Match: \"9\"\r\n", 412, ""},
             {"staff", "GET", "/api/v1/clients?limit=0", "", "", 422, R"("limit":)"},
             {"staff", "GET", "/api/v1/clients?after=nonsense", "", "", 422, R"("after":)"},
             {"staff", "GET", "/api/v1/clients?after=00", "", "", 422, R"("after":)"},
             {"staff", "GET", "/api/v1/clients?q=ana&limit=0", "", "", 422, R"("limit":)"},
             {"staff", "GET", "/api/v1/clients?q=ana&nothing=x", "", "", 422, R"("nothing":)"},
             {"staff", "GET", "/api/v1/clients?q=ana&status=nothing", "", "", 422, R"("status":)"},
             {"staff", "GET", "/api/v1/clients?client_since.from=soon", "", "", 422, R"("client_since.from":)"},
             {"staff", "GET", "/api/v1/clients?client_since.empty=maybe", "", "", 422, R"("client_since.empty":)"},
             {"staff", "GET", "/api/v1/clients?status.from=active", "", "", 422, R"("status.from":)"},
             {"staff", "GET", "/api/v1/clients?q=ana&after=x", "", "", 422, R"("after":)"},
             {"staff", "GET", "/api/v1/clients?q=ana&after=-1", "", "", 422, R"("after":)"},
             {"staff", "GET", "/api/v1/clients?description=x", "", "", 422, R"("description":)"},
             {"staff", "GET", "/api/v1/clients?sort=nothing", "", "", 422, R"("sort":)"},
         });
}

TEST_CASE("of two clients with one e-mail address created at the same moment exactly one is kept", "[C3]") {
    Box box;
    std::latch together(2);
    std::array<int, 2> statuses{};
    {
        std::array<std::string, 2> bodies{R"({"first_name":"A","last_name":"B","email":"twin@example.org"})",
                                          R"({"first_name":"C","last_name":"D","email":"Twin@Example.ORG"})"};
        std::vector<std::jthread> threads;
        for (std::size_t i = 0; i < 2; ++i)
            threads.emplace_back([&, i] {
                together.arrive_and_wait();
                statuses[i] = box.api("staff", "POST", "/api/v1/clients", bodies[i]).status;
            });
    }
    std::ranges::sort(statuses);
    CHECK(statuses == std::array{201, 422});
}

TEST_CASE("lists are paged, sorted, filtered and searched", "[E3][C1][C4][C5]") {
    Box box;
    REQUIRE(box.api("staff", "POST", "/api/v1/companies", R"({"name":"Acme"})").status == 201);
    for (int i = 0; i < 7; ++i) {
        const std::string body = std::format(
            R"({{"first_name":"Nr{}","last_name":"L{}","email":"n{}@example.org","phone":"043-797-52{}{}","company":{}}})",
            i, 9 - i, i, i, i, i < 3 ? "1" : "null");
        REQUIRE(box.api("staff", "POST", "/api/v1/clients", body).status == 201);
    }
    std::vector<std::string> names;
    std::string after;
    do {
        const Answer page = box.api("staff", "GET", std::format("/api/v1/clients?sort=name&limit=3&after={}", after));
        REQUIRE(page.status == 200);
        for (auto at = page.body.find(R"("name":")"); at != std::string::npos;
             at = page.body.find(R"("name":")", at + 1))
            names.push_back(page.body.substr(at + 8, 7));
        const auto next = page.body.find(R"("next":")");
        after = next == std::string::npos ? "" : page.body.substr(next + 8, page.body.find('"', next + 8) - next - 8);
    } while (!after.empty());
    CHECK(names.size() == 7);
    CHECK(std::ranges::is_sorted(names));
    CHECK(std::set(names.begin(), names.end()).size() == 7);

    const auto count = [&](std::string_view query) {
        const Answer answer = box.api("staff", "GET", std::format("/api/v1/clients?{}", query));
        std::size_t found = 0;
        for (auto at = answer.body.find(R"("revision":)"); at != std::string::npos;
             at = answer.body.find(R"("revision":)", at + 1))
            ++found;
        return found;
    };
    const auto pages = [&](std::string_view query) {
        std::size_t pages = 0;
        std::string next;
        do {
            const Answer page = box.api("staff", "GET", std::format("/api/v1/clients?{}{}", query, next));
            const auto at = page.body.find(R"("next":")");
            next = at == std::string::npos ? ""
                                           : "&after=" + page.body.substr(at + 8, page.body.find('"', at + 8) - at - 8);
            ++pages;
        } while (!next.empty());
        return pages;
    };
    CHECK(count("company=1") == 3);
    CHECK(count("email=N2@EXAMPLE.org") == 1);
    CHECK(count("q=acme") == 3);
    CHECK(count("q=5244") == 1);
    CHECK(count("q=nr6%20l3") == 1);
    CHECK(count("q=nobody") == 0);
    CHECK(count("q=nr&limit=2") == 2);
    CHECK(pages("q=nr&limit=2&sort=-name") == 4);
    CHECK(pages("q=nr&limit=3") == 3);
    CHECK(count("client_since.from=2024-01-01") == 0);
    CHECK(count("client_since.empty=yes") == 7);
    CHECK(count("client_since.empty=no") == 0);
    CHECK(count("q=nr&company=1") == 3);
    CHECK(count("q=nr&company=1&limit=1") == 1);
    CHECK(count("q=nr6&company=1") == 0);
}

TEST_CASE("a custom field is part of the API like a declared one", "[C8][E3]") {
    Box box;
    REQUIRE(box.api("admin", "POST", "/api/v1/custom_fields",
                    R"({"label":"Shirt size","type":"choice","choices":"S\nM\nL"})")
                .status == 201);
    const auto body = [](std::string_view size, int number) {
        return std::format(
            R"({{"first_name":"A","last_name":"B","email":"c{}@example.org","custom":{{"shirt_size":"{}"}}}})", number,
            size);
    };
    const Answer made = box.api("staff", "POST", "/api/v1/clients", body("M", 1));
    CHECK(made.status == 201);
    CHECK(contains(made, R"("custom":{"shirt_size":"M"})"));
    CHECK(box.api("staff", "POST", "/api/v1/clients", body("XXL", 2)).status == 422);
    CHECK(contains(box.api("staff", "GET", "/api/v1/clients?custom.shirt_size=M"), R"("id":1)"));
    CHECK_FALSE(contains(box.api("staff", "GET", "/api/v1/clients?custom.shirt_size=L"), R"("id":1)"));
    CHECK(contains(box.api("read_only", "GET", "/api/v1/openapi.json"), "shirt_size"));
    const Answer to_strangers = box.api("", "GET", "/api/v1/openapi.json");
    CHECK(to_strangers.status == 200);
    CHECK_FALSE(contains(to_strangers, "shirt_size"));
    CHECK_FALSE(contains(to_strangers, "Shirt size"));
}

TEST_CASE("a record that is known already is not sent again", "[E3]") {
    Box box;
    const std::string etag = header(box.api("staff", "POST", "/api/v1/clients", ana), "ETag");
    const auto ask = [&](std::string_view known) {
        return box.api("staff", "GET", "/api/v1/clients/1", "", std::format("If-None-Match: {}\r\n", known));
    };
    const Answer same = ask(etag);
    CHECK(same.status == 304);
    CHECK(same.body.empty());
    CHECK(header(same, "ETag") == etag);
    CHECK(ask(R"("7", "1")").status == 304);
    CHECK(ask(R"("11")").status == 200);
    REQUIRE(box.api("staff", "PATCH", "/api/v1/clients/1", R"({"rating":5})", "If-Match: \"1\"\r\n").status == 200);
    CHECK(ask(etag).status == 200);
}

TEST_CASE("who says that any revision will do overwrites whatever is there", "[E3]") {
    Box box;
    REQUIRE(box.api("staff", "POST", "/api/v1/clients", ana).status == 201);
    const std::string_view any = "If-Match: *\r\n";
    CHECK(box.api("staff", "PATCH", "/api/v1/clients/1", R"({"rating":5})", any).status == 200);
    CHECK(box.api("staff", "PATCH", "/api/v1/clients/1", R"({"rating":1})", any).status == 200);
    CHECK(contains(box.api("staff", "PUT", "/api/v1/clients/1", ana, any), R"("revision":4)"));
    CHECK(box.api("staff", "PATCH", "/api/v1/clients/2", R"({"rating":1})", any).status == 404);
    CHECK(box.api("admin", "DELETE", "/api/v1/clients/1", "", any).status == 204);
    CHECK(box.api("admin", "DELETE", "/api/v1/clients/1", "", any).status == 404);
}

TEST_CASE("rules of the office hold through the API too", "[K1][K2][P7]") {
    Box box;
    REQUIRE(box.api("staff", "POST", "/api/v1/clients", ana).status == 201);
    play(box,
         {
             {"staff", "POST", "/api/v1/contacts", R"({"name":"Bob","clients":[1]})", "", 422, R"("email":)"},
             {"staff", "POST", "/api/v1/contacts", R"({"name":"Bob","phone":"123456","clients":[1]})", "", 201,
              R"("clients":[1])"},
             {"staff", "GET", "/api/v1/clients/1", "", "", 200, R"("primary_contact":1)"},
             {"staff", "PATCH", "/api/v1/contacts/1", R"({"clients":[]})", "If-Match: \"1\"\r\n", 422, R"("clients":)"},
             {"staff", "POST", "/api/v1/notes", R"({"client":1,"text":"Called **twice**."})", "", 201, R"("author":2)"},
             {"admin", "PATCH", "/api/v1/notes/1", R"({"text":"Called once."})", "If-Match: \"1\"\r\n", 200, "once"},
         });
}

TEST_CASE("an action is a POST that answers with the record, for every kind", "[E3]") {
    Box box;
    REQUIRE(box.api("staff", "POST", "/api/v1/clients", ana).status == 201);
    REQUIRE(box.api("staff", "POST", "/api/v1/errands", R"({"name":"Keys","client":1,"assignee":2})").status == 201);
    REQUIRE(box.api("staff", "POST", "/api/v1/tags", R"({"name":"Old"})").status == 201);
    REQUIRE(box.api("staff", "POST", "/api/v1/tags", R"({"name":"New"})").status == 201);
    play(box, {{"read_only", "POST", "/api/v1/clients/1/archive", "", "", 403, ""},
               {"staff", "POST", "/api/v1/clients/1/archive", "", "If-Match: \"7\"\r\n", 412, ""},
               {"staff", "POST", "/api/v1/clients/1/archive", "", "", 200, R"("status":"archived")"},
               {"staff", "POST", "/api/v1/clients/1/archive", "", "", 403, "archived already"},
               {"staff", "POST", "/api/v1/clients/9/archive", "", "", 404, ""},
               {"staff", "POST", "/api/v1/errands/1/finish", "", "", 200, R"("state":"done")"},
               {"staff", "POST", "/api/v1/errands/1/issue", "", "", 404, ""},
               {"staff", "POST", "/api/v1/tags/1/merge", "{}", "", 422, R"("into":"Choose the one that stays.")"},
               {"staff", "POST", "/api/v1/tags/1/merge", R"({"into":"x"})", "", 422, "into"},
               {"staff", "POST", "/api/v1/tags/1/merge", R"({"into":2})", "", 204, ""},
               {"staff", "GET", "/api/v1/tags/1", "", "", 404, ""},
               {"", "GET", "/api/v1/openapi.json", "", "", 200, "/api/v1/tags/{id}/merge"}});
}

TEST_CASE("what was done is listed and taken back by programs too", "[E3][U8]") {
    Box box;
    REQUIRE(box.api("staff", "POST", "/api/v1/clients", ana).status == 201);
    REQUIRE(box.api("staff", "POST", "/api/v1/clients/1/archive").status == 200);
    const auto history = box.api("staff", "GET", "/api/v1/history?limit=1");
    REQUIRE(history.status == 200);
    CHECK(contains(history, R"("verb":"archive")"));
    const auto at = history.body.find("\"operation\":") + 12;
    const std::string url = "/api/v1/history/" + history.body.substr(at, history.body.find(',', at) - at);
    play(box, {{"read_only", "POST", url + "/undo", "", "", 403, ""},
               {"staff", "POST", url + "/undo", "", "", 200,
                R"({"state":"done","put_back":1,"left_alone":[],"problem":null})"},
               {"staff", "GET", "/api/v1/clients/1", "", "", 200, R"("status":"active")"},
               {"staff", "POST", url + "/undo", "", "", 200, R"("put_back":0,"left_alone":[])"},
               {"staff", "GET", url + "/undo", "", "", 404, ""},
               {"staff", "POST", "/api/v1/history/999/undo", "", "", 403, "nothing"},
               {"staff", "GET", "/api/v1/history?limit=501", "", "", 422, "limit"},
               {"", "GET", "/api/v1/history", "", "", 401, ""}});
}
