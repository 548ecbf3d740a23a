// How one type of value parses, shows, encodes, orders and is searched.
//
// Value<T> is specialised once for every type a field can have (storage/values/). Each gives
//   control                 which form control it wants
//   longest                 bytes it may have as text
//   empty(v)                nothing to store
//   show(v)                 canonical text: what a form field holds (numbers as in number_style.h), what CSV and JSON carry, what
//                           parse() takes back
//   parse(text)             the value, or what is wrong with the text, in the user's words (a text to be translated)
//                           Of money both take the currency as well: plain code says show_value, parse_value (values/currency.h).
//   encode(out, v), decode(bytes)     bytes on disk; decode throws Error{corrupt}
//   order(v, keys)          index keys: bytes that sort as the values do; several for a many-valued type
//   words(v, words)         folded search words
#pragma once

#include <cstdint>
#include <expected>
#include <string>
#include <string_view>
#include <vector>

#include "storage/bytes.h"

namespace storage {

enum class Control : std::uint8_t {
    text,
    textarea,
    email,
    tel,
    url,
    number,
    money,
    percent,
    date,
    moment,
    checkbox,
    select,  ///< one of the column's options
    multi,   ///< some of the column's options
    picker,  ///< one record of another kind
    tags,    ///< some records of another kind
    stars,
    password,
    rows,    ///< a table of the column's members
    record,  ///< one record of any kind
    file,    ///< comes as an upload, is never typed
    duration,
    time,
    position,
};

template <class T> using Parsed = std::expected<T, std::string>;

template <class T> struct Value;

/// What most types share: no search words, empty when equal to the default.
template <class T> struct Plain_value {
    static constexpr std::size_t longest = 200;
    static bool empty(const T& value) { return value == T{}; }
    static void words(const T&, std::vector<std::string>&) {}
};

/// Text as it sorts, and behind that what it is: texts that look alike stand together, and only the same ones are equal.
///
///   ordered text    folded, at most 300 bytes · 0x00 · identity
///   identity        nothing when it is the folded text, else the text, or SHA-256 of a long one cut to 16 bytes
std::string ordered_text(std::string_view text);
/// The same for a type of value that has its own idea of what is the same.
std::string ordered_identity(std::string_view identity);
/// What the ordered texts of all that look like it begin with.
std::string ordered_alike(std::string_view text);

/// Without what nobody sees at both ends: white space of every kind, byte order marks, direction marks.
std::string_view trimmed(std::string_view text);

void append(std::vector<std::string>& words, std::vector<std::string> more);

}  // namespace storage
