#include "storage/values/position.h"

#include <algorithm>
#include <optional>

#include "storage/values/clean.h"
#include "storage/values/number.h"

namespace storage {

namespace {

constexpr int places = 7;
constexpr std::int64_t degree = 10'000'000;

/// Ten-millionths of what may have more digits than that.
std::optional<std::int64_t> degrees(std::string_view text, bool comma) {
    std::string number(trimmed(text));
    if (comma) std::ranges::replace(number, ',', '.');
    const std::size_t point = number.find('.');
    const bool has_more = point != std::string::npos && number.size() - point > places + 1;
    if (has_more && std::ranges::all_of(number.substr(point + 1), [](char c) { return c >= '0' && c <= '9'; }))
        number.resize(point + 1 + places);
    const auto units = parse_fixed(number, places);
    return number.empty() || !units ? std::nullopt : std::optional(*units);
}

}  // namespace

Parsed<Position> parse_position(std::string_view typed) {
    const std::string text = clean_line(typed);
    if (text.empty()) return Position{};
    const bool comma = text.contains(';');  // then it may stand before a fraction
    const std::size_t between = text.find(comma ? ';' : ',');
    if (between == std::string::npos) return std::unexpected("is not a position (like 48.137, 11.575)");
    const auto lat = degrees(std::string_view(text).substr(0, between), comma);
    const auto lon = degrees(std::string_view(text).substr(between + 1), comma);
    if (!lat || !lon) return std::unexpected("is not a position (like 48.137, 11.575)");
    if (std::max(*lat, -*lat) > 90 * degree || std::max(*lon, -*lon) > 180 * degree)
        return std::unexpected("must have a latitude up to 90 and a longitude up to 180 degrees");
    return Position{static_cast<std::int32_t>(*lat), static_cast<std::int32_t>(*lon)};
}

std::string show_degrees(std::int32_t ten_millionths) { return show_fixed(ten_millionths, places, 0); }

std::string show_position(Position position) {
    if (position == Position{}) return {};
    return show_degrees(position.lat) + ", " + show_degrees(position.lon);
}

}  // namespace storage
