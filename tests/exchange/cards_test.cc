// Contact cards of phones and programs become rows, and clients.
#include <catch2/catch_test_macros.hpp>
#include <format>
#include <sstream>

#include "exchange/reported.h"
#include "exchange/tables/card.h"
#include "office/clients/contact.h"
#include "storage/error.h"

using namespace exchange;
using namespace exchange::tests;

namespace {

std::string card(std::string_view lines, std::string_view version = "3.0") {
    return std::format("BEGIN:VCARD\r\nVERSION:{}\r\n{}END:VCARD\r\n", version, lines);
}

Shown client_of(std::string_view cards) {
    Office office;
    const Imported all = import_into(office, cards);
    INFO(all.told(1));
    REQUIRE(all.clients.size() == 1);
    return all.clients.front();
}

std::string of(const Shown& client, std::string_view column) {
    const auto at = client.find(column);
    return at == client.end() ? std::string{} : at->second;
}

std::string refusal(std::string bytes) {
    try {
        const Table table(std::move(bytes));
    } catch (const storage::Error& error) {
        return error.what();
    }
    return "";
}

}  // namespace

TEST_CASE("a card of a Mac: groups, escapes, a birthday without a year", "[E1]") {
    const Shown ann = client_of(card("N:Bee;Ann;;;\r\nFN:Ann Bee\r\n"
                                     "item1.EMAIL;type=INTERNET;type=pref:ann@h7.example\r\n"
                                     "item1.X-ABLabel:Private\r\n"
                                     "TEL;type=CELL;type=pref:+44 7700 900101\r\n"
                                     "item2.ADR;type=pref:;;5 High St\\, Flat 2;Leeds;;LS1 1AA;UK\r\n"
                                     "ORG:Bee Ltd;Sales\r\nNOTE:first line\\nsecond\\; line\r\n"
                                     "BDAY;X-APPLE-OMIT-YEAR=1604:1604-05-09\r\n"));
    CHECK(of(ann, "name") == "Bee, Ann");
    CHECK(of(ann, "email") == "ann@h7.example");
    CHECK(of(ann, "phone") == "+44 7700 900101");
    CHECK(of(ann, "billing_address.street") == "5 High St, Flat 2");
    CHECK(of(ann, "billing_address.postcode") == "LS1 1AA");
    CHECK(of(ann, "billing_address.city") == "Leeds");
    CHECK(of(ann, "company") == "Bee Ltd");
    CHECK(of(ann, "description") == "first line\nsecond; line\nDepartment: Sales\nBirthday: --05-09");
}

TEST_CASE("what is preferred comes first, and no number, address or link is lost", "[E1]") {
    const Shown ann =
        client_of(card("N:Bee;Ann\r\nTEL;TYPE=home,fax:+44 113 4960001\r\nTEL;TYPE=home:+44 113 4960002\r\n"
                       "TEL;TYPE=\"work,voice\";PREF=1:tel:+44-113-4960003;ext=5\r\n"
                       "item3.TEL:+44 113 4960004\r\nitem3.X-ABLabel:_$!<Main>!$_\r\n"
                       "EMAIL:old@a.example\r\nEMAIL;PREF=1:mailto:new@a.example\r\n"
                       "ADR;TYPE=work:;;1 Side St;York;;YO1;\r\nADR;TYPE=home;PREF=1:;;2 High St;Leeds;;LS1;\r\n"
                       "URL:https://a.example\r\nURL;TYPE=blog:https://b.example\r\n"
                       "IMPP:xmpp:ann@chat.example\r\nX-SKYPE:ann.bee\r\n",
                       "4.0"));
    CHECK(of(ann, "phone") == "+44-113-4960003");
    CHECK(of(ann, "other_phone") == "+44 113 4960002");
    CHECK(of(ann, "email") == "new@a.example");
    CHECK(of(ann, "billing_address.street") == "2 High St");
    CHECK(of(ann, "website") == "https://a.example");
    CHECK(of(ann, "description") ==
          "More phones: Main: +44 113 4960004, Home fax: +44 113 4960001\n"
          "More e-mails: old@a.example\n"
          "More addresses: Work: 1 Side St, York, YO1\n"
          "More details: Blog: https://b.example, Impp: xmpp:ann@chat.example, Skype: ann.bee");
}

TEST_CASE("a card of an old phone: quoted-printable, other encodings, bare types", "[E1]") {
    const Shown old = client_of(card("N;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:M=C3=BCller;J=C3=BCrgen;;Dr.;\r\n"
                                     "TEL;CELL;PREF:0170 5550101\r\nTEL;WORK;FAX:030 5550102\r\n"
                                     "NOTE;ENCODING=QUOTED-PRINTABLE;CHARSET=ISO-8859-1:Erste Zeile=0D=0A=\r\n"
                                     "zweite f=FCr alle\r\nADR;HOME:;;Weg 1\\; Hof;Bonn;;53111;\r\n",
                                     "2.1"));
    CHECK(of(old, "name") == "Müller, Dr. Jürgen");
    CHECK(of(old, "phone") == "0170 5550101");
    CHECK(of(old, "billing_address.street") == "Weg 1; Hof");
    CHECK(of(old, "description").starts_with("Erste Zeile\nzweite für alle\n"));
    CHECK(of(client_of(card("N:M\xFCller;J\xFCrgen\r\nTEL:0170 5550101\r\n", "2.1")), "last_name") == "Müller");
}

TEST_CASE("an organisation is one, tags are tags, pictures are named and left out", "[E1]") {
    const Shown bee = client_of(card("KIND:org\r\nFN:Bee & Sons\r\nORG:Bee & Sons\r\nCATEGORIES:VIP,Garden\r\n"
                                     "EMAIL:bee@a.example\r\nPHOTO;ENCODING=b;TYPE=JPEG:" +
                                         std::string(4'000, 'A') + "\r\n " + std::string(70, 'A') + "\r\n",
                                     "4.0"));
    CHECK(of(bee, "type") == "organisation");
    CHECK(of(bee, "organisation") == "Bee & Sons");
    CHECK(of(bee, "tags") == "VIP, Garden");
    CHECK(of(bee, "description").empty());
    const Table table(card("FN:Ann Bee\r\nPHOTO;ENCODING=b:" + std::string(4'000, 'A') + "\r\n"));
    CHECK(table.header() == Cells{"Full name", "Pictures"});
    table.each([](std::size_t row, const Cells& cells) {
        CHECK(row == 1);
        CHECK(cells[1] == "PHOTO (4 kB)");
        return true;
    });
    CHECK(of(client_of(card("N:Acme;;;;\r\nORG:Acme\r\nX-ABShowAs:COMPANY\r\n")), "organisation") == "Acme");
}

TEST_CASE("cards are contacts and companies too", "[E1][K1]") {
    Office office;
    const std::string text = card("N:Bee;Ann\r\nFN:Ann Bee\r\nTITLE:Clerk\r\nTEL:+44 113 4960001\r\nORG:Bee Ltd\r\n");
    for (const char* plural : {"contacts", "companies"}) {
        const Table table(text);
        const auto& type = *office.store.schema().find(plural);
        const Mapping mapping = guess_mapping(type, {}, table.header());
        CHECK(objection(type, {}, mapping).empty());
        CHECK(mapping[2] == (plural == std::string_view("contacts") ? "name" : ""));
    }
}

TEST_CASE("cards that are broken are read as far as they go", "[E1]") {
    Office office;
    const Imported all = import_into(
        office,
        "stray bytes \xFF\r\nBEGIN:VCARD\r\nN:One;Ann\r\nEMAIL:one@a.example\r\nBEGIN:VCARD\r\nN:Two;\r\n Bea\r\n"
        "no property at all\r\n:empty name\r\n;x:y\r\nEMAIL:two@a.example\r\nAGENT:\r\nBEGIN:VCARD\r\nN:Nobody\r\n"
        "END:VCARD\r\nTEL:030 5550101\r\nEND:VCARD\r\n\r\nbegin : vcard\nn:Three;Cyd\nemail:three@a.example\n"
        "NOTE;ENCODING=QUOTED-PRINTABLE:half=\n");
    REQUIRE(all.clients.size() == 3);
    CHECK(all.of(0, "name") == "One, Ann");
    CHECK(all.of(1, "last_name") == "Two");
    CHECK(all.of(1, "first_name").starts_with("Bea"));
    CHECK(all.of(1, "phone") == "030 5550101");
    CHECK(all.of(2, "description") == "half\nMore details: This card has no end: its file was cut off");
    CHECK(refusal("BEGIN:VCARD\r\n" + std::string(1'000'000, ' ')) == "The contact cards in this file say nothing.");
    CHECK(refusal("BEGIN:VCARD\r\nEND:VCARD\r\n") == "The contact cards in this file say nothing.");
}

TEST_CASE("a group of cards is nobody", "[E1]") {
    Office office;
    const Imported all = import_into(office, card("FN:Friends\r\nKIND:group\r\nMEMBER:urn:uuid:1\r\n") +
                                                 card("N:Bee;Ann\r\nEMAIL:ann@a.example\r\n"));
    REQUIRE(all.clients.size() == 1);
    CHECK(all.of(0, "name") == "Bee, Ann");
}

TEST_CASE("nothing in a card makes it large", "[E1][large]") {
    std::string many = "BEGIN:VCARD\r\nN:Bee;Ann\r\n";
    for (std::size_t i = 0; i < 2 * Card_reader::most_properties; ++i) many += std::format("X-A{}:v\r\n", i);
    const std::string large =
        many + "END:VCARD\r\n" + card("N:Bee;Bea\r\nNOTE:" + std::string(3UL << 20, 'x') + "\r\n");
    Card_reader reader(large, Encoding::utf_8);
    Card card;
    REQUIRE(reader.next(card));
    CHECK(card.properties.size() == Card_reader::most_properties);
    CHECK(card.is_cut);
    REQUIRE(reader.next(card));
    CHECK(card.is_cut);
    CHECK(card.find("NOTE")->value.size() <= Card_reader::most_bytes);
    CHECK_FALSE(reader.next(card));
    std::string crowd;
    for (std::size_t i = 0; i <= most_rows; ++i) crowd += "BEGIN:VCARD\nTEL:1\n";
    CHECK(refusal(std::move(crowd)).starts_with("The file has more than 1000000 rows."));
}

TEST_CASE("cards in UTF-16 are read, and an encoding that was chosen counts", "[E1]") {
    std::string wide("\xFF\xFE", 2);
    for (const char c : card("N:Bee;Ann\r\nEMAIL:ann@a.example\r\n")) wide += {c, '\0'};
    CHECK(of(client_of(wide), "name") == "Bee, Ann");
    const Table table(Text_file(card("FN:\xCC\xE8\xF0\r\n")),
                      {.encoding = Encoding::windows_1251, .dialect = {.delimiter = ';'}, .header = 7});
    CHECK(table.is_cards());
    table.each([](std::size_t, const Cells& cells) {
        CHECK(cells.front() == "Мир");
        return true;
    });
}
