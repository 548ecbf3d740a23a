#include "office/records/plain.h"

namespace office {

using storage::Column;
using storage::Control;

bool is_number(const Column& column) {
    return column.control == Control::number || column.control == Control::percent || column.control == Control::money;
}

storage::Parsed<std::string> plain_text(const Column& column, std::string_view typed, const storage::Style& style,
                                        const storage::Currency& currency) {
    constexpr std::size_t places = 4;  // one more than could be thousands
    switch (column.control) {
    case Control::money: return storage::plain_amount(typed, style.decimal, currency);
    case Control::percent: return storage::plain_percent(typed, style.decimal, places);
    case Control::number: return storage::plain_number(typed, style.decimal, places);
    case Control::date: return storage::plain_date(typed, style.dates);
    default: return std::string(typed);
    }
}

void resolve_plain(std::span<const Column> columns, const storage::Style& style, const storage::Currency& currency,
                   storage::Typed& typed, storage::Errors& errors) {
    storage::each_valued_column(columns, [&](const Column& column) {
        for (const std::string& name : storage::typed_names(column, typed)) {
            auto plain = plain_text(column, typed.at(name), style, currency);
            if (plain) {
                typed[name] = std::move(*plain);
                continue;
            }
            errors.emplace(name, plain.error());
            typed.erase(name);
        }
    });
}

void resolve_plain(const storage::Record_type& type, const storage::Definitions& definitions,
                   const storage::Style& style, storage::Typed& typed, storage::Errors& errors) {
    resolve_plain(type.columns, style, definitions.currency, typed, errors);
    resolve_plain(definitions.columns, style, definitions.currency, typed, errors);
}

std::string typed_number(const Column& column, std::string_view plain, char decimal,
                         const storage::Currency& currency) {
    if (column.control == Control::money) return storage::typed_amount(plain, decimal, currency);
    return is_number(column) ? storage::typed_number(plain, decimal) : std::string(plain);
}

}  // namespace office
