// Account details, prices and cards on a client's page, on Today and in the API; numbers of cards at every door.
#include <catch2/catch_test_macros.hpp>
#include <chrono>
#include <format>
#include <thread>

#include "office/clients/card.h"
#include "office/documents/document.h"
#include "pages/desk.h"

namespace pages::test {

using enum http::Method;

namespace {

constexpr std::string_view never =
    "This looks like a card number. Clientbox never keeps those; the last four digits are enough.";
constexpr std::string_view number = "4111+1111+1111+1111";

void run_import(Desk& desk) {
    CHECK(desk.post("/import/1/run").status == 303);
    for (int i = 0; i < 6'000 && desk.get("/import/1/running").status == 200; ++i)
        std::this_thread::sleep_for(std::chrono::milliseconds(10));
}

std::string asking(std::string_view to) { return std::format("field=vat_id&to={}&reason=They+wrote", to); }

}  // namespace

TEST_CASE("staff ask for a change of a client's account, and an admin decides", "[P11]") {
    Desk desk;
    desk.add_client("Ida", "Ruiz", {{"vat_id", "DE123456789"}});
    desk.as("Ben");
    check(
        desk,
        {{get, "/clients/1/details", "", 200, {"/clients/1/change_requests", "Account details"}},
         {get,
          "/clients/1/change_requests",
          "",
          200,
          {"DE123456789", "New change request"},
          {"/clients/1/values/vat_id"}},
         {get, "/clients/1/edit", "", 200, {}, {"name=\"vat_id\""}},
         {get, "/clients/new", "", 200, {"name=\"vat_id\""}},
         {get, "/clients/1/values/vat_id", "", 422, {}},
         {post, "/clients/1/values/vat_id", "revision=1&vat_id=DE111111111", 422, {}},
         {post, "/clients/1", "revision=1&last_name=Ruiz&vat_id=DE111111111", 303},
         {post,
          "/clients/1/change_requests/new",
          asking("none"),
          422,
          {"is not a VAT number", "value=\"none\"", "They wrote"}},
         {post, "/clients/1/change_requests/new", "field=vat_id&to=ATU12345678", 422, {"Enter a reason."}},
         {post, "/clients/1/change_requests/new", asking("ATU12345678"), 303},
         {post, "/clients/1/change_requests/new", asking("ATU87654321"), 422, {"It has to be decided first."}},
         {get, "/clients/1/change_requests", "", 200, {"VAT number", "ATU12345678", "Asked for", "/change_requests/1"}},
         {get, "/change_requests/1", "", 200, {"VAT number"}, {"/change_requests/1/accept"}},
         {post, "/change_requests/1/accept", "", 403},
         {get, "/today", "", 200, {}, {"Change requests"}}});
    CHECK(desk.client(1).vat_id == "DE123456789");
    CHECK(desk.call(patch, "/api/v1/clients/1", R"({"vat_id":"DE111111111"})").has("is changed by those who decide"));
    CHECK(desk.call(post, "/api/v1/change_requests/1/accept").status == 403);

    desk.as("Ana");
    check(desk, {{get, "/today", "", 200, {"Change requests", "/change_requests/1", "Ruiz, Ida"}},
                 {get, "/clients/1/change_requests", "", 200, {"/clients/1/values/vat_id"}},
                 {get, "/clients/1/edit", "", 200, {"name=\"vat_id\""}},
                 {get, "/change_requests/1", "", 200, {"/change_requests/1/accept", "/change_requests/1/decline"}},
                 {get,
                  "/change_requests/1/accept",
                  "",
                  200,
                  {"From “DE123456789” to “ATU12345678”: They wrote"},
                  {"name=\"anyway\""}},
                 {post, "/change_requests/1/decline", "reason=", 422, {"Enter a reason."}}});
    CHECK(desk.call(patch, "/api/v1/clients/1", R"({"vat_id":"DE222222222"})").status == 200);
    check(desk, {{post,
                  "/change_requests/1/accept",
                  "reason=Fine",
                  422,
                  {"name=\"anyway\"", "value=\"Fine\"", "It is “DE222222222” now."}},
                 {post, "/change_requests/1/accept", "reason=Fine&anyway=yes", 303},
                 {get, "/clients/1/change_requests", "", 200, {"Accepted", "Fine"}},
                 {get, "/clients/1/history", "", 200, {"asked for a change of the account"}},
                 {get, "/today", "", 200, {}, {"Change requests"}}});
    CHECK(desk.client(1).vat_id == "ATU12345678");
}

TEST_CASE("programs decide, too", "[P11][E3]") {
    Desk desk;
    desk.add_client("Ida", "Ruiz");
    const auto ask = [&] {
        return desk.call(post, "/api/v1/change_requests",
                         R"({"client":1,"field":"tax_number","to":"12/345","reason":"Mail"})");
    };
    CHECK(ask().status == 201);
    CHECK(ask().has("has to be decided first"));
    CHECK(desk.call(get, "/api/v1/change_requests/1").has(R"("state":"open")"));
    CHECK(desk.call(post, "/api/v1/change_requests/1/decline").status == 422);
    CHECK(desk.call(post, "/api/v1/change_requests/1/accept").status < 300);
    CHECK(desk.client(1).tax_number == "12/345");
    CHECK(desk.call(post, "/api/v1/change_requests/1/accept").status == 403);
}

TEST_CASE("a client's prices stand under Money, and at the service", "[P13]") {
    Desk desk;
    desk.add_client("Ida", "Ruiz");
    check(desk, {{get, "/settings", "", 200, {"/services"}},
                 {post, "/services", "name=&unit=piece", 422, {"Enter what the service is called."}},
                 {post, "/services", "name=Mowing&code=M1&unit=hour&price=50", 303},
                 {get, "/services", "", 200, {"Mowing", "Hour"}},
                 {post, "/clients/1/prices/new", "service=Felling&price=40&from=2026-01-01", 422, {"is not a service"}},
                 {post, "/clients/1/prices/new", "service=Mowing&price=40&from=2001-01-01&to=2001-12-31", 303},
                 {post, "/clients/1/prices/new", "service=M1&price=42&from=2002-01-01", 303},
                 {post,
                  "/clients/1/prices/new",
                  "service=Mowing&price=44&from=2001-06-01&to=2001-06-30",
                  422,
                  {"A price counts from 2001-01-01 to 2001-12-31 already.", "value=\"44\""}},
                 {get, "/clients/1", "", 200, {"/clients/1/prices", "Pricing"}},
                 {get,
                  "/clients/1/prices",
                  "",
                  200,
                  {"Mowing", "class=\"chip row-badge\">Past<", "class=\"chip row-badge\">Today<"},
                  {"Price 1", "chip-yellow"}},
                 {get, "/services/1", "", 200, {"Ruiz, Ida"}, {"0:00"}},
                 {get, "/services/1/delete", "", 200, {"Still needed by"}},
                 {post, "/services/1/archive", "", 303},
                 {get, "/services", "", 200, {}, {">Mowing<"}},
                 {get, "/services/filters", "", 200, {"Archived too"}},
                 {get, "/services?all=yes", "", 200, {"Mowing"}},
                 {post, "/services/1/restore", "", 303},
                 {post, "/clients/1/values/services", "revision=1&services=Mowing", 303},
                 {get, "/clients/1", "", 200, {"Mowing"}},
                 {get, "/clients?services=Mowing", "", 200, {"Ruiz, Ida"}},
                 {get, "/clients?services.empty=yes", "", 200, {}, {"Ruiz, Ida"}}});
    desk.language = "de";
    check(desk, {{post,
                  "/clients/1/prices/new",
                  "service=Mowing&price=44&from=01.06.2001&to=30.06.2001",
                  422,
                  {"Ein Preis gilt schon von"},
                  {"A price counts"}}});
}

TEST_CASE("cards stand under Billing details, without their number", "[P16]") {
    Desk desk;
    desk.add_client("Ida", "Ruiz");
    const auto card = [](std::string_view last4, std::string_view expires) {
        return std::format("brand=visa&holder=Ida+Ruiz&last4={}&expires={}", last4, expires);
    };
    check(desk, {{post, "/clients/1/cards/new", card(number, "12/27"), 422, {std::string(never), "Ida Ruiz"}},
                 {post, "/clients/1/cards/new", card("12", "12/27"), 422, {"must be four digits"}},
                 {post, "/clients/1/cards/new", card("1111", "12/2001"), 303},
                 {post, "/clients/1/cards/new", card("2222", "12/99"), 303},
                 {get, "/clients/1/cards", "", 200, {"Visa •••• 1111", "Expired", "Visa •••• 2222"}},
                 {post, "/cards/2/make_default", "", 303},
                 {post, "/cards/2/set_token", "processor=Acme&token=tok_secret", 303},
                 {get, "/cards/2", "", 200, {"Acme"}, {"tok_secret"}},
                 {get, "/cards/export.csv", "", 200, {"2222"}, {"tok_secret"}}});
    CHECK_FALSE(desk.stored<office::Card>(1).is_default);
    CHECK(desk.stored<office::Card>(2).is_default);
    CHECK_FALSE(desk.call(get, "/api/v1/cards/2").has("tok_secret"));
}

TEST_CASE("the number of a card is refused at every door, and what was typed stands there still", "[P16]") {
    Desk desk;
    desk.add_client("Ida", "Ruiz");
    const std::string said(never);
    check(desk,
          {{post,
            "/clients",
            std::format("type=person&first_name=Ann&last_name=Aalto&email=a%40a.example&description=x+{}", number),
            422,
            {said, "x 4111 1111"}},
           {post, "/clients/1/values/description", std::format("revision=1&description={}", number), 422, {said}},
           {post, "/clients/1/values/phone", std::format("revision=1&phone={}", number), 422, {said}},
           {post,
            "/clients/1/values/billing_address",
            std::format("revision=1&billing_address.street={}", number),
            422,
            {said}},
           {post, "/clients/1/notes", std::format("text=Card+{}", number), 422, {said, "4111 1111"}},
           {post, "/clients/1/put_on_hold", std::format("reason={}", number), 422, {said}},
           {post, "/today/tasks", std::format("title={}", number), 422, {said}},
           {post, "/settings/tags", std::format("name={}&colour=blue", number), 422, {said}},
           {post, "/settings/fields", "label=CVV&type=text", 422, {"Security codes of cards"}},
           {post, "/settings/fields", "label=Gate&type=text", 303},
           {post, "/clients/1/values/custom.gate", std::format("revision=1&custom.gate={}", number), 422, {said}}});
    CHECK(desk.call(patch, "/api/v1/clients/1", R"({"description":"4111-1111-1111-1111"})").has(said));
    CHECK(desk.call(post, "/api/v1/clients/1/put_on_hold", R"({"reason":"CVC: 123"})").status == 422);
    CHECK(desk.call(post, "/api/v1/notes", R"({"client":1,"text":"4111111111111111"})").has(said));
    CHECK(desk.call(patch, "/api/v1/clients/1", R"({"cvc":"123"})").status == 422);
    CHECK(desk.client(1).description.text.empty());
}

TEST_CASE("a text with the number of a card in it is no document", "[P16][P9]") {
    Desk desk;
    desk.add_client("Ida", "Ruiz");
    std::string large;
    while (large.size() < 3'000'000) large += "Name;IBAN;DE89 3704 0044 0532 0130 00;+49 151 23456789\n";
    const auto sent = [&](std::string_view name, const std::string& bytes) {
        return desk.upload("/documents", name, bytes, "about=1%3A1");
    };
    for (const auto& [name, bytes] :
         {std::pair<std::string_view, std::string>{"cards.csv", large + "Ruiz;4111 1111 1111 1111\n"},
          {"a.txt", "4111-1111-1111-1111"},
          {"latin.csv", "M\xFCller;4111111111111111\n"},
          {"notes", "Card 4111 1111 1111 1111 of Ida"}}) {
        const Answer refused = sent(name, bytes);
        CHECK(refused.status == 422);
        CHECK(refused.has("Take them out, and send the file again."));
    }
    CHECK(sent("large.csv", large).status == 303);
    CHECK(sent("photo.bin", std::string("\0\x01\xFF", 3) + "4111111111111111").status == 303);
    CHECK(sent("4111 1111 1111 1111.txt", "harmless").status == 422);
    CHECK(desk.stored<office::Document>(1).name == "large.csv");
}

TEST_CASE("a row with the number of a card comes in without it, and that is said", "[P16][E1]") {
    Desk desk;
    desk.upload("/import", "cards.csv",
                "First name;Last name;E-mail;Description;Card;CVC\n"
                "Ann;Aalto;ann@a.example;4111 1111 1111 1111;5500 0000 0000 0004;123\n"
                "Bea;Brown;bea@b.example;likes tea;none;\n");
    const Answer mapping = desk.get("/import/1");
    CHECK_FALSE(mapping.has("4111"));
    CHECK_FALSE(mapping.has("5500"));
    CHECK(desk.post("/import/1", "column.0=first_name&column.1=last_name&column.2=email&column.3=description&column.4=%"
                                 "2Btext&column.5=%2Btext&duplicates=skip")
              .status == 303);
    check(desk, {{get,
                  "/import/1/check",
                  "",
                  200,
                  {"Import 2 clients", "“Description” looks like a card number (left out)",
                   "A card number was left out", "The code of a card was left out"},
                  {"4111", "5500"}}});
    desk.language = "de";
    check(desk, {{get,
                  "/import/1/check",
                  "",
                  200,
                  {"sieht wie eine Kartennummer aus", "Eine Kartennummer wurde weggelassen"}}});
    desk.language = "en";
    run_import(desk);
    CHECK(desk.client(1).first_name == "Ann");
    CHECK(desk.client(1).description.text.empty());
    CHECK(desk.client(2).description.text == "likes tea\nCard: none");
}

TEST_CASE("an import by staff leaves accounts that are there as they are", "[P11][E1]") {
    Desk desk;
    desk.add_client("Ann", "Aalto", {{"email", "ann@a.example"}, {"tax_number", "12/345"}});
    desk.as("Ben");
    desk.upload("/import", "more.csv",
                "First name;Last name;E-mail;Tax number;Phone\n"
                "Ann;Aalto;ann@a.example;99/999;+358 40 1234\n"
                "Bea;Brown;bea@b.example;88/888;\n");
    CHECK(desk.post("/import/1", "column.0=first_name&column.1=last_name&column.2=email&column.3=tax_number&column.4="
                                 "phone&duplicates=update")
              .status == 303);
    check(desk, {{get, "/import/1/check", "", 200, {"“Tax number” stays as it is"}}});
    run_import(desk);
    CHECK((desk.client(1).tax_number == "12/345" && desk.client(1).phone.text == "+358 40 1234"));
    CHECK(desk.client(2).tax_number == "88/888");
}

}  // namespace pages::test
