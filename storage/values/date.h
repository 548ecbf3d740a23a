// Date: a day of the calendar. Moment: a point in time.
#pragma once

#include <chrono>
#include <compare>
#include <cstdint>
#include <limits>
#include <string>
#include <string_view>

#include "storage/value.h"
#include "storage/values/number.h"

namespace storage {

/// Days since 1970-01-01 in the proleptic Gregorian calendar.
struct Date {
    static constexpr std::int32_t unset = std::numeric_limits<std::int32_t>::min();
    std::int32_t days = unset;
    auto operator<=>(const Date&) const = default;
};

/// Milliseconds since 1970-01-01T00:00Z, without leap seconds; 0 is "never".
struct Moment {
    std::int64_t milliseconds = 0;
    auto operator<=>(const Moment&) const = default;
    static Moment now();
    std::chrono::sys_time<std::chrono::milliseconds> time() const {
        return std::chrono::sys_time<std::chrono::milliseconds>{std::chrono::milliseconds{milliseconds}};
    }
};

Parsed<Date> parse_date(std::string_view typed);  ///< ISO 8601, "2024-12-15"
std::string show_date(Date date);
Parsed<Moment> parse_moment(std::string_view typed);  ///< RFC 3339 in UTC, "2024-12-15T09:30:00Z"
std::string show_moment(Moment moment);

template <> struct Value<Date> : Number_value<Date> {
    static constexpr Control control = Control::date;
    static std::int64_t units(Date value) { return value.days; }
    static Date from(std::int64_t units) { return {static_cast<std::int32_t>(units)}; }
    static std::string show(Date value) { return show_date(value); }
    static Parsed<Date> parse(std::string_view typed) { return parse_date(typed); }
};

template <> struct Value<Moment> : Number_value<Moment> {
    static constexpr Control control = Control::moment;
    static std::int64_t units(Moment value) { return value.milliseconds; }
    static Moment from(std::int64_t units) { return {units}; }
    static std::string show(Moment value) { return show_moment(value); }
    static Parsed<Moment> parse(std::string_view typed) { return parse_moment(typed); }
};

}  // namespace storage
