// Dates as people write them: what is read, what is asked about, what is refused.
#include "storage/values/date_style.h"

#include <catch2/catch_test_macros.hpp>

#include "storage/values/date.h"

using namespace storage;

namespace {

using enum Date_order;

std::string read(std::string_view typed, Date_order order) {
    const auto plain = plain_date(typed, order);
    return plain ? *plain : plain.error();
}

}  // namespace

TEST_CASE("a date that says which number is the month is read in every language", "[C2]") {
    for (const Date_order order : {unknown, day_first, month_first}) {
        for (const auto* typed : {"2026-12-31", "2026-12-31 ", "2026/12/31", "31.12.2026", "31. 12. 2026", "31/12/2026",
                                  "31-12-2026", "12/31/2026", "\u200E31.\u00A012.\u00A02026"})
            CHECK(read(typed, order) == "2026-12-31");
        CHECK(read("5.4.2026", order) == "2026-04-05");
        CHECK(read("3/3/2026", order) == "2026-03-03");
        CHECK(read(" ", order).empty());
    }
}

TEST_CASE("days are read with times, names of months in many languages, and years of two digits", "[C2]") {
    for (const auto* typed :
         {"31.12.26", "31/12/26", "12/31/26", "2026-12-31 14:05", "2026-12-31T23:30:00Z", "31.12.2026 10:00",
          "20261231", "31-Dec-26", "31 Dec 2026", "Dec 31, 2026", "December 31st, 2026", "31. Dezember 2026",
          "2026年12月31日", "2026년 12월 31일", "mardi 31 décembre 2026", "31 de diciembre de 2026", "31 grudnia 2026",
          "31. joulukuuta 2026"})
        CHECK(read(typed, unknown) == "2026-12-31");
    CHECK(read("1er janvier 1969", unknown) == "1969-01-01");
    CHECK(read("4 July 76", unknown) == "1976-07-04");
    CHECK(read("5 července 2026", unknown) == "2026-07-05");
    CHECK(read("5 června 2026", unknown) == "2026-06-05");
    CHECK(read("03/04/26", unknown) == "could be 2026-04-03 or 2026-03-04: type one of them");
}

TEST_CASE("which of two numbers is the month is asked where neither text nor language says it", "[C2]") {
    CHECK(read("03/04/2026", unknown) == "could be 2026-04-03 or 2026-03-04: type one of them");
    CHECK(read("3-4-2026", unknown) == "could be 2026-04-03 or 2026-03-04: type one of them");
    CHECK(read("03/04/2026", day_first) == "2026-04-03");
    CHECK(read("03/04/2026", month_first) == "2026-03-04");
}

TEST_CASE("what is no date is refused", "[C2]") {
    for (const auto* wrong :
         {"31.12", "1/2-2026", "-1.2.2026", "31. Brumaire 2026", "31-12-26", "Dezember 2026", "32 Dec",
          "99999999999.1.2026", "2026-12-31x", "18261231", "012.1.2026", "+1.2.2026", "1..2026"})
        CHECK(read(wrong, day_first) == "is not a date (like 2026-03-31)");
    for (const auto* no_day : {"31.2.2026", "0.1.2026", "13/13/2026", "2026-02-30", "0001-01-01"})
        CHECK(!plain_date(no_day, day_first).and_then(&parse_date));
}

TEST_CASE("a text shows the order of its numbers, or says nothing", "[E1]") {
    for (const auto* typed : {"31/12/2026", "13-1-2026", "3.4.2026", "31.12.26", "31/12/2026 14:05"})
        CHECK(date_order_in(typed) == day_first);
    CHECK(date_order_in("12/31/2026") == month_first);
    for (const auto* typed : {"03/04/2026", "2026-12-31", "2026/3/4", "", "never"})
        CHECK(date_order_in(typed) == unknown);
}
