#include "storage/values/time.h"

#include <algorithm>
#include <charconv>
#include <format>
#include <optional>

#include "storage/values/clean.h"
#include "storage/words.h"

namespace storage {

namespace {

constexpr std::int64_t most_hours = 99'999;
constexpr std::int64_t minutes_a_day = std::int64_t{24} * 60;
constexpr const char* no_duration = "is not a duration (like 1:30, 90 min or 1.5 h)";

std::optional<std::int64_t> digits(std::string_view text, std::int64_t most) {
    std::int64_t number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc{} || end != text.data() + text.size() || number < 0 || number > most) return std::nullopt;
    return number;
}

/// "1:30" → 90
std::optional<std::int64_t> clock_minutes(std::string_view text, std::int64_t last_hour) {
    const std::size_t colon = text.find(':');
    if (colon == std::string_view::npos || text.size() - colon != 3) return std::nullopt;
    const auto hours = digits(text.substr(0, colon), last_hour);
    const auto minutes = digits(text.substr(colon + 1), 59);
    if (!hours || !minutes) return std::nullopt;
    return *hours * 60 + *minutes;
}

/// "1.5" and "1,5" → 90
Parsed<std::int64_t> minutes_of_hours(std::string_view text) {
    std::string number(trimmed(text));
    std::ranges::replace(number, ',', '.');
    const auto hundredths = parse_fixed(number, 2);
    if (number.empty() || !hundredths || *hundredths < 0 || *hundredths > most_hours * 100)
        return std::unexpected(no_duration);
    if (*hundredths * 60 % 100 != 0) return std::unexpected("is not a whole number of minutes");
    return *hundredths * 60 / 100;
}

/// "90 min" → 90
Parsed<std::int64_t> minutes_of_minutes(std::string_view text) {
    constexpr std::string_view unit = "min";
    text = trimmed(text);
    if (!text.ends_with(unit)) return std::unexpected(no_duration);
    const auto minutes = digits(trimmed(text.substr(0, text.size() - unit.size())), most_hours * 60);
    if (!minutes) return std::unexpected(no_duration);
    return *minutes;
}

/// "1.5 h" and "1 h 30 min" → 90
Parsed<std::int64_t> minutes_with_unit(std::string_view text) {
    const std::size_t hour = text.find('h');
    if (hour == std::string_view::npos) return minutes_of_minutes(text);
    const std::string_view rest = trimmed(text.substr(hour + 1));
    return minutes_of_hours(text.substr(0, hour)).and_then([&](std::int64_t whole) -> Parsed<std::int64_t> {
        if (rest.empty()) return whole;
        return minutes_of_minutes(rest).transform([&](std::int64_t minutes) { return whole + minutes; });
    });
}

}  // namespace

Parsed<Duration> parse_duration(std::string_view typed) {
    const std::string text = folded(clean_line(typed));
    if (text.empty()) return Duration{};
    if (const auto minutes = clock_minutes(text, most_hours)) return Duration{*minutes};
    if (const auto number = digits(text, most_hours); number == 0)
        return Duration{};
    else if (number)
        return std::unexpected(std::format("could be {0} minutes or {0} hours: type {0} min or {0} h", *number));
    return minutes_with_unit(text).transform([](std::int64_t minutes) { return Duration{minutes}; });
}

std::string show_duration(Duration duration) {
    return std::format("{}:{:02}", duration.minutes / 60, duration.minutes % 60);
}

Duration duration_from(std::int64_t minutes) {
    if (minutes < 0) corrupt("a duration is below zero");
    return {minutes};
}

Parsed<Time_of_day> parse_time(std::string_view typed) {
    const std::string text = clean_line(typed);
    if (text.empty()) return Time_of_day{};
    const auto minutes = clock_minutes(text, 23);
    if (!minutes) return std::unexpected("is not a time of day (like 14:05)");
    return Time_of_day{static_cast<std::int32_t>(*minutes)};
}

std::string show_time(Time_of_day time) {
    if (time == Time_of_day{}) return {};
    return std::format("{:02}:{:02}", time.minutes / 60, time.minutes % 60);
}

Time_of_day time_from(std::int64_t minutes) {
    if (minutes < Time_of_day::unset || minutes >= minutes_a_day) corrupt("a time of day is in no day");
    return {static_cast<std::int32_t>(minutes)};
}

}  // namespace storage
