// What is counted: units as people say them, and their codes in UN/ECE recommendation 20, which electronic invoices have.
#pragma once

#include <array>
#include <string_view>

#include "storage/values/choice.h"

namespace office {

enum class Unit : std::uint8_t {
    piece = 1,
    hour,
    minute,
    day,
    week,
    month,
    year,
    metre,
    kilometre,
    square_metre,
    hectare,
    cubic_metre,
    litre,
    gram,
    kilogram,
    tonne,
    kilowatt_hour,
    set,
    lump_sum,
};

struct Named_unit {
    storage::Option option;
    std::string_view code;
};

inline constexpr std::array named_units{
    Named_unit{{1, "piece", "Piece"}, "C62"},
    Named_unit{{2, "hour", "Hour"}, "HUR"},
    Named_unit{{3, "minute", "Minute"}, "MIN"},
    Named_unit{{4, "day", "Day"}, "DAY"},
    Named_unit{{5, "week", "Week"}, "WEE"},
    Named_unit{{6, "month", "Month"}, "MON"},
    Named_unit{{7, "year", "Year"}, "ANN"},
    Named_unit{{8, "metre", "Metre"}, "MTR"},
    Named_unit{{9, "kilometre", "Kilometre"}, "KMT"},
    Named_unit{{10, "square_metre", "Square metre"}, "MTK"},
    Named_unit{{11, "hectare", "Hectare"}, "HAR"},
    Named_unit{{12, "cubic_metre", "Cubic metre"}, "MTQ"},
    Named_unit{{13, "litre", "Litre"}, "LTR"},
    Named_unit{{14, "gram", "Gram"}, "GRM"},
    Named_unit{{15, "kilogram", "Kilogram"}, "KGM"},
    Named_unit{{16, "tonne", "Tonne"}, "TNE"},
    Named_unit{{17, "kilowatt_hour", "Kilowatt hour"}, "KWH"},
    Named_unit{{18, "set", "Set"}, "SET"},
    Named_unit{{19, "lump_sum", "Lump sum"}, "LS"},
};

constexpr auto options(Unit) {
    std::array<storage::Option, named_units.size()> all{};
    for (std::size_t i = 0; i < all.size(); ++i) all[i] = named_units[i].option;
    return all;
}

constexpr std::string_view code_of(Unit unit) {
    for (const Named_unit& each : named_units)
        if (each.option.number == static_cast<std::uint8_t>(unit)) return each.code;
    return {};
}

}  // namespace office
