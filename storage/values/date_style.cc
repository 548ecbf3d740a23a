#include "storage/values/date_style.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <format>
#include <optional>
#include <utility>
#include <vector>

#include "storage/values/clean.h"
#include "storage/values/month_names.h"
#include "storage/words.h"

namespace storage {

namespace {

constexpr const char* no_date = "is not a date (like 2026-03-31)";

/// Three numbers with one sign between them.
struct Written {
    std::array<int, 3> numbers{};
    std::array<std::size_t, 3> digits{};
    char sign = 0;

    bool year_first() const { return digits[0] == 4 && digits[1] <= 2 && digits[2] <= 2; }
    /// Of two digits only with signs behind which no year stands first.
    bool year_last() const {
        return digits[0] <= 2 && digits[1] <= 2 && (digits[2] == 4 || (digits[2] == 2 && sign != '-'));
    }
    int last_year() const { return digits[2] == 4 ? numbers[2] : whole_year(numbers[2]); }
    /// "24" is 2024, "69" is 1969 (POSIX, strptime).
    static int whole_year(int two_digits) { return two_digits + (two_digits < 69 ? 2000 : 1900); }
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

/// "2024-12-31T23:30:00Z" → "2024-12-31": the day as it is written, never moved by a zone.
std::string without_time(std::string text) {
    const std::size_t colon = text.find(':');
    if (colon == std::string::npos) return text;
    const std::size_t begin = text.find_last_of(" T", colon);
    if (begin != std::string::npos) text.erase(begin);
    return std::string(trimmed(text));
}

/// "20241231"
std::optional<std::string> run_together(std::string_view text) {
    const bool digits = text.size() == 8 && text.find_first_not_of("0123456789") == std::string_view::npos;
    if (!digits || (!text.starts_with("19") && !text.starts_with("20"))) return std::nullopt;
    return std::format("{}-{}-{}", text.substr(0, 4), text.substr(4, 2), text.substr(6));
}

/// "2024年12月31日" → "2024-12-31"
std::string with_plain_signs(std::string_view text) {
    std::string plain;
    while (!text.empty()) {
        const std::string_view letter = first_letter(text).bytes;
        text.remove_prefix(letter.size());
        if (letter == "年" || letter == "月" || letter == "년" || letter == "월")
            plain += '-';
        else if (letter != "日" && letter != "일")
            plain += letter;
    }
    std::erase(plain, plain.contains('-') ? ' ' : '\0');
    return plain;
}

/// "31 Dec 2024", "Dec 31st, 2024", "31-Dec-24", "31. Dezember 2024", "31 de diciembre de 2024"
std::optional<std::string> with_named_month(std::string_view text) {
    int month = 0;
    std::vector<std::string> numbers;
    for (const std::string& word : words_of(text)) {
        const std::size_t digits = std::min(word.find_first_not_of("0123456789"), word.size());
        if (digits > 0 && word.size() - digits <= 2)
            numbers.push_back(word.substr(0, digits));  // "31st", "1er"
        else if (const int named = month_named(word); named != 0 && month == 0)
            month = named;
    }
    if (month == 0 || numbers.size() != 2) return std::nullopt;
    if (numbers[0].size() == 4) std::swap(numbers[0], numbers[1]);
    const bool is_day = numbers[0].size() <= 2 && (numbers[1].size() == 4 || numbers[1].size() == 2);
    if (!is_day) return std::nullopt;
    const int year = std::stoi(numbers[1]);
    return iso(numbers[1].size() == 4 ? year : Written::whole_year(year), month, std::stoi(numbers[0]));
}

}  // namespace

Parsed<std::string> plain_date(std::string_view typed, Date_order order) {
    const std::string text = without_time(clean_line(typed));
    if (text.empty()) return std::string{};
    if (auto whole = run_together(text)) return std::move(*whole);
    if (auto named = with_named_month(text)) return std::move(*named);
    const auto date = written(with_plain_signs(text));
    if (!date || (!date->year_first() && !date->year_last())) return std::unexpected(no_date);
    const auto [first, second, last] = date->numbers;
    if (date->year_first()) return iso(first, second, last);
    const int year = date->last_year();
    if (const Date_order shown = shown_order(*date); shown != Date_order::unknown) order = shown;
    if (order == Date_order::day_first || first == second) return iso(year, second, first);
    if (order == Date_order::month_first) return iso(year, first, second);
    return std::unexpected(
        std::format("could be {} or {}: type one of them", iso(year, second, first), iso(year, first, second)));
}

Date_order date_order_in(std::string_view typed) {
    const auto date = written(without_time(clean_line(typed)));
    return date && date->year_last() ? shown_order(*date) : Date_order::unknown;
}

}  // namespace storage
