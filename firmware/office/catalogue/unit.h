// What is counted: units as people say them, by their codes in UN/ECE recommendation 20, which electronic invoices have.
#pragma once

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

constexpr auto options(Unit) {
    using storage::Option;
    return std::array{
        Option{1, "C62", "Piece"},         Option{2, "HUR", "Hour"},           Option{3, "MIN", "Minute"},
        Option{4, "DAY", "Day"},           Option{5, "WEE", "Week"},           Option{6, "MON", "Month"},
        Option{7, "ANN", "Year"},          Option{8, "MTR", "Metre"},          Option{9, "KMT", "Kilometre"},
        Option{10, "MTK", "Square metre"}, Option{11, "HAR", "Hectare"},       Option{12, "MTQ", "Cubic metre"},
        Option{13, "LTR", "Litre"},        Option{14, "GRM", "Gram"},          Option{15, "KGM", "Kilogram"},
        Option{16, "TNE", "Tonne"},        Option{17, "KWH", "Kilowatt hour"}, Option{18, "SET", "Set"},
        Option{19, "LS", "Lump sum"}};
}

}  // namespace office
