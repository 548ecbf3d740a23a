// Position: a place on the earth. It has no order, and so no index.
#pragma once

#include <compare>
#include <cstdint>
#include <limits>
#include <string>
#include <string_view>

#include "storage/value.h"

namespace storage {

/// Degrees of WGS 84 in ten-millionths, which is about a centimetre: north and east are above zero. Typed "48.137, 11.575", or
/// "48,137; 11,575"; further digits are cut off.
struct Position {
    static constexpr std::int32_t unset = std::numeric_limits<std::int32_t>::min();
    std::int32_t lat = unset, lon = unset;
    auto operator<=>(const Position&) const = default;
};

Parsed<Position> parse_position(std::string_view typed);
std::string show_position(Position position);
std::string show_degrees(std::int32_t ten_millionths);  ///< "48.137"

/// On the disk: lat i32 · lon i32.
template <> struct Value<Position> : Plain_value<Position> {
    static constexpr Control control = Control::position;
    static std::string show(Position value) { return show_position(value); }
    static Parsed<Position> parse(std::string_view typed) { return parse_position(typed); }
    static void encode(std::string& out, Position value) {
        put_number(out,
                   std::uint64_t{static_cast<std::uint32_t>(value.lat)} << 32 | static_cast<std::uint32_t>(value.lon));
    }
    static Position decode(std::string_view bytes) {
        const std::uint64_t both = get_number(bytes);
        return {static_cast<std::int32_t>(both >> 32), static_cast<std::int32_t>(both)};
    }
};

}  // namespace storage
