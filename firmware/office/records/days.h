// Days as people mean them: "today", "this_week", "last_30_days", by the office's calendar.
//
// The office's day is that of the box's time zone; weeks begin as the language of whoever asks has it, else on Monday (ISO 8601).
#pragma once

#include <chrono>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "storage/values/date.h"

namespace office {

storage::Date day_of(storage::Moment moment);
/// The first moment of a day.
storage::Moment begin_of(storage::Date day);

/// From one day to another, both within.
struct Days {
    storage::Date first, last;
};

/// The day from which such words count.
struct Today {
    Today(storage::Date day, std::chrono::weekday week_begins = std::chrono::Monday)
        : day(day)
        , week_begins(week_begins) {}
    storage::Date day;
    std::chrono::weekday week_begins;
};

/// A day ("2026-03-31"), or days that move with `today`: see relative_days; "last_N_days" and "next_N_days" take any number up
/// to 3660 and begin or end today.
storage::Parsed<Days> parse_days(std::string_view typed, const Today& today);

/// What is offered to choose from.
std::span<const std::string_view> relative_days();

/// How such a word is called: "This week", or by its number "Last day" and "Last {} days". Nothing for a plain day.
struct Days_label {
    std::string_view one, several;
    int number = 1;
};
std::optional<Days_label> days_label(std::string_view word);

}  // namespace office
