#include "storage/values/number.h"

#include <algorithm>
#include <array>
#include <charconv>

#include "storage/words.h"

namespace storage {

Parsed<std::int64_t> parse_whole(std::string_view typed) {
    const std::string_view text = trimmed(typed);
    if (text.empty()) return 0;
    std::int64_t number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc{} || end != text.data() + text.size()) return std::unexpected("is not a whole number");
    return number;
}

Parsed<std::int64_t> parse_fixed(std::string_view typed, int places) {
    const auto wrong = std::unexpected("is not a number (like 1234.56)");
    std::string_view text = trimmed(typed);
    if (text.empty()) return 0;
    std::string digits;  // with the sign, so that the least number has its place
    if (text.starts_with('-')) {
        digits = "-";
        text.remove_prefix(1);
    }
    const auto point = std::min(text.find('.'), text.size());
    std::string_view fraction = point < text.size() ? text.substr(point + 1) : std::string_view{};
    const auto is_digit = [](char c) { return c >= '0' && c <= '9'; };
    if (!std::ranges::all_of(text.substr(0, point), is_digit) || !std::ranges::all_of(fraction, is_digit) ||
        point + fraction.size() == 0)
        return wrong;
    if (fraction.size() > static_cast<std::size_t>(places))
        return std::unexpected("has too many digits after the point");
    digits += text.substr(0, point);
    digits += fraction;
    digits.append(static_cast<std::size_t>(places) - fraction.size(), '0');
    std::int64_t units = 0;
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), units);
    if (error != std::errc{} || end != digits.data() + digits.size()) return wrong;
    return units;
}

std::string show_fixed(std::int64_t units, int places, int least) {
    const bool negative = units < 0;
    std::string digits =
        std::to_string(negative ? 0 - static_cast<std::uint64_t>(units) : static_cast<std::uint64_t>(units));
    const auto wanted = static_cast<std::size_t>(places) + 1;
    if (digits.size() < wanted) digits.insert(0, wanted - digits.size(), '0');
    std::string fraction = digits.substr(digits.size() - static_cast<std::size_t>(places));
    while (fraction.size() > static_cast<std::size_t>(least) && fraction.ends_with('0')) fraction.pop_back();
    digits.resize(digits.size() - static_cast<std::size_t>(places));
    return (negative ? "-" : "") + digits + (fraction.empty() ? "" : "." + fraction);
}

Parsed<Quantity> parse_quantity(std::string_view typed) {
    constexpr int places = 4;
    constexpr std::int64_t most = 1'000'000'000 * std::int64_t{10'000};
    return parse_fixed(typed, places).and_then([](std::int64_t units) -> Parsed<Quantity> {
        if (units > most || units < -most) return std::unexpected("must not be more than 1000000000");
        return Quantity{units};
    });
}

Parsed<Percent> parse_percent(std::string_view typed) {
    std::string_view text = trimmed(typed);
    if (text.size() > 1 && text.ends_with('%')) text.remove_suffix(1);
    return parse_fixed(text, 6).transform([](std::int64_t units) { return Percent{units}; });
}

Parsed<bool> parse_yes_no(std::string_view typed) {
    static constexpr std::array yes{"yes", "true", "1", "on", "y"};
    static constexpr std::array no{"", "no", "false", "0", "off", "n"};
    const std::string text = folded(trimmed(typed));
    if (std::ranges::find(yes, text) != yes.end()) return true;
    if (std::ranges::find(no, text) != no.end()) return false;
    return std::unexpected("is neither yes nor no");
}

Parsed<Stars> parse_stars(std::string_view typed) {
    return parse_whole(typed).and_then([](std::int64_t count) -> Parsed<Stars> {
        if (count < 0 || count > 5) return std::unexpected("must be a number of stars from 0 to 5");
        return Stars{static_cast<std::uint8_t>(count)};
    });
}

}  // namespace storage
