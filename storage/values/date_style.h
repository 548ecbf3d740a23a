// Dates as people write them: "31.12.2026", "31/12/26", "12/31/2026", "2026-12-31 14:05", "31 Dec 2026", "2026年12月31日", "20261231".
//
// Records, programs and exports know one form, "2026-12-31" (date.h). What people type becomes that form here, or is asked about:
// which of two numbers is the month is never guessed. Dots are written by those alone who begin with the day.
#pragma once

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>

#include "storage/value.h"

namespace storage {

enum class Date_order : std::uint8_t { unknown, day_first, month_first };

/// "31.12.2026" → "2026-12-31". `order` decides where the text does not say it; when it is not known, "03/04/2026" is asked about:
/// "could be 2026-04-03 or 2026-03-04: type one of them". Whether there is such a day is said by parse_date.
Parsed<std::string> plain_date(std::string_view typed, Date_order order);

/// The order that a text shows beyond doubt ("31/12/2026": the day is first); unknown when it does not.
Date_order date_order_in(std::string_view typed);

/// How somebody who types writes what programs write in one way. As it is here, that is not known.
struct Style {
    char decimal = 0;  ///< before the fraction of a number; 0 when it is not known
    Date_order dates = Date_order::unknown;
    std::chrono::weekday week_begins = std::chrono::Monday;
};

}  // namespace storage
