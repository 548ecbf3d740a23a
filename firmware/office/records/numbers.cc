#include "office/records/numbers.h"

namespace office {

using storage::Column;
using storage::Control;

bool is_number(const Column& column) {
    return column.control == Control::number || column.control == Control::percent || column.control == Control::money;
}

storage::Parsed<std::string> plain_number(const Column& column, std::string_view typed, char decimal) {
    constexpr std::size_t places = 4;  // one more than could be thousands
    if (column.control == Control::money) return storage::plain_amount(typed, decimal);
    return column.control == Control::percent ? storage::plain_percent(typed, decimal, places)
                                              : storage::plain_number(typed, decimal, places);
}

void resolve_numbers(std::span<const Column> columns, char decimal, storage::Typed& typed, storage::Errors& errors) {
    storage::each_valued_column(columns, [&](const Column& column) {
        if (!is_number(column)) return;
        for (const std::string& name : storage::typed_names(column, typed)) {
            auto plain = plain_number(column, typed.at(name), decimal);
            if (plain) {
                typed[name] = std::move(*plain);
                continue;
            }
            errors.emplace(name, plain.error());
            typed.erase(name);
        }
    });
}

void resolve_numbers(const storage::Record_type& type, const storage::Definitions& definitions, char decimal,
                     storage::Typed& typed, storage::Errors& errors) {
    resolve_numbers(type.columns, decimal, typed, errors);
    resolve_numbers(definitions.columns, decimal, typed, errors);
}

std::string typed_number(const Column& column, std::string_view plain, char decimal) {
    return is_number(column) ? storage::typed_number(plain, decimal) : std::string(plain);
}

}  // namespace office
