// Figures of a client, as lists, JSON and pages have them: what its errands come to.
#include <catch2/catch_test_macros.hpp>
#include <format>

#include "sample/errand.h"
#include "support/box.h"
#include "support/browser.h"

using support::Answer;
using support::Box;
using support::Browser;

namespace {

/// Ana owes nothing, Ben 150 for two errands, Cleo 200 for one.
class Office {
  public:
    Office() {
        for (const std::string_view name : {"Ana", "Ben", "Cleo"})
            made("/api/v1/clients",
                 std::format(R"({{"first_name":"{}","last_name":"Aalto","email":"{}@example.com"}})", name, name));
        add_errand(2, "100", "2026-03-02");
        add_errand(2, "50", "2026-03-01");
        add_errand(3, "200", "2026-04-01");
    }

    void add_errand(int client, std::string_view budget, std::string_view due) {
        made("/api/v1/errands",
             std::format(R"({{"name":"Fetch","client":{},"budget":"{}","due":"{}"}})", client, budget, due));
    }
    Answer get(const std::string& target, std::string_view headers = {}) {
        return box.api("admin", "GET", target, {}, headers);
    }
    /// First names, in the order of the list.
    std::string found(const std::string& query) {
        const Answer answer = get("/api/v1/clients?" + query);
        CHECK(answer.status == 200);
        std::string names;
        const std::string before = R"("first_name":")";
        for (auto at = answer.body.find(before); at != std::string::npos; at = answer.body.find(before, at + 1))
            names += answer.body[at + before.size()];
        return names;
    }

    Box box;

  private:
    void made(std::string_view target, const std::string& body) {
        const Answer answer = box.api("admin", "POST", target, body);
        INFO(answer.body);
        REQUIRE(answer.status == 201);
    }
};

}  // namespace

TEST_CASE("lists are asked for figures as for fields", "[X10]") {
    Office office;
    CHECK(office.found("sort=-errand_figures.open_total") == "CBA");
    CHECK(office.found("sort=-errand_figures.open_total&errand_figures.open_total.from=100") == "CB");
    CHECK(office.found("sort=errand_figures.open&errand_figures.open.from=1") == "CB");
    CHECK(office.found("errand_figures.open=2") == "B");
    CHECK(office.found("sort=errand_figures.oldest_due&errand_figures.oldest_due.empty=no") == "BC");
    CHECK(office.found("errand_figures.oldest_due.before=2026-03-02") == "B");
    CHECK(office.get("/api/v1/clients?figures.none=1").status == 422);
    office.add_errand(1, "300", "2026-05-01");
    CHECK(office.found("sort=-errand_figures.open_total") == "ACB");
}

TEST_CASE("JSON has figures, which nobody writes and which make nobody's change stale", "[X10]") {
    Office office;
    const Answer ben = office.get("/api/v1/clients/2");
    CHECK(ben.body.contains(R"("errand_figures":{"open":2,"open_total":"150.00","oldest_due":"2026-03-01"})"));
    CHECK(office.get("/api/v1/openapi.json").body.contains("errand_figures.open_total.from"));

    const std::string etag = support::header(ben, "ETag");
    CHECK(office.get("/api/v1/clients/2", std::format("If-None-Match: {}\r\n", etag)).status == 304);
    CHECK(office.box.api("admin", "POST", "/api/v1/errands/1/finish").status == 200);
    const Answer later = office.get("/api/v1/clients/2", std::format("If-None-Match: {}\r\n", etag));
    CHECK(later.status == 200);
    CHECK(later.body.contains(R"("errand_figures":{"open":1,"open_total":"50.00","oldest_due":"2026-03-01"})"));

    const Answer put =
        office.box.api("admin", "PUT", "/api/v1/clients/2", ben.body, std::format("If-Match: {}\r\n", etag));
    CHECK(put.status == 200);
    CHECK(put.body.contains(R"("open":1)"));
    CHECK(office.box
              .api("admin", "PATCH", "/api/v1/clients/2", R"({"figures":null,"first_name":"Bea"})", "If-Match: *\r\n")
              .body.contains(R"("open":1)"));
}

TEST_CASE("pages show figures, and offer them as columns and ranges", "[X10]") {
    Office office;
    Browser ada{office.box.port()};
    REQUIRE(ada.sign_in("admin@example.org", support::password));
    const std::string query =
        "sort=-errand_figures.open_total&column=errand_figures.open_total&column=errand_figures.oldest_due";
    const std::string page = ada.get("/clients?" + query + "&errand_figures.open_total.from=100").body;
    CHECK(page.contains("150.00"));
    CHECK(page.find("Cleo") < page.find("Ben"));
    CHECK(page.contains("name=\"errand_figures.open_total.from\""));
    CHECK(ada.get("/clients/columns").body.contains("value=\"errand_figures.open\""));
    CHECK(ada.get("/clients/2").status == 200);
}
