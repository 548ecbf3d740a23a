// What a client must have: as the office has set it, in forms, in the API, in imports; and what lacks some of it.
#include <catch2/catch_test_macros.hpp>
#include <format>

#include "pages/desk.h"

namespace pages::test {

using enum http::Method;

namespace {

constexpr std::string_view by_phone = "type=person&first_name=Ann&last_name=Aalto&phone=1234";

}  // namespace

TEST_CASE("an e-mail address is asked for, or a phone number where the office says so", "[C2]") {
    Desk desk;
    check(desk, {{post, "/clients", std::string(by_phone), 422, {"Enter an e-mail address."}},
                 {get, "/settings", "", 200, {"/settings/clients"}},
                 {get, "/settings/clients", "", 200, {"<option value=\"email\" selected>"}},
                 {post, "/settings/clients", "reach=fax", 422, {"is not one of the choices."}},
                 {post, "/settings/clients", "reach=email_or_phone", 303},
                 {get, "/settings/clients", "", 200, {"<option value=\"email_or_phone\" selected>"}},
                 {get, "/clients/new", "", 200, {"Or a phone number"}},
                 {post, "/clients", std::string(by_phone), 303},
                 {post,
                  "/clients",
                  "type=person&first_name=Bea&last_name=Brown",
                  422,
                  {"Enter an e-mail address or a phone number."}},
                 {get, "/clients/1", "", 200, {}, {"Incomplete"}}});
    CHECK(desk.call(post, "/api/v1/clients", R"({"first_name":"Cid","last_name":"Castle","phone":"9999"})").status ==
          201);
    desk.as("Ben");
    check(desk, {{get, "/settings/clients", "", 403}, {post, "/settings/clients", "reach=email", 403}});
}

TEST_CASE("who comes in without is saved all the same, and is seen as incomplete until it is there", "[C2][C5]") {
    Desk desk;
    desk.add_client("Bea", "Brown");
    check(desk, {{post, "/clients", std::string(by_phone) + "&may_lack_details=yes", 303},
                 {get, "/clients", "", 200, {"Incomplete: E-mail"}},
                 {get, "/clients/filters", "", 200, {"Missing details"}},
                 {get, "/clients/2", "", 200, {"Incomplete: E-mail"}},
                 {get, "/clients?incomplete=yes", "", 200, {"Aalto, Ann"}, {"Brown, Bea"}},
                 {get, "/clients?missing=email", "", 200, {"Aalto, Ann"}, {"Brown, Bea"}},
                 {get, "/clients?missing=last_name", "", 200, {}, {"Aalto, Ann", "Brown, Bea"}},
                 {post, "/clients", "type=person&may_lack_details=yes", 422, {"Enter a last name."}},
                 {post, "/clients/2", "revision=1&email=ann%40a.example", 303},
                 {get, "/clients/2", "", 200, {}, {"Incomplete"}}});
    const Answer json = desk.call(get, "/api/v1/clients?incomplete=yes");
    CHECK(json.has(R"("items":[])"));
    desk.language = "de";
    desk.post("/clients", "type=person&first_name=Ann&phone=1234&may_lack_details=yes");
    CHECK(desk.get("/clients").has("Unvollständig: Nachname, E-Mail"));
    CHECK(desk.call(get, "/api/v1/clients?incomplete=yes").has(R"("missing":["last_name","email"])"));
}

TEST_CASE("clients that are there are judged by what is asked for now", "[C2]") {
    Desk desk;
    for (int i = 0; i < 150; ++i)
        desk.post("/clients",
                  std::format("type=person&first_name=Ann{}&last_name=Aalto&phone=1234&may_lack_details=yes", i));
    CHECK(desk.get("/clients?incomplete=yes").has("Aalto, Ann100"));
    desk.post("/settings/clients", "reach=email_or_phone");
    CHECK_FALSE(desk.get("/clients?incomplete=yes").has("Aalto, Ann"));
    desk.post("/settings/clients", "reach=email");
    CHECK(desk.get("/clients?incomplete=yes").has("Aalto, Ann100"));
}

TEST_CASE("an organisation is asked for its name, and a website needs no scheme", "[C2]") {
    Desk desk;
    check(
        desk,
        {{post, "/clients", "type=organisation", 422, {"Enter the name of the organisation."}, {"Enter a last name."}},
         {post, "/clients", "type=organisation&organisation=Acme&website=example.com", 303},
         {get, "/clients/1/details", "", 200, {"https://example.com"}},
         {get,
          "/clients/new",
          "",
          200,
          {"data-asked-for=\"person\"", "data-asked-for=\"organisation\"", "data-expected-for=\"person\""}},
         {get, "/clients/1/edit", "", 200, {"data-asked-for=\"person\""}, {"data-asked-for=\"organisation\""}}});
}

}  // namespace pages::test
