// Values of custom fields: fields that exist only as data.
//
//   custom  = { field id u64 · type u8 · length · bytes }…        bytes as the type's own Value encodes them
//
// Each value carries its type, so encoding, ordering and search need no definition; parsing and showing do.
#pragma once

#include <array>
#include <compare>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "storage/types/column.h"
#include "storage/values/choice.h"

namespace storage {

constexpr auto options(Custom_type) {
    return std::array{
        Option{1, "text", "Text"},        Option{2, "number", "Number"}, Option{3, "money", "Money"},
        Option{4, "date", "Date"},        Option{5, "choice", "Choice"}, Option{6, "choices", "Many choices"},
        Option{7, "yes_no", "Yes or no"}, Option{8, "link", "Link"},
    };
}

Control control_of(Custom_type type);

struct Custom_value {
    Id field = 0;
    Custom_type type{};
    std::string bytes;
    auto operator<=>(const Custom_value&) const = default;
};

/// All custom values of one record, sorted by field.
struct Custom {
    std::vector<Custom_value> values;
    auto operator<=>(const Custom&) const = default;
    const Custom_value* find(Id field) const;
    /// Empty bytes take the value out.
    void set(Custom_value value);
};

/// What was typed into a custom field, as bytes; "" when nothing was.
Parsed<std::string> parse_custom(Custom_type type, const Column& column, std::string_view typed,
                                 const Currency& currency);
std::string show_custom(const Custom_value& value, const Currency& currency);
/// Index keys without the field's id in front.
std::vector<std::string> order_custom(const Custom_value& value);

template <> struct Value<Custom> : Plain_value<Custom> {
    static void encode(std::string& out, const Custom& custom);
    static Custom decode(std::string_view bytes);
    static void order(const Custom& custom, std::vector<std::string>& keys);
    static void words(const Custom& custom, std::vector<std::string>& words);
};

}  // namespace storage
