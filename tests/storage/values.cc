// Types of value: parse ↔ show, encode ↔ decode, and keys that sort as values do.
#include <catch2/catch_test_macros.hpp>
#include <limits>

#include "storage/people.h"
#include "storage/scratch.h"

using namespace storage;
using namespace scratch;

namespace {

template <class T> std::string bytes_of(const T& value) {
    std::string bytes;
    Value<T>::encode(bytes, value);
    return bytes;
}

template <class T> std::string key_of(const T& value) {
    std::vector<std::string> keys;
    Value<T>::order(value, keys);
    REQUIRE(keys.size() == 1);
    return keys.front();
}

template <class T> std::string told(std::string_view typed) {
    const auto parsed = Value<T>::parse(typed);
    return parsed ? "" : parsed.error();
}

template <class T> void round_trips(const T& value) {
    INFO(Value<T>::show(value));
    CHECK(Value<T>::decode(bytes_of(value)) == value);
    const auto parsed = Value<T>::parse(Value<T>::show(value));
    REQUIRE(parsed);
    CHECK(*parsed == value);
}

/// Random values of all sizes, so that both ends of a range and small numbers come up.
std::int64_t some_number(Random& random) {
    const auto bits = static_cast<std::int64_t>(random() >> random() % 64);
    return random() % 2 == 0 ? bits : -(bits & std::numeric_limits<std::int64_t>::max());
}

template <class T> void keeps_order(const std::function<T(Random&)>& some) {
    Random random(11);
    for (int i = 0; i < 3'000; ++i) {
        const T a = some(random);
        const T b = some(random);
        INFO(Value<T>::show(a) << " and " << Value<T>::show(b));
        CHECK((a < b) == (key_of(a) < key_of(b)));
        CHECK((a == b) == (key_of(a) == key_of(b)));
        round_trips(a);
    }
}

}  // namespace

TEST_CASE("numbers, money, dates and moments sort by their keys and come back from text and bytes", "[C1][C2]") {
    keeps_order<std::int64_t>(some_number);
    keeps_order<Money>([](Random& random) { return Money{some_number(random)}; });
    keeps_order<Decimal>([](Random& random) { return Decimal{some_number(random)}; });
    keeps_order<Date>([](Random& random) { return Date{static_cast<std::int32_t>(random() % 3'600'000) - 719'528}; });
    keeps_order<Moment>(
        [](Random& random) { return Moment{static_cast<std::int64_t>(random() % 4'000'000'000) * 1000}; });
    keeps_order<bool>([](Random& random) { return random() % 2 == 0; });
    keeps_order<Stars>([](Random& random) { return Stars{static_cast<std::uint8_t>(random() % 6)}; });
    keeps_order<Status>([](Random& random) { return static_cast<Status>(random() % 4); });
    keeps_order<Ref<Group>>([](Random& random) { return Ref<Group>{random() >> random() % 64}; });
    round_trips(std::numeric_limits<std::int64_t>::max());
    round_trips(std::numeric_limits<std::int64_t>::min());
    round_trips(Money{std::numeric_limits<std::int64_t>::min()});
}

TEST_CASE("texts sort by their keys as they do without case and accents", "[C1]") {
    Random random(12);
    for (int i = 0; i < 3'000; ++i) {
        const std::string a = some_text(random, 12);
        const std::string b = some_text(random, 12);
        CHECK((folded(a) < folded(b)) == (key_of(a) < key_of(b)));
        round_trips(a);
        round_trips(Text{a});
    }
    CHECK(key_of(std::string(5'000, 'x')).size() <= 401);
}

TEST_CASE("money is read with a point or a comma and never rounded", "[B2]") {
    CHECK(Value<Money>::parse("1234.5")->minor == 123450);
    CHECK(Value<Money>::parse("1234,56")->minor == 123456);
    CHECK(Value<Money>::parse(" -0.07 ")->minor == -7);
    CHECK(Value<Money>::parse(".5")->minor == 50);
    CHECK(Value<Money>::parse("3.")->minor == 300);
    CHECK(Value<Money>::parse("")->minor == 0);
    CHECK(Value<Money>::show({-7}) == "-0.07");
    CHECK(Value<Decimal>::show({1'500'000}) == "1.5");
    for (const auto* wrong : {"1.234", "1,234.56", "--5", "-", ".", "1e5", "abc", "1 2", "92233720368547758.08", "+5-"})
        CHECK(!told<Money>(wrong).empty());
}

TEST_CASE("dates are days that exist", "[C2]") {
    CHECK(Value<Date>::show(*Value<Date>::parse("2024-02-29")) == "2024-02-29");
    for (const auto* wrong :
         {"2023-02-29", "2024-13-01", "2024-1-1", "24-01-01", "2024/01/01", "2024-01-01x", "-024-01-01"})
        CHECK(!told<Date>(wrong).empty());
    CHECK(Value<Moment>::show(*Value<Moment>::parse("2026-03-31T09:30:00Z")) == "2026-03-31T09:30:00Z");
    for (const auto* wrong : {"2026-03-31", "2026-03-31T24:00:00Z", "2026-03-31T09:30:00", "2026-03-31T09:30:00+01"})
        CHECK(!told<Moment>(wrong).empty());
}

TEST_CASE("addresses of e-mail, telephone and web are judged as people write them", "[C2]") {
    for (const auto* good : {"a@example.org", "first.last+tag@sub.example.co", "ü@müller.de"})
        CHECK(told<Email>(good).empty());
    for (const auto* wrong :
         {"a", "@example.org", "a@", "a b@example.org", "a@b@c.org", "<a@b.org>", "a@.org", "a@b..org"})
        CHECK(!told<Email>(wrong).empty());
    for (const auto* good : {"+49 (30) 123-456", "(043) 797-5229 x12", "112"}) CHECK(told<Phone>(good).empty());
    for (const auto* wrong : {"12", "call me", "1234567890123456789012345"}) CHECK(!told<Phone>(wrong).empty());
    CHECK(Value<Url>::parse("example.org/a")->text == "https://example.org/a");
    for (const auto* wrong : {"javascript:alert(1)", "ftp://example.org", "javascript://x", "https://", "http://a b"})
        CHECK(!told<Url>(wrong).empty());
}

TEST_CASE("a choice is read by its key or its label", "[C2]") {
    CHECK(Value<Status>::parse("active") == Status::active);
    CHECK(Value<Status>::parse(" FORMER client ") == Status::former);
    CHECK(Value<Status>::parse("") == Status{});
    CHECK(!told<Status>("gone").empty());
}

TEST_CASE("a secret is never shown, typed or searched", "[U3]") {
    CHECK(Value<Secret>::show({"x"}).empty());
    CHECK(!told<Secret>("x").empty());
    std::vector<std::string> words;
    Value<Secret>::words({"x"}, words);
    CHECK(words.empty());
}

TEST_CASE("a line is one line, and text loses its carriage returns", "[C2]") {
    CHECK(!told<std::string>("a\nb").empty());
    CHECK(!told<std::string>("\xFF").empty());
    CHECK(!told<std::string>(std::string_view("a\0b", 3)).empty());
    CHECK(Value<Text>::parse(" a\r\nb \r\n")->text == "a\nb");
}

TEST_CASE("damaged bytes of a value are told") {
    CHECK_THROWS_AS(Value<Money>::decode("1234567"), Error);
    CHECK_THROWS_AS(Value<bool>::decode(""), Error);
    CHECK_THROWS_AS(Value<std::vector<Ref<Group>>>::decode("123456789"), Error);
    CHECK_THROWS_AS(Value<Custom>::decode("123"), Error);
}
