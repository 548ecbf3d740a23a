// Currencies, amounts as people write them in each, and sums.
#include "storage/values/currency.h"

#include <array>
#include <catch2/catch_test_macros.hpp>
#include <vector>

#include "storage/values/arithmetic.h"
#include "storage/values/number_style.h"
#include "storage/values/optional.h"

namespace storage {

namespace {

Currency named(std::string_view code) { return currency_named(code).value(); }

std::string amount(std::string_view typed, char decimal, std::string_view code) {
    const auto plain = plain_amount(typed, decimal, named(code));
    return plain ? *plain : plain.error();
}

}  // namespace

TEST_CASE("a currency has as many digits behind the point as ISO 4217 says", "[B2]") {
    CHECK(named("EUR").digits == 2);
    CHECK(named("jpy") == Currency{"JPY", 0});
    CHECK(named("KWD").digits == 3);
    CHECK(named("CLF").digits == 4);
    for (const auto* unknown : {"", "EU", "ABC", "EURO", "R C", "R CH", "\u20AC"}) CHECK(!currency_named(unknown));
    CHECK(named("GBP").sign() == "£");
    CHECK(named("CHF").sign() == "CHF");
    CHECK(all_currencies().size() > 150);
}

TEST_CASE("a country has its currency", "[B2]") {
    const auto of = [](std::string_view country) {
        return currency_of_country(country).value_or(Currency{"none", 0}).code;
    };
    CHECK(of("DE") == "EUR");
    CHECK(of("at") == "EUR");
    CHECK(of("CH") == "CHF");
    CHECK(of("LI") == "CHF");
    CHECK(of("US") == "USD");
    CHECK(of("JP") == "JPY");
    CHECK(of("KW") == "KWD");
    CHECK(of("UY") == "UYU");
    CHECK(of("ZZ") == "none");
    CHECK(of("") == "none");
}

TEST_CASE("an amount has the digits of its currency, and is neither rounded nor stretched", "[B2]") {
    CHECK(parse_value<Money>("1200", named("JPY"))->minor == 1'200);
    CHECK(show_value(Money{1'200}, named("JPY")) == "1200");
    CHECK(parse_value<Money>("1.5", named("KWD"))->minor == 1'500);
    CHECK(show_value(Money{1'500}, named("KWD")) == "1.500");
    CHECK(show_value(Money{-5}, named("KWD")) == "-0.005");
    CHECK(show_value(std::optional<Money>{Money{0}}, named("JPY")) == "0");
    CHECK(show_value(std::optional<Money>{}, named("JPY")).empty());
    for (const auto& [code, wrong] : {std::pair{"JPY", "12.5"}, {"JPY", "1.200"}, {"EUR", "1.200"}, {"KWD", "1.2000"}})
        CHECK(!parse_value<Money>(wrong, named(code)));
}

TEST_CASE("three digits behind a single sign are thousands, a question, or what the currency has", "[B2]") {
    for (const char decimal : {'.', ',', '\0'})
        for (const auto* typed : {"1.200", "1,200"}) {
            CHECK(amount(typed, decimal, "JPY") == "1200");
            CHECK(amount(typed, decimal, "EUR") != "1.2");
        }
    CHECK(amount("1,200", '.', "EUR") == "1200");
    CHECK(amount("1.200", '.', "EUR") == "could be 1200 or 1.20: type one of them");
    CHECK(amount("1.200", ',', "EUR") == "1200");
    CHECK(amount("1.234", '.', "KWD") == "1.234");
    CHECK(amount("1,234", '.', "KWD") == "1234");
    CHECK(amount("1.234", ',', "KWD") == "1234");
    CHECK(amount("1.234", '\0', "KWD") == "could be 1234 or 1.234: type one of them");
    CHECK(amount("0.500", '\0', "KWD") == "0.5");
}

TEST_CASE("an amount in a form is typed back as it stands there", "[B2]") {
    for (const auto* code : {"JPY", "EUR", "KWD", "CLF"})
        for (const std::int64_t minor : {0, 7, 1'200, 12'000, 123'456'789, -1'234'567})
            for (const char decimal : {'.', ','}) {
                const Currency currency = named(code);
                const std::string shown = typed_amount(show_value(Money{minor}, currency), decimal, currency);
                INFO(code << " " << shown);
                CHECK(parse_value<Money>(amount(shown, decimal, code), currency)->minor == minor);
            }
    CHECK(typed_amount("1.234", ',', named("KWD")) == "1,234");
}

TEST_CASE("an amount is written with its currency as the language does it", "[B2][U6]") {
    const Number_style german{',', "."};
    const Number_style english{'.', ","};
    const Money_style behind{.sign_first = false, .with_gap = true};
    CHECK(amount_text("1234.50", german, behind, named("EUR")) == "1.234,50\u00A0€");
    CHECK(amount_text("1234.50", english, {}, named("EUR")) == "€1,234.50");
    CHECK(amount_text("-1234.50", english, {}, named("USD")) == "\u2212$1,234.50");
    CHECK(amount_text("1200", english, {}, named("JPY")) == "¥1,200");
    CHECK(amount_text("1.234", english, {}, named("KWD")) == "KWD\u00A01.234");
    for (const auto* code : {"JPY", "EUR", "KWD"}) {
        const Currency currency = named(code);
        const std::string shown = show_value(Money{-1'234'567}, currency);
        CHECK(parse_value<Money>(amount(amount_text(shown, german, behind, currency), ',', code), currency)->minor ==
              -1'234'567);
    }
}

TEST_CASE("a product is rounded half away from zero, and too much is nothing", "[B2]") {
    CHECK(product({25'000}, {3'333}) == Money{8'333});  // 2.5 × 33.33 = 83.325
    CHECK(product({-25'000}, {3'333}) == Money{-8'333});
    CHECK(product({5'000}, {1}) == Money{1});  // 0.5 of a cent
    CHECK(product({-5'000}, {1}) == Money{-1});
    CHECK(product({4'999}, {1}) == Money{0});
    CHECK(product({1}, {0}) == Money{0});
    CHECK(!product({10'000'000'000'000}, {999'999'999'999}));
    CHECK(sum(std::vector<std::optional<Money>>{Money{10}, Money{-3}}) == Money{7});
    CHECK(sum(std::vector<std::optional<Money>>{}) == Money{0});
    CHECK(!sum(std::vector<std::optional<Money>>{Money{10}, std::nullopt}));
    CHECK(!sum(std::vector<std::optional<Money>>(11, Money{amount_limit - 1})));
}

}  // namespace storage
