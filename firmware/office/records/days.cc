#include "office/records/days.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <chrono>
#include <ctime>

namespace office {

using std::chrono::sys_days;
using std::chrono::year_month_day;
using storage::Date;
using storage::Moment;

namespace {

Date date_of(sys_days day) { return {static_cast<std::int32_t>(day.time_since_epoch().count())}; }
sys_days sys_day(Date day) { return sys_days{std::chrono::days{day.days}}; }
year_month_day calendar(Date day) { return sys_day(day); }

Date plus(Date day, int days) { return {day.days + days}; }

Days one(Date day) { return {day, day}; }

/// The one with today in it, or some weeks later.
Days week(const Today& today, int later) {
    const std::chrono::days since_begin = std::chrono::weekday{sys_day(today.day)} - today.week_begins;
    const Date first = plus(today.day, 7 * later - static_cast<int>(since_begin.count()));
    return {first, plus(first, 6)};
}

Days month(Date within, int later) {
    const auto day = calendar(within);
    const auto month = day.year() / day.month() + std::chrono::months{later};
    return {date_of(month / 1), date_of(month / std::chrono::last)};
}

Days year(Date within, int later) {
    const auto year = calendar(within).year() + std::chrono::years{later};
    return {date_of(year / 1 / 1), date_of(year / 12 / 31)};
}

struct Word {
    std::string_view word, label;
    Days (*days)(const Today& today);
};

constexpr std::array words{
    Word{"today", "Today", [](const Today& today) { return one(today.day); }},
    Word{"yesterday", "Yesterday", [](const Today& today) { return one(plus(today.day, -1)); }},
    Word{"tomorrow", "Tomorrow", [](const Today& today) { return one(plus(today.day, 1)); }},
    Word{"this_week", "This week", [](const Today& today) { return week(today, 0); }},
    Word{"last_week", "Last week", [](const Today& today) { return week(today, -1); }},
    Word{"next_week", "Next week", [](const Today& today) { return week(today, 1); }},
    Word{"this_month", "This month", [](const Today& today) { return month(today.day, 0); }},
    Word{"last_month", "Last month", [](const Today& today) { return month(today.day, -1); }},
    Word{"next_month", "Next month", [](const Today& today) { return month(today.day, 1); }},
    Word{"this_year", "This year", [](const Today& today) { return year(today.day, 0); }},
    Word{"last_year", "Last year", [](const Today& today) { return year(today.day, -1); }},
};

constexpr std::array offered{
    std::string_view{"today"},        std::string_view{"yesterday"},   std::string_view{"tomorrow"},
    std::string_view{"this_week"},    std::string_view{"next_week"},   std::string_view{"this_month"},
    std::string_view{"last_month"},   std::string_view{"this_year"},   std::string_view{"last_7_days"},
    std::string_view{"last_30_days"}, std::string_view{"next_7_days"}, std::string_view{"next_30_days"}};

constexpr int most_days = 3'660;

/// "last_30_days" and "last" → 30; 0 when it is something else.
int number_of_days(std::string_view typed, std::string_view direction) {
    const std::string before = std::string(direction) + "_";
    constexpr std::string_view behind = "_days";
    if (!typed.starts_with(before) || !typed.ends_with(behind)) return 0;
    const std::string_view digits =
        typed.substr(before.size(), typed.size() - std::min(typed.size(), before.size() + behind.size()));
    int number = 0;
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), number);
    const bool whole = error == std::errc{} && end == digits.data() + digits.size();
    return whole && number >= 1 && number <= most_days ? number : 0;
}

const Word* find_word(std::string_view typed) {
    const auto at = std::ranges::find(words, typed, &Word::word);
    return at == words.end() ? nullptr : &*at;
}

}  // namespace

Date day_of(Moment moment) {
    const std::time_t seconds = moment.milliseconds / 1'000;
    std::tm local{};
    localtime_r(&seconds, &local);
    return date_of(year_month_day{std::chrono::year{local.tm_year + 1900},
                                  std::chrono::month{static_cast<unsigned>(local.tm_mon + 1)},
                                  std::chrono::day{static_cast<unsigned>(local.tm_mday)}});
}

Moment begin_of(Date day) {
    const year_month_day date = calendar(day);
    std::tm local{};
    local.tm_year = static_cast<int>(date.year()) - 1900;
    local.tm_mon = static_cast<int>(static_cast<unsigned>(date.month())) - 1;
    local.tm_mday = static_cast<int>(static_cast<unsigned>(date.day()));
    local.tm_isdst = -1;
    return {std::int64_t{std::mktime(&local)} * 1'000};
}

storage::Parsed<Days> parse_days(std::string_view typed, const Today& today) {
    typed = storage::trimmed(typed);
    if (const Word* word = find_word(typed)) return word->days(today);
    if (const int last = number_of_days(typed, "last"); last > 0) return Days{plus(today.day, 1 - last), today.day};
    if (const int next = number_of_days(typed, "next"); next > 0) return Days{today.day, plus(today.day, next - 1)};
    return storage::parse_date(typed).transform(one);
}

std::span<const std::string_view> relative_days() { return offered; }

std::optional<Days_label> days_label(std::string_view typed) {
    if (const Word* word = find_word(typed)) return Days_label{word->label, word->label};
    if (const int last = number_of_days(typed, "last"); last > 0) return Days_label{"Last day", "Last {} days", last};
    if (const int next = number_of_days(typed, "next"); next > 0) return Days_label{"Next day", "Next {} days", next};
    return std::nullopt;
}

}  // namespace office
