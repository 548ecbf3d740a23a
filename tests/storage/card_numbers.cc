// Numbers of payment cards are found however they are written, and nothing else is taken for one.
#include "storage/values/card_number.h"

#include <catch2/catch_test_macros.hpp>
#include <random>

#include "storage/faults.h"
#include "storage/scratch.h"

using namespace storage;
using namespace scratch;

namespace {

std::mt19937 chance{20261128};

int up_to(int most) { return std::uniform_int_distribution<int>(0, most)(chance); }

std::string digits(std::size_t count) {
    std::string all;
    while (all.size() < count) all += static_cast<char>('0' + up_to(9));
    return all;
}

/// Written otherwise than in the program.
int luhn_sum(const std::string& number) {
    static constexpr int doubled[] = {0, 2, 4, 6, 8, 1, 3, 5, 7, 9};
    int sum = 0;
    for (std::size_t i = 0; i < number.size(); ++i) {
        const int digit = number[number.size() - 1 - i] - '0';
        sum += i % 2 == 0 ? digit : doubled[digit];
    }
    return sum % 10;
}

std::string with_check_digit(std::string number) {
    number.back() = '0';
    number.back() = static_cast<char>('0' + (10 - luhn_sum(number)) % 10);
    return number;
}

/// How a number that is issued today begins, and how many digits it may have.
struct Beginning {
    std::string digits;
    std::size_t fewest, most;
};

Beginning begin_of_card() {
    switch (up_to(9)) {
    case 0: return {std::to_string(2221 + up_to(499)), 16, 16};
    case 1: return {"4", 16, 16};
    case 2: return {"4", 19, 19};
    case 3: return {std::to_string(51 + up_to(4)), 16, 16};
    case 4: return {up_to(1) == 0 ? "34" : "37", 15, 15};
    case 5: return {up_to(1) == 0 ? "36" : std::to_string(300 + up_to(5)), 14, 19};
    case 6: return {std::to_string(3528 + up_to(61)), 16, 19};
    case 7: return {up_to(1) == 0 ? "6011" : std::to_string(644 + up_to(15)), 16, 19};
    case 8: return {"62", 16, 19};
    default: return {std::to_string(8110 + up_to(61)), 16, 19};
    }
}

std::string card() {
    const Beginning begin = begin_of_card();
    const std::size_t length =
        begin.fewest + static_cast<std::size_t>(up_to(static_cast<int>(begin.most - begin.fewest)));
    return with_check_digit(begin.digits + digits(length - begin.digits.size()));
}

std::string in_groups(const std::string& number, const std::string& sign, std::size_t size = 4) {
    std::string written;
    for (std::size_t i = 0; i < number.size(); ++i) written += (i > 0 && i % size == 0 ? sign : "") + number[i];
    return written;
}

/// As on the card: fourteen and fifteen digits have groups of their own.
std::string as_printed(const std::string& number, const std::string& sign) {
    if (number.size() > 15) return in_groups(number, sign);
    return number.substr(0, 4) + sign + number.substr(4, 6) + sign + number.substr(10);
}

/// ISO 13616: check digits that make the rest modulo 97 one.
std::string iban(const std::string& country, const std::string& account) {
    const auto rest = [&](const std::string& check) {
        int rest = 0;
        for (const char c : account + country + check)
            rest = c >= 'A' ? (rest * 100 + (c - 'A' + 10)) % 97 : (rest * 10 + (c - '0')) % 97;
        return rest;
    };
    const int check = 98 - rest("00");
    return country + (check < 10 ? "0" : "") + std::to_string(check) + account;
}

bool is_kept(const std::string& text) { return never_kept(text).empty(); }

}  // namespace

TEST_CASE("a number of a card is found however it is written", "[P16]") {
    for (int round = 0; round < rounds(20'000); ++round) {
        const std::string number = card();
        INFO(number);
        for (const char* sign : {" ", "-", " - ", "\xC2\xA0", "\xE2\x80\xAF", "\xE2\x80\x93"})
            REQUIRE_FALSE(is_kept("Card: " + in_groups(number, sign) + ", thanks"));
        REQUIRE_FALSE(is_kept(number));
        REQUIRE_FALSE(is_kept("(" + number + ")"));
        REQUIRE_FALSE(is_kept("Visa" + number + "\nnext line"));
        REQUIRE(never_kept(number) == looks_like_card);
        for (const char* sign : {"/", " / ", "\n", "\r\n", "**", "*", ", ", "|", "\t"})
            REQUIRE_FALSE(is_kept("Card " + as_printed(number, sign) + " 12/27"));
    }
    for (const char* known :
         {"4111 1111 1111 1111", "5500-0000-0000-0004", "3782 822463 10005", "3056 930902 5904", "6011.0009.9013.9424",
          "2223 0031 2200 3222", "4111 11111111 1111", "Pay with 4111 1111 1111 1111 12/27 on Monday",
          "12 4111 1111 1111 1111 27", "٤١١١ ١١١١ ١١١١ ١١١١"}) {
        INFO(known);
        CHECK_FALSE(is_kept(known));
    }
}

TEST_CASE("digits that fail the sum, or begin otherwise, are kept", "[P16]") {
    for (int round = 0; round < rounds(20'000); ++round) {
        std::string number = card();
        number.back() = static_cast<char>('0' + (number.back() - '0' + 1 + up_to(8)) % 10);
        INFO(number);
        REQUIRE(is_kept(number));
        if (number.size() == 16) REQUIRE(is_kept(in_groups(number, " ")));
        const std::string other = with_check_digit(std::to_string(up_to(1) == 0 ? 7 : 9) + digits(15));
        REQUIRE(is_kept(other));
        REQUIRE(is_kept(with_check_digit("4" + digits(11))));  // too short
        REQUIRE(is_kept(with_check_digit("4" + digits(19))));  // too long
    }
}

TEST_CASE("numbers of things that begin as cards do, but are not so long, are kept", "[P16]") {
    for (int round = 0; round < rounds(5'000); ++round) {
        const std::string imei = with_check_digit((up_to(1) == 0 ? "49" : "35") + digits(13));
        const std::string ean = std::to_string(400 + up_to(40)) + digits(10);
        const std::string sixteen = with_check_digit((up_to(1) == 0 ? "60" : "56") + std::string("2") + digits(13));
        INFO(imei << " " << ean << " " << sixteen);
        for (const std::string& number : {imei, ean, with_check_digit(ean), sixteen, with_check_digit("4" + digits(16)),
                                          with_check_digit("34" + digits(14)), with_check_digit("6759" + digits(12))})
            REQUIRE(is_kept("Number " + number + ", in stock"));
        REQUIRE_FALSE(is_kept(in_groups(with_check_digit("6759" + digits(12)), " ")));
    }
    CHECK(is_kept("IMEI 490154203237518"));
    CHECK(is_kept("EAN 4006381333931"));
    CHECK(is_kept("Accounts:\n4111\n1111\n1111\n1111\n4400"));
    CHECK(is_kept("4111/1111,1111/1111"));
    CHECK(is_kept("4111 to 1111 and 1111 or 1111"));
}

TEST_CASE("no IBAN is taken for a card", "[P16]") {
    struct Country {
        const char* code;
        std::size_t account;
    };
    constexpr Country countries[] = {{"DE", 18}, {"AT", 16}, {"CH", 17}, {"BE", 12}, {"NO", 11},
                                     {"FR", 23}, {"ES", 20}, {"PL", 24}, {"DK", 14}, {"FI", 14},
                                     {"SE", 20}, {"EE", 16}, {"LT", 16}, {"CZ", 20}};
    for (int round = 0; round < rounds(20'000); ++round) {
        const auto& [code, account] = countries[up_to(13)];
        // accounts that begin as cards do, too
        std::string own = up_to(1) == 0 ? card().substr(0, 12) + digits(account) : digits(account);
        const std::string number = iban(code, own.substr(0, account));
        INFO(number);
        REQUIRE(is_kept(number));
        REQUIRE(is_kept("Konto " + in_groups(number, " ") + " bei der Sparkasse"));
        REQUIRE(is_kept("IBAN: " + in_groups(number, "\xC2\xA0") + ", BIC GENODEF1"));
    }
    CHECK(is_kept("GB29 NWBK 6016 1331 9268 19"));
    CHECK(is_kept(iban("NL", "ABNA" + digits(10))));
}

TEST_CASE("no telephone number is taken for a card", "[P16]") {
    for (int round = 0; round < rounds(20'000); ++round) {
        const std::string abroad = "+" + std::to_string(1 + up_to(8)) + digits(static_cast<std::size_t>(6 + up_to(8)));
        const std::string home =
            "0" + std::to_string(1 + up_to(8)) + digits(2) + " " + digits(static_cast<std::size_t>(5 + up_to(4)));
        INFO(abroad << " " << home);
        for (const std::string& number : {abroad, in_groups(abroad, " ", 3), in_groups(abroad, "-", 5), home}) {
            REQUIRE(is_kept("Call " + number + " before noon"));
            REQUIRE(parse_phone(number));
        }
        REQUIRE(parse_phone("49" + std::to_string(151 + up_to(28)) + digits(8)));  // as some programs write them
        REQUIRE(parse_phone("00" + abroad.substr(1)));
    }
    CHECK_FALSE(parse_phone("4111 1111 1111 1111"));
    CHECK_FALSE(parse_phone("378282246310005"));
}

TEST_CASE("lists of numbers, days, places and amounts are kept", "[P16]") {
    for (int round = 0; round < rounds(5'000); ++round) {
        std::string small, years;
        for (int i = 0; i < 12; ++i) {
            small += std::to_string(3 + up_to(996)) + " ";
            years += std::to_string(1900 + up_to(130)) + "-";
        }
        INFO(small << years);
        REQUIRE(is_kept("Diameters: " + small));
        REQUIRE(is_kept(years));
        REQUIRE(is_kept("52." + digits(13) + ", 13." + digits(13).substr(0, 10)));
        REQUIRE(is_kept(std::to_string(40 + up_to(9)) + digits(5) + "." + digits(8)));
    }
    for (const char* text :
         {"2026-11-28 09:00 to 2026-11-29 10:30", "4.111.111.111.111,00", "Invoice 2026-0042 of 14 May",
          "f81d4fae-7dec-11d0-a765-00a0c91e6bf6", "GPS 47.376887, 8.541694", ""})
        CHECK(is_kept(text));
}

TEST_CASE("the security code of a card is found where it is called so", "[P16]") {
    for (const char* text : {"CVC: 123", "cvv 1234", "Cvc2 = 999", "the card security code is 123",
                             "card verification number 0123", "Kartenprüfnummer 321", "exp 12/27 cvv:123"}) {
        INFO(text);
        CHECK(never_kept(text) == looks_like_code);
    }
    for (const char* text : {"The security code of the gate is 4711", "CVC stands on the back", "cvv 12345", "CVC",
                             "Room 123", "McVcar 123"}) {
        INFO(text);
        CHECK(is_kept(text));
    }
    CHECK(names_security_code("CVC"));
    CHECK(names_security_code("Card CVV2"));
    CHECK(names_security_code("Security code"));
    CHECK_FALSE(names_security_code("Card holder"));
}

TEST_CASE("a file is looked through as it comes, wherever it is cut", "[P16]") {
    const std::string file = "Name;Card;Note\nRuiz;" + in_groups(card(), " ") + ";none\nBee;none;" + digits(3) + "\n";
    std::string harmless = "Name;IBAN\n";
    for (int i = 0; i < 200; ++i) harmless += "Bee;" + iban("DE", digits(18)) + ";+49 151 " + digits(8) + "\n";
    for (std::size_t size = 1; size < file.size(); ++size) {
        Search_for_cards with, without;
        for (std::size_t at = 0; at < file.size(); at += size) with.look_at(std::string_view(file).substr(at, size));
        for (std::size_t at = 0; at < harmless.size(); at += size)
            without.look_at(std::string_view(harmless).substr(at, size));
        CHECK(with.found());
        CHECK_FALSE(without.found());
    }
    Search_for_cards last, wide, endless;
    last.look_at("the end: 4111111111111111");
    CHECK(last.found());
    std::string utf_16 = "\xFF\xFE";
    for (const char c : std::string("Card 4111 1111 1111 1111\r\n")) utf_16 += std::string{c, '\0'};
    wide.look_at(utf_16);
    CHECK(wide.found());
    for (int i = 0; i < 300; ++i) endless.look_at(std::string(1000, 'x'));
    endless.look_at(" 4111 1111 ");
    endless.look_at("1111 1111 ");
    for (int i = 0; i < 300; ++i) endless.look_at(std::string(1000, 'x'));
    CHECK(endless.found());
}

namespace {

constexpr const char* number = "4111 1111 1111 1111";

struct People {
    Folder folder;
    Store store{folder.path(), types()};

    Errors objections(const std::function<void(Person&)>& change) {
        try {
            store.write(tester, [&](Write& write) {
                Person person;
                person.first_name = "Ada";
                change(person);
                write.create(person);
            });
        } catch (const Error& error) {
            return error.fields();
        }
        return {};
    }
};

}  // namespace

TEST_CASE("no change of a record brings the number of a card in, whoever makes it", "[P16]") {
    People people;
    CHECK(people.objections([](Person&) {}).empty());
    CHECK(people.objections([](Person& person) { person.last_name = number; }).contains("last_name"));
    CHECK(
        people.objections([](Person& person) { person.about.text = std::string("Card ") + number; }).contains("about"));
    CHECK(people.objections([](Person& person) { person.home.street = number; }).contains("home.street"));
    CHECK(people.objections([](Person& person) { person.page.text = "https://example.org/4111111111111111"; })
              .contains("page"));
    CHECK(people.objections([](Person& person) { person.phone.text = number; }).contains("phone"));
    CHECK(people.objections([](Person& person) { person.custom.set({7, Custom_type::text, number}); })
              .contains("custom"));
    CHECK(people.objections([](Person& person) { person.about.text = "4111\n1111\n1111\n1111"; }).contains("about"));
    CHECK(people.objections([](Person& person) { person.about.text = "CVC 123"; }).contains("about"));
    CHECK(people.objections([](Person& person) { person.token.text = number; }).empty());
    CHECK(people.objections([](Person& person) { person.phone.text = "+49 151 23456789"; }).empty());
}
