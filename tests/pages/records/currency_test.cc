// Money in the currency of the office: its page, forms, lists, files.
#include <catch2/catch_test_macros.hpp>

#include "office/clients/contact.h"
#include "pages/desk.h"
#include "storage/custom_field.h"

namespace pages::test {

namespace {

using enum http::Method;

struct In_currency : Desk {
    explicit In_currency(std::string_view code) {
        add(storage::record_type<storage::Custom_field>(), {{"label", "Budget"}, {"type", "money"}});
        REQUIRE(post("/settings/currency", "currency=" + std::string(code)).status == 303);
        add_client("Ann", "Aalto");
    }
    Answer type(std::string_view budget) {
        return post("/clients/1",
                    "revision=" + std::to_string(client(1).revision) + "&custom.budget=" + std::string(budget));
    }
};

}  // namespace

TEST_CASE("the office has a name, which stands on a client's page for paper", "[P1]") {
    Desk desk;
    desk.add_client("Ann", "Aalto");
    desk.add(storage::record_type<office::Contact>(),
             {{"name", "Carla"}, {"position", "Owner"}, {"phone", "12345678"}, {"clients", "1"}});
    REQUIRE(desk.post("/settings/currency", "office=Oak+%26+Sons&currency=EUR").status == 303);
    check(desk,
          {{get, "/settings/currency", "", 200, {"value=\"Oak &amp; Sons\"", "EUR (€)"}},
           {get, "/clients/1", "", 200, {"<strong>Oak &amp; Sons</strong>", "sheet-contacts", "Carla", "Owner"}}});
}

TEST_CASE("an admin says what the office counts money in, until there are amounts", "[B2]") {
    In_currency desk("JPY");
    check(desk, {{get, "/settings", "", 200, {"href=\"/settings/currency\""}},
                 {get, "/settings/currency", "", 200, {"<option value=\"JPY\" selected>JPY (¥)", "EUR (€)"}},
                 {post, "/settings/currency", "currency=XYZ", 422, {"is not the code of a currency"}}});
    REQUIRE(desk.type("1200").status == 303);
    check(desk, {{post, "/settings/currency", "currency=EUR", 422, {"cannot be changed any more"}},
                 {post, "/settings/currency", "currency=JPY", 303}});
    desk.as("Ben");
    check(desk, {{get, "/settings", "", 200, {}, {"/settings/currency"}},
                 {get, "/settings/currency", "", 403},
                 {post, "/settings/currency", "currency=EUR", 403}});
}

TEST_CASE("yen have no fraction: one sign with three digits behind it is thousands", "[B2]") {
    In_currency desk("JPY");
    for (const auto* typed : {"1200", "1.200", "1,200", "¥1,200", "1200 JPY", "1200.00"}) {
        REQUIRE(desk.type(typed).status == 303);
        CHECK(desk.get("/clients/1").has("¥1,200"));
        CHECK(desk.get("/clients/1/edit").has("value=\"1200\""));
    }
    CHECK(desk.type("12.5").has("“Budget” has too many digits after the point"));
    CHECK(desk.type("$1200").has("“Budget” is in another currency than the office&#39;s"));
    CHECK(desk.get("/clients/1/edit").has("Budget <span class=\"muted\">(¥)</span>"));
    CHECK(desk.get("/clients?custom.budget.from=1200&custom.budget.to=1200").has("Aalto, Ann"));
    CHECK(desk.get("/clients/export.csv?column=custom.budget").has("\"Aalto, Ann\",1200,1-"));
}

TEST_CASE("dinars have three digits: those behind the sign of the language are of them", "[B2]") {
    In_currency desk("KWD");
    REQUIRE(desk.type("1.234").status == 303);
    CHECK(desk.get("/clients/1").has("KWD\u00A01.234"));
    CHECK(desk.get("/clients/1/edit").has("value=\"1.234\""));
    CHECK(desk.get("/clients/export.csv?column=custom.budget").has("\"Aalto, Ann\",1.2340,1-"));
    REQUIRE(desk.type("1,234").status == 303);
    CHECK(desk.get("/clients/1").has("KWD\u00A01,234.000"));
    desk.language = "de";
    REQUIRE(desk.type("1,234").status == 303);
    CHECK(desk.get("/clients/1").has("1,234\u00A0KWD"));
    CHECK(desk.get("/clients/1/edit").has("value=\"1,234\""));
}

TEST_CASE("euros are written as the language of the person does it", "[B2][U6]") {
    In_currency desk("EUR");
    REQUIRE(desk.type("1,234.50").status == 303);
    CHECK(desk.get("/clients/1").has("€1,234.50"));
    CHECK(desk.get("/clients?column=custom.budget").has("€1,234.50"));
    desk.language = "de";
    CHECK(desk.get("/clients/1").has("1.234,50\u00A0€"));
    CHECK(desk.get("/clients/1/edit").has("value=\"1234,50\""));
}

}  // namespace pages::test
