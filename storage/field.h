// A record type is declared once: a struct derived from Stored with a `kind` and a constexpr tuple `fields`.
// Everything else (bytes, forms, JSON, CSV, history, indexes, search) is derived from that tuple.
//
// A part of a record (an address) is a struct with `fields` that is not derived from Stored; it may be a field's type.
#pragma once

#include <concepts>
#include <cstdint>
#include <string>
#include <string_view>
#include <tuple>
#include <type_traits>

#include "storage/bytes.h"
#include "storage/values/date.h"

namespace storage {

/// Which record type: `number` is on disk, `name` in code and JSON, `plural` in URLs, `label` and `title` for people.
struct Kind {
    std::uint8_t number;
    std::string_view name, plural, label, title;
    bool journaled = true;  ///< false: changes leave no trace in the journal (sessions)
    bool internal = false;  ///< has no list, form, import, export or API of the general kind
};

enum class Index : std::uint8_t {
    none,
    sorted,  ///< can be sorted and filtered by; a vector gives one entry an element
    unique,  ///< sorted, and no two records have the same value
};

/// What happens to a record when the one it refers to is erased.
enum class Gone : std::uint8_t {
    refuse,   ///< it cannot be erased while this refers to it
    clear,    ///< the reference is taken out
    cascade,  ///< this record is erased as well
};

/// What a field's type cannot know.
struct Attributes {
    std::string_view label = {};
    bool required = false;
    bool expected = false;  ///< marked as required in forms; check() of the record judges it
    bool search = false;    ///< its words find the record; for a reference, the name of what it refers to
    Index index = Index::none;
    bool by_name = false;  ///< a reference that can also be sorted by the name of what it refers to
    bool parent = false;   ///< a reference to what this belongs to: its history is shown there too
    Gone gone = Gone::refuse;
    bool personal = false;   ///< personal data in the sense of the GDPR
    bool read_only = false;  ///< set by verbs, never typed
    bool hidden = false;     ///< not in lists, forms, JSON and CSV
    std::string_view hint = {}, autocomplete = {};
    std::size_t longest = 0;  ///< bytes; 0: what the type allows
};

template <class Record, class T> struct Field {
    using Owner = Record;
    using Type = T;
    static constexpr bool derived = false;
    std::uint8_t tag;  ///< 1–99, on disk; never reused
    std::string_view name;
    T Record::* member;
    Attributes attributes;
};
template <class Record, class T> Field(int, const char*, T Record::*, Attributes) -> Field<Record, T>;

/// A value that depends on the record alone: shown, exported, indexed, searched; never typed or stored.
template <class Record, class T> struct Derived {
    using Owner = Record;
    using Type = T;
    static constexpr bool derived = true;
    std::uint8_t tag;  ///< 200–239; part of index keys
    std::string_view name;
    T (Record::*function)() const;
    Attributes attributes;
};
template <class Record, class T> Derived(int, const char*, T (Record::*)() const, Attributes) -> Derived<Record, T>;

/// Tags of index keys beyond those of fields.
namespace index_tag {
inline constexpr std::uint8_t by_name = 100;        ///< + the tag of a reference
inline constexpr std::uint8_t first_derived = 200;  ///< Derived fields have 200–239
inline constexpr std::uint8_t created = 251;        ///< moment of creation
inline constexpr std::uint8_t activity = 252;       ///< number of the last journal entry about the record
}  // namespace index_tag

/// What every record has besides its declared fields.
struct Stored {
    Id id = 0;                   ///< 0: not stored yet
    std::uint64_t revision = 0;  ///< grows by one with every change
    Moment created, changed;
    std::string unknown;  ///< runs with tags this program does not know, kept as they are
};

template <class T>
concept Declared = requires {
    { T::kind } -> std::convertible_to<Kind>;
    T::fields;
} && std::derived_from<T, Stored>;

template <class T>
concept Part = requires { T::fields; } && !std::derived_from<T, Stored>;

template <class Record> constexpr void each_field(auto&& visit) {
    std::apply([&](const auto&... field) { (visit(field), ...); }, Record::fields);
}

template <class Record, class F> decltype(auto) value_of(const Record& record, const F& field) {
    if constexpr (F::derived)
        return (record.*field.function)();
    else
        return (record.*field.member);
}

/// Numbers and names are unique and in their ranges.
template <class Record> consteval bool well_declared() {
    bool good = true;
    each_field<Record>([&](const auto& one) {
        int tags = 0;
        int names = 0;
        each_field<Record>([&](const auto& other) {
            tags += one.tag == other.tag;
            names += one.name == other.name;
        });
        const bool in_range = one.derived ? one.tag >= 200 && one.tag < 240 : one.tag >= 1 && one.tag < 100;
        good = good && tags == 1 && names == 1 && in_range && !one.name.empty() && !one.attributes.label.empty();
    });
    return good;
}

}  // namespace storage
