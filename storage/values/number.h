// Whole numbers, yes/no, stars, and decimal numbers with a fixed number of places (never floating point).
#pragma once

#include <compare>
#include <cstdint>
#include <string>
#include <string_view>

#include "storage/value.h"
#include "storage/values/currency.h"

namespace storage {

/// An amount in the office's currency, in its smallest unit: cents, yen, fils.
struct Money {
    std::int64_t minor = 0;
    auto operator<=>(const Money&) const = default;
};

/// A number with up to six places after the point, in millionths.
struct Decimal {
    std::int64_t millionths = 0;
    auto operator<=>(const Decimal&) const = default;
};

/// How many of something: up to 10^9 of it, with up to four places after the point, in ten-thousandths.
struct Quantity {
    std::int64_t ten_thousandths = 0;
    auto operator<=>(const Quantity&) const = default;
};

/// So many in a hundred, in millionths: 12.5 % is 12,500,000.
struct Percent {
    std::int64_t millionths = 0;
    auto operator<=>(const Percent&) const = default;
};

/// A rating from one to five; 0 is "not rated".
struct Stars {
    std::uint8_t count = 0;
    auto operator<=>(const Stars&) const = default;
};

Parsed<std::int64_t> parse_whole(std::string_view typed);
/// Digits with at most `places` after the point, as programs write them; what people type becomes that in number_style.h. The
/// result counts units of the last place.
Parsed<std::int64_t> parse_fixed(std::string_view typed, int places);
/// With `least` to `places` digits after the point.
std::string show_fixed(std::int64_t units, int places, int least);
Parsed<Quantity> parse_quantity(std::string_view typed);
Parsed<Percent> parse_percent(std::string_view typed);  ///< with or without "%"
Parsed<bool> parse_yes_no(std::string_view typed);
Parsed<Stars> parse_stars(std::string_view typed);

/// What is one signed 64-bit number inside. `show_told` is the text of a value that is told where another may not be
/// (optional.h): zero is one then.
template <class T> struct Number_value : Plain_value<T> {
    static constexpr std::size_t longest = 30;
    static std::string show_told(const T& value) { return Value<T>::show(value); }
    static void encode(std::string& out, const T& value) { put_number(out, sign_flipped(Value<T>::units(value))); }
    static T decode(std::string_view bytes) { return Value<T>::from(sign_restored(get_number(bytes))); }
    static void order(const T& value, std::vector<std::string>& keys) { encode(keys.emplace_back(), value); }
};

template <> struct Value<std::int64_t> : Number_value<std::int64_t> {
    static constexpr Control control = Control::number;
    static std::int64_t units(std::int64_t value) { return value; }
    static std::int64_t from(std::int64_t units) { return units; }
    static std::string show(std::int64_t value) { return value == 0 ? "" : show_told(value); }
    static std::string show_told(std::int64_t value) { return std::to_string(value); }
    static Parsed<std::int64_t> parse(std::string_view typed) { return parse_whole(typed); }
};

template <> struct Value<Money> : Number_value<Money> {
    static constexpr Control control = Control::money;
    static std::int64_t units(Money value) { return value.minor; }
    static Money from(std::int64_t units) { return {units}; }
    static std::string show(Money value, const Currency& currency) {
        return show_fixed(value.minor, currency.digits, currency.digits);
    }
    static std::string show_told(Money value, const Currency& currency) { return show(value, currency); }
    static Parsed<Money> parse(std::string_view typed, const Currency& currency) {
        return parse_fixed(typed, currency.digits).transform(from);
    }
};

template <> struct Value<Decimal> : Number_value<Decimal> {
    static constexpr Control control = Control::number;
    static std::int64_t units(Decimal value) { return value.millionths; }
    static Decimal from(std::int64_t units) { return {units}; }
    static std::string show(Decimal value) { return show_fixed(value.millionths, 6, 0); }
    static Parsed<Decimal> parse(std::string_view typed) { return parse_fixed(typed, 6).transform(from); }
};

template <> struct Value<Quantity> : Number_value<Quantity> {
    static constexpr Control control = Control::number;
    static std::int64_t units(Quantity value) { return value.ten_thousandths; }
    static Quantity from(std::int64_t units) { return {units}; }
    static std::string show(Quantity value) { return show_fixed(value.ten_thousandths, 4, 0); }
    static Parsed<Quantity> parse(std::string_view typed) { return parse_quantity(typed); }
};

template <> struct Value<Percent> : Number_value<Percent> {
    static constexpr Control control = Control::percent;
    static std::int64_t units(Percent value) { return value.millionths; }
    static Percent from(std::int64_t units) { return {units}; }
    static std::string show(Percent value) { return show_fixed(value.millionths, 6, 0); }
    static Parsed<Percent> parse(std::string_view typed) { return parse_percent(typed); }
};

/// One byte inside.
template <class T> struct Byte_value : Plain_value<T> {
    static constexpr std::size_t longest = 30;
    static std::uint8_t byte(std::string_view bytes) {
        if (bytes.size() != 1) corrupt("a one-byte value is not one byte long");
        return static_cast<std::uint8_t>(bytes.front());
    }
};

template <> struct Value<bool> : Byte_value<bool> {
    static constexpr Control control = Control::checkbox;
    static std::string show(bool value) { return value ? "yes" : ""; }
    static std::string show_told(bool value) { return value ? "yes" : "no"; }
    static Parsed<bool> parse(std::string_view typed) { return parse_yes_no(typed); }
    static void encode(std::string& out, bool value) { out.push_back(static_cast<char>(value)); }
    static bool decode(std::string_view bytes) { return byte(bytes) != 0; }
    static void order(bool value, std::vector<std::string>& keys) { keys.emplace_back(1, static_cast<char>(value)); }
};

template <> struct Value<Stars> : Byte_value<Stars> {
    static constexpr Control control = Control::stars;
    static std::string show(Stars value) { return value.count == 0 ? "" : show_told(value); }
    static std::string show_told(Stars value) { return std::to_string(value.count); }
    static Parsed<Stars> parse(std::string_view typed) { return parse_stars(typed); }
    static void encode(std::string& out, Stars value) { out.push_back(static_cast<char>(value.count)); }
    static Stars decode(std::string_view bytes) { return {byte(bytes)}; }
    static void order(Stars value, std::vector<std::string>& keys) {
        keys.emplace_back(1, static_cast<char>(value.count));
    }
};

}  // namespace storage
