#include "storage/values/date_style.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <format>
#include <optional>

#include "storage/values/clean.h"

namespace storage {

namespace {

constexpr const char* no_date = "is not a date (like 2026-03-31)";

/// Three numbers with one sign between them.
struct Written {
    std::array<int, 3> numbers{};
    std::array<std::size_t, 3> digits{};
    char sign = 0;

    bool year_first() const { return digits[0] == 4 && digits[1] <= 2 && digits[2] <= 2; }
    bool year_last() const { return digits[0] <= 2 && digits[1] <= 2 && digits[2] == 4; }
};

std::optional<Written> written(std::string_view text) {
    Written date;
    for (std::size_t i = 0; i < date.numbers.size(); ++i) {
        const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), date.numbers[i]);
        if (error != std::errc{} || text.starts_with('-')) return std::nullopt;
        date.digits[i] = static_cast<std::size_t>(end - text.data());
        text.remove_prefix(date.digits[i]);
        if (i == 2) break;
        if (text.empty() || !std::string_view("./-").contains(text.front())) return std::nullopt;
        if (i == 1 && text.front() != date.sign) return std::nullopt;
        date.sign = text.front();
        text = trimmed(text.substr(1));
    }
    return text.empty() ? std::optional(date) : std::nullopt;
}

/// Of a date whose year is last.
Date_order shown_order(const Written& date) {
    constexpr int months = 12;
    if (date.sign == '.' || date.numbers[0] > months) return Date_order::day_first;
    return date.numbers[1] > months ? Date_order::month_first : Date_order::unknown;
}

std::string iso(int year, int month, int day) { return std::format("{:04}-{:02}-{:02}", year, month, day); }

}  // namespace

Parsed<std::string> plain_date(std::string_view typed, Date_order order) {
    const std::string text = clean_line(typed);
    if (text.empty()) return std::string{};
    const auto date = written(text);
    if (!date || (!date->year_first() && !date->year_last())) return std::unexpected(no_date);
    const auto [first, second, last] = date->numbers;
    if (date->year_first()) return iso(first, second, last);
    if (const Date_order shown = shown_order(*date); shown != Date_order::unknown) order = shown;
    if (order == Date_order::day_first || first == second) return iso(last, second, first);
    if (order == Date_order::month_first) return iso(last, first, second);
    return std::unexpected(
        std::format("could be {} or {}: type one of them", iso(last, second, first), iso(last, first, second)));
}

Date_order date_order_in(std::string_view typed) {
    const auto date = written(clean_line(typed));
    return date && date->year_last() ? shown_order(*date) : Date_order::unknown;
}

}  // namespace storage
