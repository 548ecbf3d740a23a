#include "office/records/days.h"

#include <catch2/catch_test_macros.hpp>
#include <format>

using storage::Date;

namespace {

Date day(std::string_view text) { return *storage::parse_date(text); }

/// On Wednesday, 26 February 2020.
std::string days(std::string_view typed) {
    const auto parsed = office::parse_days(typed, day("2020-02-26"));
    if (!parsed) return parsed.error();
    return std::format("{} {}", storage::show_date(parsed->first), storage::show_date(parsed->last));
}

}  // namespace

TEST_CASE("days that move with today begin and end where people mean it", "[C5]") {
    CHECK(days("2020-03-31") == "2020-03-31 2020-03-31");
    CHECK(days(" today ") == "2020-02-26 2020-02-26");
    CHECK(days("yesterday") == "2020-02-25 2020-02-25");
    CHECK(days("tomorrow") == "2020-02-27 2020-02-27");
    CHECK(days("this_week") == "2020-02-24 2020-03-01");
    CHECK(days("last_week") == "2020-02-17 2020-02-23");
    CHECK(days("next_week") == "2020-03-02 2020-03-08");
    CHECK(days("this_month") == "2020-02-01 2020-02-29");
    CHECK(days("last_month") == "2020-01-01 2020-01-31");
    CHECK(days("next_month") == "2020-03-01 2020-03-31");
    CHECK(days("this_year") == "2020-01-01 2020-12-31");
    CHECK(days("last_year") == "2019-01-01 2019-12-31");
    CHECK(days("last_1_days") == "2020-02-26 2020-02-26");
    CHECK(days("last_30_days") == "2020-01-28 2020-02-26");
    CHECK(days("next_7_days") == "2020-02-26 2020-03-03");
    CHECK(days("next_3660_days") == "2020-02-26 2030-03-04");
    for (const char* wrong : {"soon", "last__days", "last_0_days", "last_3661_days", "last_-1_days", "last_7 days",
                              "last_", "last_days", "this_day"}) {
        INFO(wrong);
        CHECK(days(wrong) == "is not a date (like 2026-03-31)");
    }
}

TEST_CASE("every day that is offered has a name, and a Monday is the first of its week", "[C5]") {
    for (const std::string_view word : office::relative_days()) {
        INFO(word);
        CHECK(office::parse_days(word, day("2024-01-01")).has_value());
        CHECK(office::days_label(word).has_value());
    }
    CHECK_FALSE(office::days_label("2024-01-01").has_value());
    CHECK(office::parse_days("this_week", day("2024-01-01"))->first == day("2024-01-01"));
    CHECK(office::parse_days("this_week", day("2023-12-31"))->first == day("2023-12-25"));
}

TEST_CASE("a day begins when the office's clock says so", "[C5]") {
    for (const char* text : {"1999-12-31", "2024-03-31", "2024-10-27", "2026-11-27"}) {
        INFO(text);
        const storage::Moment begin = office::begin_of(day(text));
        CHECK(office::day_of(begin) == day(text));
        CHECK(office::day_of({begin.milliseconds - 1}) == Date{day(text).days - 1});
    }
}
