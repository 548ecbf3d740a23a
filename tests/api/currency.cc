// Amounts as programs send and get them.
#include <boost/json.hpp>
#include <catch2/catch_test_macros.hpp>

#include "sample/errand.h"
#include "support/box.h"

namespace json = boost::json;
using support::Answer;
using support::Box;

namespace {

class In_currency {
  public:
    explicit In_currency(const std::string& code) {
        REQUIRE(ask("POST", "/api/v1/settings", R"({"currency":")" + code + "\"}").status == 201);
        REQUIRE(ask("POST", "/api/v1/clients", R"({"first_name":"Ann","last_name":"Aalto","email":"ann@example.com"})")
                    .status == 201);
    }
    Answer ask(std::string_view method, const std::string& path, const std::string& body = {}) {
        return box_.api("admin", method, path, body, "If-Match: *\r\n");
    }
    Answer add(const std::string& budget, const std::string& more = {}) {
        return ask("POST", "/api/v1/errands", R"({"name":"Fetch","client":1,"budget":)" + budget + more + "}");
    }

  private:
    Box box_;
};

json::value value_of(const Answer& answer) { return json::parse(answer.body); }

}  // namespace

TEST_CASE("an amount in JSON has the digits of the currency, and says which one it is", "[B2][X3]") {
    In_currency yen("JPY");
    const json::value made = value_of(yen.add(R"("1200")"));
    CHECK(made.at("budget") == "1200");
    CHECK(made.at("currency") == "JPY");
    CHECK(value_of(yen.add("1200")).at("budget") == "1200");
    CHECK(value_of(yen.add(R"("5")", R"(,"currency":"JPY")")).at("budget") == "5");
    CHECK(yen.add(R"("5")", R"(,"currency":"EUR")").status == 422);
    for (const auto* wrong : {R"("1200.50")", R"("1.200")", R"("1,200")", "12.5"}) CHECK(yen.add(wrong).status == 422);
    CHECK(yen.ask("GET", "/api/v1/errands?budget=1200").status == 422);  // not indexed
    CHECK(value_of(yen.ask("GET", "/api/v1/clients/1")).at("errand_figures").at("open_total") == "2405");
}

TEST_CASE("three digits are those of a currency that has them, and of no other", "[B2][X3]") {
    In_currency dinars("KWD");
    CHECK(value_of(dinars.add(R"("1.234")")).at("budget") == "1.234");
    CHECK(value_of(dinars.add(R"("1.5")")).at("budget") == "1.500");
    CHECK(dinars.add(R"("1.2345")").status == 422);
    In_currency euros("EUR");
    CHECK(value_of(euros.add(R"("1.20")")).at("budget") == "1.20");
    for (const auto* wrong : {R"("1.200")", R"("1,200")", R"("1,20")"}) CHECK(euros.add(wrong).status == 422);
}

TEST_CASE("the currency is a setting that programs read, and change only while there are no amounts", "[B2][X3]") {
    In_currency office("EUR");
    CHECK(value_of(office.ask("GET", "/api/v1/settings/1")).at("currency") == "EUR");
    CHECK(office.ask("PATCH", "/api/v1/settings/1", R"({"currency":"JPY"})").status == 200);
    REQUIRE(office.add(R"("1200")").status == 201);
    CHECK(office.ask("PATCH", "/api/v1/settings/1", R"({"currency":"EUR"})").status == 422);
    CHECK(office.ask("POST", "/api/v1/settings", R"({"currency":"EUR"})").status == 403);
    const std::string described = office.ask("GET", "/api/v1/openapi.json").body;
    CHECK(described.contains(R"(^-?\\d+$)"));
    CHECK(described.contains(R"("const":"JPY")"));
}
