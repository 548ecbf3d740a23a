// Addresses that are suggested: of records that whoever asks sees, and of address books.
#include <catch2/catch_test_macros.hpp>

#include "pages/desk.h"
#include "places/book_writer.h"
#include "storage/scratch.h"

namespace pages::test {

using enum http::Method;

namespace {

void write_book(Desk& desk, std::string city, std::string street) {
    places::Book_writer writer(places::books_folder(desk.store().folder()));
    writer.add({.street = std::move(street),
                .number = "12",
                .unit = {},
                .city = std::move(city),
                .region = "SN",
                .postcode = "01097",
                .position = {.lat = 510'600'000, .lon = 137'400'000}});
    places::About about{.name = "saxony", .file_name = "saxony.csv", .country = "DE"};
    writer.finish(about, [](std::uint64_t) {});
}

const storage::Typed lives_in_ahornweg{{"billing_address.street", "Ahornweg 4"},
                                       {"billing_address.city", "Pirna"},
                                       {"billing_address.postcode", "01796"},
                                       {"billing_address.country", "Germany"},
                                       {"billing_address.position", "50.96, 13.94"}};

}  // namespace

TEST_CASE("an address of a client is suggested for the next one, with all of its parts", "[P4]") {
    Desk desk;
    desk.add_client("Ann", "Aalto", lives_in_ahornweg);
    for (const char* typed : {"ahorn", "4+ahornweg", "pirna+ahorn", "01796+aho"}) {
        const Answer answer = desk.get(std::string("/addresses/suggestions?billing_address.street=") + typed, true);
        INFO(typed);
        CHECK(answer.has("data-street=\"Ahornweg 4\""));
        CHECK(answer.has("data-postcode=\"01796\""));
        CHECK(answer.has("data-country=\"Germany\""));
        CHECK(answer.has("data-position=\"50.96, 13.94\""));
    }
    CHECK(!desk.get("/addresses/suggestions?billing_address.street=aalto", true).has("data-hit"));
    CHECK(!desk.get("/addresses/suggestions?billing_address.street=", true).has("data-hit"));
    desk.language = "de";
    CHECK(desk.get("/addresses/suggestions?billing_address.street=ahorn", true).has("data-country=\"Deutschland\""));
}

TEST_CASE("nothing of an address is suggested once its client is erased", "[P4]") {
    Desk desk;
    desk.add_client("Ann", "Aalto", lives_in_ahornweg);
    CHECK(desk.get("/addresses/suggestions?street=ahorn", true).has("Ahornweg"));
    CHECK(desk.post("/clients/1/delete", "revision=1&name=Aalto%2C+Ann").status == 303);
    CHECK(!desk.get("/addresses/suggestions?street=ahorn", true).has("Ahornweg"));
    CHECK(desk.places().cities.most_used()->empty());
}

TEST_CASE("a book's addresses come with their position, those of the office's own cities first", "[P4]") {
    Desk desk;
    write_book(desk, "Dresden", "Hauptstraße");
    const Answer answer = desk.get("/addresses/suggestions?billing_address.street=hauptstr+12", true);
    CHECK(answer.has("data-street=\"Hauptstraße 12\""));
    CHECK(answer.has("data-country=\"Germany\""));
    CHECK(answer.has("data-position=\"51.06, 13.74\""));
    desk.add_client("Ann", "Aalto", {{"billing_address.city", "Dresden"}});
    REQUIRE(desk.places().cities.most_used()->size() == 1);
    CHECK(desk.places().cities.most_used()->front().name == "dresden");
}

TEST_CASE("what is saved without a position gets that of the book", "[P4]") {
    Desk desk;
    write_book(desk, "Dresden", "Hauptstraße");
    desk.add_client("Ann", "Aalto",
                    {{"billing_address.street", "Hauptstraße 12"},
                     {"billing_address.city", "Dresden"},
                     {"billing_address.postcode", "01097"}});
    const Answer answer = desk.get("/addresses/suggestions?billing_address.street=haupt+12", true);
    CHECK(answer.has("#history"));
    CHECK(!answer.has("#map-pin"));
    CHECK(answer.has("data-position=\"51.06, 13.74\""));
}

TEST_CASE("countries and regions are suggested in the person's language", "[P4]") {
    Desk desk;
    CHECK(desk.get("/addresses/countries?q=ger", true).has("Germany"));
    CHECK(desk.get("/addresses/regions?q=sach&billing_address.country=Germany", true).has("Sachsen"));
    CHECK(!desk.get("/addresses/regions?q=sach", true).has("Sachsen"));
    desk.language = "de";
    CHECK(desk.get("/addresses/countries?q=deu", true).has("Deutschland"));
}

TEST_CASE("what cannot be typed as an address suggests nothing, and fails nothing", "[P4]") {
    Desk desk;
    write_book(desk, "Dresden", "Hauptstraße");
    for (const char* typed : {"%FF", "%2C%2C", "1", "%F0%9F%98%80%F0%9F%98%80", "a+b+c+d+e+f+g+h+i+j+k+l+m+n+o"}) {
        INFO(typed);
        const Answer answer = desk.get(std::string("/addresses/suggestions?street=") + typed, true);
        CHECK(answer.status == 200);
        CHECK(!answer.has("data-hit"));
    }
}

TEST_CASE("a position that is none is told beside it, and what was typed stays", "[P4]") {
    Desk desk;
    desk.add_client("Ann", "Aalto", lives_in_ahornweg);
    const Answer answer = desk.post("/clients/1/values/billing_address",
                                    "revision=1&billing_address.street=Weg+1&billing_address.position=91,+7");
    CHECK(answer.status == 422);
    CHECK(answer.has("value=\"91, 7\""));
    CHECK(answer.has("must have a latitude up to 90"));
    CHECK(desk.client(1).billing_address.street == "Ahornweg 4");
}

}  // namespace pages::test
