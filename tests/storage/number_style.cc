// Numbers as people write them: what is read, what is refused, and what is asked about.
#include <catch2/catch_test_macros.hpp>
#include <random>

#include "storage/values/currency.h"
#include "storage/values/number.h"
#include "storage/values/number_style.h"

using namespace storage;

namespace {

constexpr std::size_t places = 4;

/// The number, or what is wrong.
std::string number(std::string_view typed, char decimal) {
    const auto plain = plain_number(typed, decimal, places);
    return plain ? *plain : plain.error();
}

std::string amount(std::string_view typed, char decimal, const Currency& currency = {}) {
    const auto plain = plain_amount(typed, decimal, currency);
    return plain ? *plain : plain.error();
}

}  // namespace

TEST_CASE("a number whose signs say what they are is read in every language", "[B2]") {
    for (const char decimal : {'.', ',', '\0'}) {
        INFO(decimal);
        for (const auto* typed : {"1234,5", "1234.5", "1234.50", "1.234,50", "1,234.50", "1'234.50", "1\u2019234,5",
                                  "1 234,50", "1\u00A0234,50", "1\u202F234.5", "\u200E1234.5\u00A0", "01234.5"})
            CHECK(parse_value<Money>(number(typed, decimal), {})->minor == 123450);
        for (const auto* typed : {"1.234.567", "1,234,567", "1 234 567", "12,34,567.0", "1'234'567", "1234567"})
            CHECK(Value<std::int64_t>::parse(number(typed, decimal)).value_or(0) % 1'000 == 567);
        CHECK(number("99,5", decimal) == "99.5");
        CHECK(number("0,500", decimal) == "0.5");
        CHECK(number("1234.567", decimal) == "1234.567");
        CHECK(number("1 200,500", decimal) == "1200.5");
        CHECK(number(",5", decimal) == "0.5");
        CHECK(number("3.", decimal) == "3");
        CHECK(number("-5", decimal) == "-5");
        CHECK(number("\u2212 5,25", decimal) == "-5.25");
        CHECK(number("(50.00)", decimal) == "-50");
        CHECK(number("\u00A0", decimal).empty());
        CHECK(number("0", decimal) == "0");
    }
}

TEST_CASE("three digits behind a single sign are thousands, or are asked about, and never a fraction unasked", "[B2]") {
    CHECK(number("1.200", ',') == "1200");
    CHECK(number("1,200", '.') == "1200");
    CHECK(number("-12.345", ',') == "-12345");
    CHECK(amount("1.200", '.') == "could be 1200 or 1.20: type one of them");
    CHECK(amount("1,200", ',') == "could be 1200 or 1,20: type one of them");
    CHECK(amount("(1,200)", ',') == "could be -1200 or -1,20: type one of them");
    CHECK(amount("1.200", 0) == "could be 1200 or 1.20: type one of them");
    CHECK(amount("1,200", 0) == "could be 1200 or 1,20: type one of them");
    CHECK(number("1.234", '.') == "could be 1234 or 1.2340: type one of them");
    for (const auto* answer : {"1234", "1.2340"}) CHECK(number(answer, '.').find("could") == std::string::npos);
    CHECK(number("1.2340", '.') == "1.234");
}

TEST_CASE("what is no number is refused", "[B2]") {
    for (const char decimal : {'.', ',', '\0'})
        for (const auto* wrong :
             {"--5",      "-",      ".",          ",",          "1e5",     "abc",  "1 2",       "+5-", "5-",
              "1,23,4",   "1.2.3",  "1.23,456.7", "1,234.56,7", "12 34,5", "1'2",  "1 234'567", "(5",  "5)",
              "1.234.56", "1..234", "1-2",        "12 EUR",     "0x10",    "1,,5", "'5",        "5'",  "31.12.2026"}) {
            INFO(wrong << " with " << decimal);
            CHECK(number(wrong, decimal) == "is not a number (like 1234.56)");
        }
}

TEST_CASE("an amount may have a currency at one end", "[B2]") {
    for (const auto* typed :
         {"€ 1.200,50", "1.200,50 €", "1200,50 EUR", "eur 1200.5", "EUR1,200.50", "1\u00A0200,50\u00A0€"})
        CHECK(amount(typed, ',') == "1200.5");
    CHECK(amount("CHF 1'200.50", '.', *currency_named("CHF")) == "1200.5");
    for (const auto* dollars : {"USD", "CAD", "AUD"})
        CHECK(amount("$1,200.50", '.', *currency_named(dollars)) == "1200.5");
    for (const auto* typed : {"-€ 50", "€ -50", "(€50.00)", "€(50)", "-50 EUR"}) CHECK(amount(typed, ',') == "-50");
    CHECK(amount("€1,200", '.') == "1200");
    for (const auto* other : {"$1,200", "CHF 5", "12 USD", "-$5", "¥100"})
        CHECK(amount(other, '.') == "is in another currency than the office's");
    for (const auto* wrong : {"€", "EUR", "12 Tsd", "12k", "€ 5 €€", "-€-50", "1200 ABC", "12 kg", "EURO 5"})
        CHECK(amount(wrong, ',') == "is not a number (like 1234.56)");
}

TEST_CASE("a percentage may have its sign behind it", "[B2]") {
    const auto percent = [](std::string_view typed, char decimal) {
        const auto plain = plain_percent(typed, decimal, places);
        return plain ? *plain : plain.error();
    };
    for (const auto* typed : {"12,5", "12,5 %", "12.5%", "12,5\u00A0%"}) CHECK(percent(typed, ',') == "12.5");
    CHECK(percent("", ',').empty());
    for (const auto* wrong : {"%", "%5", "5 %%"}) CHECK(percent(wrong, ',') == "is not a number (like 1234.56)");
    CHECK(decimal_sign_in("12,5 %") == ',');
}

TEST_CASE("a text shows which sign stands before the fraction, or says nothing", "[E1]") {
    for (const auto* typed : {"1.234,50", "99,5", "1.234.567", "€ 0,500", "(1 200,5)"})
        CHECK(decimal_sign_in(typed) == ',');
    for (const auto* typed : {"1,234.50", "99.5", "1,234,567", "-0.5 EUR", "1'200.500"})
        CHECK(decimal_sign_in(typed) == '.');
    for (const auto* typed : {"1.200", "1,200", "12", "", "none", "31.12.2026", "a.5"})
        CHECK(decimal_sign_in(typed) == 0);
}

TEST_CASE("what stands in a form is read as what was stored", "[B2][C2]") {
    std::mt19937_64 random(21);
    for (int i = 0; i < 5'000; ++i) {
        const Decimal stored{static_cast<std::int64_t>(random() >> random() % 64) * (random() % 2 == 0 ? 1 : -1)};
        const std::string shown = Value<Decimal>::show(stored);
        for (const char decimal : {'.', ','}) {
            INFO(shown << " as " << typed_number(shown, decimal));
            const auto again =
                plain_number(typed_number(shown, decimal), decimal, places).and_then(&Value<Decimal>::parse);
            REQUIRE(again);
            CHECK(*again == stored);
            const auto read = plain_number(grouped_number(shown, {decimal, "\u202F"}), decimal, places);
            CHECK((!read || Value<Decimal>::parse(*read) == stored));
        }
    }
    CHECK(typed_number("1234.5", ',') == "1234,5");
    CHECK(typed_number("1.234", ',') == "1,2340");
    CHECK(typed_number("-0.125", ',') == "-0,125");
    CHECK(grouped_number("-1234567.50", {',', "."}) == "\u22121.234.567,50");
    CHECK(grouped_number("123", {'.', ","}) == "123");
}
