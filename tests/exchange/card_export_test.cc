// Contact cards out, and back in again.
#include "exchange/card_export.h"

#include <catch2/catch_test_macros.hpp>
#include <sstream>

#include "exchange/reported.h"
#include "office/clients/contact.h"

using namespace exchange;
using namespace exchange::tests;

namespace {

std::string cards_of(const Office& office, std::string_view plural, Card_version version) {
    Card_export cards(office.store, *office.store.schema().find(plural), {.tag = storage::index_tag::created}, version);
    std::string out;
    while (cards.next(out)) {
    }
    return out;
}

constexpr std::string_view clients =
    "type,first_name,last_name,organisation,email,phone,other_phone,billing_address.street,billing_address.city,"
    "website,tags,description,company\n"
    "person,Anaïs,\"Åkesson; jr.\",,ann@a.example,+44 113 4960001,+44 113 4960002,\"5 High St, Flat 2\",Leeds,"
    "https://a.example,\"VIP,Garden\",\"first line\nsecond, with a \\ and a very long end that goes on und on "
    "äöüäöüäöüäöüäöü\","
    "Bee Ltd\n"
    "organisation,,,\"Bee & Sons, Ltd\",bee@a.example,,,,,,,,\n";

}  // namespace

TEST_CASE("a card says what the client says, and comes back as the same client", "[E2][E1]") {
    for (const Card_version version : {Card_version::four, Card_version::three}) {
        Office office;
        import_into(office, clients);
        const std::string cards = cards_of(office, "clients", version);
        const bool is_new = version == Card_version::four;
        CHECK(cards.starts_with(is_new ? "BEGIN:VCARD\r\nVERSION:4.0\r\n" : "BEGIN:VCARD\r\nVERSION:3.0\r\n"));
        CHECK(cards.contains("FN:Anaïs Åkesson\\; jr.\r\nN:Åkesson\\; jr.;Anaïs;;;\r\n"));
        CHECK(cards.contains("ADR:;;5 High St\\, Flat 2;Leeds;;;\r\n"));
        CHECK(cards.contains("KIND:org\r\n") == is_new);
        CHECK(cards.contains("X-ABShowAs:COMPANY\r\n") == !is_new);
        std::istringstream lines(cards);
        for (std::string line; std::getline(lines, line);) CHECK(line.size() <= 76);  // with its CR
        Office other;
        import_into(other, cards);
        CHECK(shown(other) == shown(office));
        CHECK(import_into(office, cards, true).result.counts == Row_counts{.updated = 2});
        CHECK(shown(office).size() == 2);
    }
}

TEST_CASE("contacts and companies have cards", "[E2]") {
    Office office;
    office.add(office::Contact{.name = "Ann Bee", .email = {"ann@a.example"}, .position = "Clerk"});
    CHECK(cards_of(office, "contacts", Card_version::four).contains("FN:Ann Bee\r\nN:Bee;Ann;;;\r\n"));
    CHECK(cards_of(office, "contacts", Card_version::four).contains("TITLE:Clerk\r\n"));
    office::Company company{.name = "Bee Ltd"};
    company.address.city = "Leeds";
    office.add(company);
    const std::string cards = cards_of(office, "companies", Card_version::three);
    CHECK(cards.contains("FN:Bee Ltd\r\n"));
    CHECK(cards.contains("ADR:;;;Leeds;;;\r\n"));
    CHECK(cards_of(Office(), "clients", Card_version::four).empty());
}
