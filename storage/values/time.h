// Duration: how long something takes. Time_of_day: an hour and a minute of a day.
#pragma once

#include <compare>
#include <cstdint>
#include <string>
#include <string_view>

#include "storage/value.h"
#include "storage/values/number.h"

namespace storage {

/// In minutes, never below zero. Typed "1:30", "90 min", "1.5 h", "1 h 30 min"; shown "1:30".
struct Duration {
    std::int64_t minutes = 0;
    auto operator<=>(const Duration&) const = default;
};

/// In minutes from midnight, by the clock on the wall. Typed "9:05" and shown "09:05".
struct Time_of_day {
    static constexpr std::int32_t unset = -1;
    std::int32_t minutes = unset;
    auto operator<=>(const Time_of_day&) const = default;
};

Parsed<Duration> parse_duration(std::string_view typed);
std::string show_duration(Duration duration);
Duration duration_from(std::int64_t minutes);  ///< throws Error{corrupt}
Parsed<Time_of_day> parse_time(std::string_view typed);
std::string show_time(Time_of_day time);
Time_of_day time_from(std::int64_t minutes);  ///< throws Error{corrupt}

template <> struct Value<Duration> : Number_value<Duration> {
    static constexpr Control control = Control::duration;
    static std::int64_t units(Duration value) { return value.minutes; }
    static Duration from(std::int64_t units) { return duration_from(units); }
    static std::string show(Duration value) { return show_duration(value); }
    static Parsed<Duration> parse(std::string_view typed) { return parse_duration(typed); }
};

template <> struct Value<Time_of_day> : Number_value<Time_of_day> {
    static constexpr Control control = Control::time;
    static std::int64_t units(Time_of_day value) { return value.minutes; }
    static Time_of_day from(std::int64_t units) { return time_from(units); }
    static std::string show(Time_of_day value) { return show_time(value); }
    static Parsed<Time_of_day> parse(std::string_view typed) { return parse_time(typed); }
};

}  // namespace storage
