// Currencies (ISO 4217, list one): how many digits their amounts have, and how people write them.
//
// Money is units of the last digit of the office's currency (settings.h), so nobody can read or write an amount without saying
// which one that is: the Value of money takes it as well.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "storage/value.h"

namespace storage {

struct Currency {
    std::string code = "EUR";  ///< in capitals
    int digits = 2;            ///< behind the point of its amounts: 2 for "EUR", 0 for "JPY", 3 for "KWD"
    bool operator==(const Currency&) const = default;

    /// "€"; its code where it has no sign of its own in Unicode.
    std::string_view sign() const;
};

/// Nothing for what is no code of a currency; case does not matter.
std::optional<Currency> currency_named(std::string_view code);
/// All of them, by code.
std::vector<Currency> all_currencies();
/// The one that is paid with in a country (ISO 3166-1, "DE"); nothing where that is not known.
std::optional<Currency> currency_of_country(std::string_view country);

/// Types of value that need to know the currency.
template <class T>
concept In_currency = requires(const T& value, const Currency& currency) { Value<T>::show(value, currency); };

template <class T> std::string show_value(const T& value, const Currency& currency) {
    if constexpr (In_currency<T>)
        return Value<T>::show(value, currency);
    else
        return Value<T>::show(value);
}

template <class T> Parsed<T> parse_value(std::string_view typed, const Currency& currency) {
    if constexpr (In_currency<T>)
        return Value<T>::parse(typed, currency);
    else
        return Value<T>::parse(typed);
}

}  // namespace storage
