#include "storage/values/date.h"

#include <charconv>
#include <optional>

namespace storage {

namespace {

std::optional<int> digits(std::string_view text) {
    int number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc{} || end != text.data() + text.size() || text.starts_with('-')) return std::nullopt;
    return number;
}

constexpr std::string_view day_form = "0000-00-00", moment_form = "0000-00-00T00:00:00Z";

constexpr int first_year = 1000;  // earlier ones are slips of the finger

std::optional<std::chrono::sys_days> calendar_day(std::string_view text) {
    if (text.size() != 10 || text[4] != '-' || text[7] != '-') return std::nullopt;
    const auto year = digits(text.substr(0, 4));
    const auto month = digits(text.substr(5, 2));
    const auto day = digits(text.substr(8, 2));
    if (!year || !month || !day || *year < first_year) return std::nullopt;
    const std::chrono::year_month_day date{std::chrono::year{*year}, std::chrono::month(static_cast<unsigned>(*month)),
                                           std::chrono::day(static_cast<unsigned>(*day))};
    if (!date.ok()) return std::nullopt;
    return std::chrono::sys_days{date};
}

void put_digits(std::string& text, std::size_t at, std::size_t count, unsigned number) {
    for (at += count; count > 0; --count, number /= 10) text[--at] = static_cast<char>('0' + number % 10);
}

/// "2026-03-31T09:30:00Z" or the beginning of it. By hand, as lists show hundreds and std::format takes ten times as long; years
/// have four digits, since no others can be typed.
std::string shown(std::chrono::sys_seconds time, std::string text) {
    const auto day = std::chrono::floor<std::chrono::days>(time);
    const std::chrono::year_month_day date{day};
    put_digits(text, 0, 4, static_cast<unsigned>(static_cast<int>(date.year())));
    put_digits(text, 5, 2, static_cast<unsigned>(date.month()));
    put_digits(text, 8, 2, static_cast<unsigned>(date.day()));
    if (text.size() == day_form.size()) return text;
    const auto second = static_cast<unsigned>((time - day).count());
    put_digits(text, 11, 2, second / 3'600);
    put_digits(text, 14, 2, second / 60 % 60);
    put_digits(text, 17, 2, second % 60);
    return text;
}

}  // namespace

Moment Moment::now() {
    const auto since = std::chrono::system_clock::now().time_since_epoch();
    return {std::chrono::duration_cast<std::chrono::milliseconds>(since).count()};
}

Parsed<Date> parse_date(std::string_view typed) {
    const std::string_view text = trimmed(typed);
    if (text.empty()) return Date{};
    const auto day = calendar_day(text);
    if (!day) return std::unexpected("is not a date (like 2026-03-31)");
    return Date{static_cast<std::int32_t>(day->time_since_epoch().count())};
}

std::string show_date(Date date) {
    if (date == Date{}) return {};
    return shown(std::chrono::sys_days{std::chrono::days{date.days}}, std::string(day_form));
}

Parsed<Moment> parse_moment(std::string_view typed) {
    using namespace std::chrono;
    const std::string_view text = trimmed(typed);
    if (text.empty()) return Moment{};
    const auto wrong = std::unexpected("is not a moment in UTC (like 2026-03-31T09:30:00Z)");
    if (text.size() != 20 || text[10] != 'T' || text[13] != ':' || text[16] != ':' || text[19] != 'Z') return wrong;
    const auto day = calendar_day(text.substr(0, 10));
    const auto hour = digits(text.substr(11, 2));
    const auto minute = digits(text.substr(14, 2));
    const auto second = digits(text.substr(17, 2));
    if (!day || !hour || !minute || !second || *hour > 23 || *minute > 59 || *second > 59) return wrong;
    const sys_seconds time = *day + hours{*hour} + minutes{*minute} + seconds{*second};
    return Moment{duration_cast<milliseconds>(time.time_since_epoch()).count()};
}

std::string show_moment(Moment moment) {
    if (moment == Moment{}) return {};
    return shown(std::chrono::floor<std::chrono::seconds>(moment.time()), std::string(moment_form));
}

}  // namespace storage
