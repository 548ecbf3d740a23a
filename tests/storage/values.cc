// Types of value: parse ↔ show, encode ↔ decode, and keys that sort as values do.
#include <catch2/catch_test_macros.hpp>
#include <limits>

#include "storage/digest.h"
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
    const auto parsed = parse_value<T>(typed, {});
    return parsed ? "" : parsed.error();
}

template <class T> void round_trips(const T& value) {
    INFO(show_value(value, {}));
    CHECK(Value<T>::decode(bytes_of(value)) == value);
    const auto parsed = parse_value<T>(show_value(value, {}), {});
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
        INFO(show_value(a, {}) << " and " << show_value(b, {}));
        CHECK((a < b) == (key_of(a) < key_of(b)));
        CHECK((a == b) == (key_of(a) == key_of(b)));
        if (!bytes_of(a).empty()) round_trips(a);  // of what is not told nothing is stored
    }
}

}  // namespace

TEST_CASE("numbers, money, dates and moments sort by their keys and come back from text and bytes", "[C1][C2]") {
    keeps_order<std::int64_t>(some_number);
    keeps_order<Money>([](Random& random) { return Money{some_number(random)}; });
    keeps_order<Decimal>([](Random& random) { return Decimal{some_number(random)}; });
    keeps_order<Quantity>([](Random& random) { return Quantity{some_number(random) % 10'000'000'000'000}; });
    keeps_order<Percent>([](Random& random) { return Percent{some_number(random)}; });
    keeps_order<Duration>(
        [](Random& random) { return Duration{static_cast<std::int64_t>(random() % 5'999'940 >> random() % 20)}; });
    keeps_order<Time_of_day>(
        [](Random& random) { return Time_of_day{static_cast<std::int32_t>(random() % 1'441) - 1}; });
    keeps_order<std::optional<std::int64_t>>([](Random& random) -> std::optional<std::int64_t> {
        if (random() % 4 == 0) return {};
        return some_number(random);
    });
    keeps_order<Date>([](Random& random) { return Date{static_cast<std::int32_t>(random() % 3'200'000) - 354'285}; });
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
        if (sorted_form(a) != sorted_form(b)) CHECK((sorted_form(a) < sorted_form(b)) == (key_of(a) < key_of(b)));
        round_trips(a);
        round_trips(Text{a});
    }
    CHECK(key_of(std::string(5'000, 'x')).size() <= 401);
}

TEST_CASE("money is read with a point as programs write it and never rounded", "[B2]") {
    const auto money = [](std::string_view typed) { return parse_value<Money>(typed, {})->minor; };
    CHECK(money("1234.5") == 123450);
    CHECK(money("1234.56") == 123456);
    CHECK(money(" -0.07 ") == -7);
    CHECK(money(".5") == 50);
    CHECK(money("3.") == 300);
    CHECK(money("") == 0);
    CHECK(show_value(Money{-7}, {}) == "-0.07");
    CHECK(Value<Decimal>::show({1'500'000}) == "1.5");
    for (const auto* wrong : {"1.234", "1.200", "1,20", "1,200", "1,234.56", "--5", "-", ".", "1e5", "abc", "1 2",
                              "92233720368547758.08", "+5-"})
        CHECK(!told<Money>(wrong).empty());
}

TEST_CASE("quantities have up to four places, percentages their sign or none", "[B2]") {
    CHECK(Value<Quantity>::parse("12.3456")->ten_thousandths == 123'456);
    CHECK(Value<Quantity>::parse("-1000000000")->ten_thousandths == -10'000'000'000'000);
    CHECK(Value<Quantity>::show({15'000}) == "1.5");
    for (const auto* wrong : {"1.23456", "1000000000.0001", "-1000000001", "many"})
        CHECK(!told<Quantity>(wrong).empty());
    for (const auto* typed : {"12.5", "12.5%", " 12.5 % "})
        CHECK(Value<Percent>::parse(typed)->millionths == 12'500'000);
    CHECK(Value<Percent>::show({12'500'000}) == "12.5");
    CHECK(Value<Percent>::show({}) == "0");
    for (const auto* wrong : {"%", "12 % %", "12,5", "%12"}) CHECK(!told<Percent>(wrong).empty());
}

TEST_CASE("a duration says its unit, or has a colon", "[C2]") {
    for (const auto* typed :
         {"1:30", "01:30", "90 min", "90min", "1.5 h", "1,5 h", "1.5H", "1 h 30 min", "1h30min", "\u00A090\u00A0min"})
        CHECK(Value<Duration>::parse(typed)->minutes == 90);
    CHECK(Value<Duration>::parse("")->minutes == 0);
    CHECK(Value<Duration>::parse("0")->minutes == 0);
    CHECK(Value<Duration>::parse("0.25 h")->minutes == 15);
    CHECK(Value<Duration>::parse("99999:59")->minutes == 5'999'999);
    CHECK(Value<Duration>::show({5}) == "0:05");
    CHECK(Value<Duration>::show({}) == "0:00");
    CHECK(told<Duration>("90") == "could be 90 minutes or 90 hours: type 90 min or 90 h");
    CHECK(told<Duration>("0.33 h") == "is not a whole number of minutes");
    for (const auto* wrong : {"1:60", "1:3", "-1:30", "-5 min", "1.500 h", "h", "min", "1.5", "1:30 h", "1:30:00",
                              "100000:00", "1 h 30", "two hours", "1 d"})
        CHECK(told<Duration>(wrong) == "is not a duration (like 1:30, 90 min or 1.5 h)");
    CHECK_THROWS_AS(Value<Duration>::decode(bytes_of(std::int64_t{-1})), Error);
}

TEST_CASE("a time of day is one of 24 hours, and midnight is one", "[C2]") {
    CHECK(Value<Time_of_day>::parse("14:05")->minutes == 845);
    CHECK(Value<Time_of_day>::parse(" 9:05 ")->minutes == 545);
    CHECK(Value<Time_of_day>::parse("0:00")->minutes == 0);
    CHECK(Value<Time_of_day>::empty(*Value<Time_of_day>::parse(" ")));
    CHECK(!Value<Time_of_day>::empty({0}));
    CHECK(Value<Time_of_day>::show({0}) == "00:00");
    for (const auto* wrong : {"24:00", "14:60", "14.05", "2.05 pm", "2:05 pm", "14", "14:5", "-1:00", "14:05:00"})
        CHECK(told<Time_of_day>(wrong) == "is not a time of day (like 14:05)");
    CHECK_THROWS_AS(Value<Time_of_day>::decode(bytes_of(std::int64_t{1'440})), Error);
}

TEST_CASE("a position is a latitude and a longitude", "[P15]") {
    const Position munich{.lat = 481'370'000, .lon = 115'750'000};
    for (const auto* typed :
         {"48.137, 11.575", "48.137,11.575", "48,137; 11,575", "48.137;11.575", "48.13700001234, 11.57500009"})
        CHECK(Value<Position>::parse(typed) == munich);
    CHECK(Value<Position>::show(munich) == "48.137, 11.575");
    CHECK(Value<Position>::show({.lat = -900'000'000, .lon = 1}) == "-90, 0.0000001");
    CHECK(Value<Position>::empty(*Value<Position>::parse("")));
    CHECK(!Value<Position>::empty({0, 0}));
    round_trips(Position{0, 0});
    round_trips(Position{-900'000'000, 1'800'000'000});
    for (const auto* wrong :
         {"48.137", "48.137 11.575", "48,137, 11,575", "48.137, ", ", 11.575", "N 48, E 11", "1;2;3"})
        CHECK(told<Position>(wrong) == "is not a position (like 48.137, 11.575)");
    for (const auto* beyond : {"90.1, 0", "-91, 0", "0, 180.0000001", "0, -181"})
        CHECK(told<Position>(beyond) == "must have a latitude up to 90 and a longitude up to 180 degrees");
    static_assert(!declared::Ordered<Position>);
}

TEST_CASE("dates are days that exist", "[C2]") {
    for (const auto* day : {"2024-02-29", "1000-01-01", "1969-12-31", "9999-12-31"})
        CHECK(Value<Date>::show(*Value<Date>::parse(day)) == day);
    for (const auto* wrong :
         {"2023-02-29", "2024-13-01", "2024-1-1", "24-01-01", "2024/01/01", "2024-01-01x", "-024-01-01"})
        CHECK(!told<Date>(wrong).empty());
    for (const auto* moment : {"2026-03-31T09:30:00Z", "1969-12-31T23:59:59Z", "9999-12-31T00:00:09Z"})
        CHECK(Value<Moment>::show(*Value<Moment>::parse(moment)) == moment);
    for (const auto* wrong : {"2026-03-31", "2026-03-31T24:00:00Z", "2026-03-31T09:30:00", "2026-03-31T09:30:00+01"})
        CHECK(!told<Moment>(wrong).empty());
}

TEST_CASE("addresses of e-mail, telephone and web are judged as people write them", "[C2]") {
    for (const auto* good : {"a@example.org", "first.last+tag@sub.example.co", "ü@müller.de", "\"odd local\"@m.example",
                             "\"a\\\"b\"@m.example"})
        CHECK(told<Email>(good).empty());
    CHECK(Value<Email>::parse("nine@m.example.")->text == "nine@m.example");
    CHECK(Value<Phone>::parse("tel:+49-30-5550106")->text == "+49-30-5550106");
    CHECK(Value<Phone>::parse("٠٣٠ ٥٥٥٥٠١٠٧")->text == "030 55550107");
    for (const auto* wrong : {"a", "@example.org", "a@", "a b@example.org", "a\u00A0b@example.org", "a@b@c.org",
                              "<a@b.org", "\"a@b.org", "\"a\"b\"@b.org", "Ann <>", "mailto:", "a@.org", "a@b..org",
                              "a\x01@b.org", "a\n@b.org", "a@-b.org", "a@b-.org"})
        CHECK(!told<Email>(wrong).empty());
    CHECK(told<Email>("a@" + std::string(63, 'b') + ".org").empty());
    CHECK(!told<Email>("a@" + std::string(64, 'b') + ".org").empty());
    for (const auto* good : {"+49 (30) 123-456", "(043) 797-5229 x12", "112"}) CHECK(told<Phone>(good).empty());
    for (const auto* wrong : {"12", "call me", "1234567890123456789012345"}) CHECK(!told<Phone>(wrong).empty());
    CHECK(Value<Url>::parse("example.org/a")->text == "https://example.org/a");
    for (const auto* wrong : {"javascript:alert(1)", "ftp://example.org", "javascript://x", "https://", "http://a b",
                              "http//example.org", "https:/example.org", "http://http://example.org", "mailto:123"})
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
    for (const auto* two : {"a\nb", "a\r\nb", " a \n b "}) CHECK(told<std::string>(two) == "must be a single line");
    CHECK(!told<std::string>("\xFF").empty());
    CHECK(!told<std::string>(std::string_view("a\0b", 3)).empty());
    CHECK(Value<Text>::parse(" a\r\nb \r\n")->text == "a\nb");
    CHECK(Value<Text>::parse("a\rb\u2028c\vd\u0085\r\n\u00A0")->text == "a\nb\nc\nd");
}

TEST_CASE("white space of every kind is one space between words, and nothing around them", "[C2]") {
    const auto line = [](std::string_view typed) { return Value<std::string>::parse(typed).value(); };
    for (const auto* gap :
         {" ", "\t", "\v", "\f", "\u0085", "\u2028", "\u2029", "\u00A0", "\u3000", "\u202F", " \u2003\t "})
        CHECK(line("\u00A0" + std::string("Ann") + gap + "M\u3000") == "Ann M");
    for (const auto* nothing : {"", " ", "\u00A0", "\u200B", "\u3000", "\uFEFF", "\u00AD", "\u200E\u2069", "\u3164",
                                "\u2800", "\u115F\u1160", "\u200D", "\x01\x7F", "\uFE0F", "\u180E"}) {
        CHECK(line(nothing).empty());
        CHECK(trimmed(line(nothing)).empty());
    }
}

TEST_CASE("characters that nobody sees are taken out of a line, but where letters are joined", "[C2]") {
    const auto line = [](std::string_view typed) { return Value<std::string>::parse(typed).value(); };
    CHECK(line("\uFEFF\u202AA\u200Bn\u00ADn\u202C\u2068 Bee\u2069\x1F") == "Ann Bee");
    CHECK(line("An\u200Dn") == "Ann");
    for (const auto* joined : {"\u0645\u06CC\u200C\u062E\u0648\u0627\u0647\u0645", "\u0915\u094D\u200D\u0937",
                               "\U0001F468\u200D\U0001F469\u200D\U0001F467", "\u2764\uFE0F", "\u0661\u0600"})
        CHECK(line(joined) == joined);
    CHECK(line("\u0645\u200C \u0645\u200D") == "\u0645 \u0645");
}

TEST_CASE("addresses are stored without what is pasted around and into them", "[C2]") {
    for (const auto* typed :
         {"ann@c2.example\u200B", "\uFEFFann@c2.example", "ann@c2.example\u00A0", "\u200Eann@c2.example",
          "ann@c2.exam\u00ADple", "an\u200Dn@c2.example", "\u2068ann@c2.example\u2069", "<ann@c2.example>",
          "Ann Bee <ann@c2.example>", "\"Bee, Ann\" <ann@c2.example>", "mailto:ann@c2.example",
          "MAILTO:ann@c2.example?subject=Hello", "\tann@c2.example\u3000", "ａｎｎ＠ｃ２．example",
          "ann@c2\u3002example"})
        CHECK(Value<Email>::parse(typed)->text == "ann@c2.example");
    for (const auto* typed : {"\u202A+49 30 5550101\u202C", "\u202D+49\u00A030\u202F5550101", "+49\t30 5550101\uFEFF",
                              "\u2066+49 30 555\u200B0101\u2069"})
        CHECK(Value<Phone>::parse(typed)->text == "+49 30 5550101");
    for (const auto* typed :
         {"https://a.example/\u200B", "\u200Ehttps://a.exam\u00ADple/", "\u00A0https://a.example/\u3000"})
        CHECK(Value<Url>::parse(typed)->text == "https://a.example/");
    CHECK(!told<Url>("https://a.example/b\u00A0c").empty());
    CHECK(Value<Url>::parse("https://a.example/娘。")->text == "https://a.example/娘。");
    for (const auto* nothing : {"\u200B", "\u00A0", "\u2060"}) {
        CHECK(Value<Email>::parse(nothing)->text.empty());
        CHECK(Value<Phone>::parse(nothing)->text.empty());
        CHECK(Value<Url>::parse(nothing)->text.empty());
    }
}

TEST_CASE("damaged bytes of a value are told") {
    CHECK_THROWS_AS(Value<Money>::decode("1234567"), Error);
    CHECK_THROWS_AS(Value<bool>::decode(""), Error);
    CHECK_THROWS_AS(Value<std::vector<Ref<Group>>>::decode("123456789"), Error);
    CHECK_THROWS_AS(Value<Custom>::decode("123"), Error);
    CHECK_THROWS_AS(Value<Position>::decode("1234"), Error);
}

TEST_CASE("references to any kind are kind and number", "[P9]") {
    round_trips(Any_ref{.kind = 1, .id = 7});
    round_trips(Any_ref{.kind = 255, .id = std::numeric_limits<Id>::max()});
    CHECK(Value<Any_ref>::show({1, 7}) == "1:7");
    CHECK(Value<Any_ref>::show({}).empty());
    CHECK(*Value<Any_ref>::parse(" ") == Any_ref{});
    for (const auto* wrong : {"7", "1:", ":7", "0:7", "1:0", "256:7", "client:7", "1:7:8"})
        CHECK(told<Any_ref>(wrong) == "is not a record");
    CHECK(key_of(Any_ref{1, 300}) < key_of(Any_ref{2, 1}));
    CHECK(key_of(Any_ref{2, 1}) < key_of(Any_ref{2, 256}));
}

TEST_CASE("a file is its digest, size, type and name", "[P9]") {
    const File file{.digest = sha256("x"), .size = 1, .type = "image/png", .name = "Plan of the roof.png"};
    round_trips(file);
    round_trips(File{.digest = sha256(""), .size = 0, .type = "text/plain", .name = ""});
    CHECK(Value<File>::show(file) == hex(sha256("x")) + " 1 image/png Plan of the roof.png");
    CHECK(Value<File>::empty({}));
    CHECK(Value<File>::parse("")->digest.empty());
    for (const auto* wrong : {"abcd 1 a b", "plan.png"}) CHECK(told<File>(wrong) == "is not a file");
    CHECK(key_of(file) == sha256("x"));
    CHECK_THROWS_AS(Value<File>::decode(bytes_of(file).substr(0, 20)), Error);
}
