// std::optional<T>: a number, an amount or an answer that may not be told, which is something else than zero or "no".
//
// Texts, choices, references and files need none: an empty one says that it is not told.
#pragma once

#include <concepts>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

#include "storage/value.h"
#include "storage/values/number.h"

namespace storage {

template <class T>
concept May_be_untold = !std::is_enum_v<T> && (requires(const T& value) { Value<T>::units(value); } ||
                                               std::derived_from<Value<T>, Byte_value<T>>);

template <class T> inline constexpr bool is_optional = false;
template <class T> inline constexpr bool is_optional<std::optional<T>> = true;

/// On the disk as T, zero too; nothing when it is not told.
///
///   index key    told u8 · key of T        what is not told comes before all
template <May_be_untold T> struct Value<std::optional<T>> : Plain_value<std::optional<T>> {
    static constexpr Control control = Value<T>::control;
    static constexpr std::size_t longest = Value<T>::longest;
    static std::string show(const std::optional<T>& value, const auto&... currency)
        requires(sizeof...(currency) == In_currency<T>)
    {
        return value ? Value<T>::show_told(*value, currency...) : "";
    }
    static Parsed<std::optional<T>> parse(std::string_view typed, const auto&... currency)
        requires(sizeof...(currency) == In_currency<T>)
    {
        if (trimmed(typed).empty()) return std::optional<T>{};
        return Value<T>::parse(typed, currency...).transform([](const T& value) { return std::optional<T>{value}; });
    }
    static void encode(std::string& out, const std::optional<T>& value) {
        if (value) Value<T>::encode(out, *value);
    }
    static std::optional<T> decode(std::string_view bytes) { return Value<T>::decode(bytes); }
    static void order(const std::optional<T>& value, std::vector<std::string>& keys) {
        std::vector<std::string> own;
        Value<T>::order(value.value_or(T{}), own);
        keys.push_back((value ? '\1' : '\0') + own.front());
    }
};

}  // namespace storage
