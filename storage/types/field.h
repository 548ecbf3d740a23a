// A record type is declared once: a struct derived from Stored with a `kind` and a constexpr tuple `fields`.
// Everything else (bytes, forms, JSON, CSV, history, indexes, search) is derived from that tuple.
//
// A part of a record (an address) is a struct with `fields` that is not derived from Stored; it may be a field's type.
// A part derived from Table_row may be a field as std::vector<Part>: the rows of an estimate.
#pragma once

#include <concepts>
#include <cstdint>
#include <string>
#include <string_view>
#include <tuple>
#include <type_traits>
#include <vector>

#include "storage/bytes.h"
#include "storage/values/date.h"

namespace storage {

/// Which record type: `number` is on disk, `name` in code and JSON, `plural` in URLs, `label` and `title` for people.
struct Kind {
    std::uint8_t number;
    std::string_view name, plural, label, title;
    bool journaled = true;  ///< false: changes leave no trace in the journal (sessions)
    bool internal = false;  ///< has no list, form, import, export or API of the general kind
    bool vital = false;     ///< is made and changed while the disk is almost full too: signing in must go on
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

/// Who gets to see a field, the fewest first: each sees what those behind it see as well.
enum class Audience : std::uint8_t {
    office,  ///< those who work there
    client,  ///< and the client whom it is about
    form,    ///< and whoever fills in a form that is open to all
};

/// How figures (figures.h) of several records become those of all of them.
enum class Kept : std::uint8_t {
    sum,
    least,     ///< of those that are not empty
    greatest,  ///< likewise
};

/// What a field's type cannot know. A part's field holds no value of its own: it has a label and a hint, says `search`
/// when one of its members does, and what it says of `personal`, `read_only`, `hidden` and `audience` holds for all of them.
struct Attributes {
    std::string_view label = {};
    bool required = false;
    bool expected = false;  ///< marked as required in forms; check() of the record judges it
    bool search = false;    ///< its words find the record; for a reference, the name of what it refers to
    Index index = Index::none;
    bool by_name = false;      ///< a reference that can also be sorted by the name of what it refers to
    bool parent = false;       ///< a reference to what this belongs to: its history is shown there too
    bool added_there = false;  ///< a reference to what this is added at: such records have a tab there
    bool defines = false;      ///< a reference to what says which custom fields this has (custom_field.h)
    Gone gone = Gone::refuse;
    bool personal = false;   ///< personal data in the sense of the GDPR
    bool read_only = false;  ///< set by verbs, never typed
    bool hidden = false;     ///< not in lists, forms, JSON and CSV
    Audience audience = Audience::office;
    Kept kept = Kept::sum;  ///< of a field of figures
    std::string_view hint = {}, autocomplete = {};
    std::string_view missing = {};  ///< what is said when it is empty and must not be: "Enter a last name."
    std::size_t longest = 0;        ///< characters; 0: what the type allows
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

/// An index over several fields, by which a list that asks for one value of each but the last, and is sorted by the last, is found
/// at once. A record type declares them as
///     static constexpr auto indexes = std::tuple{Index_on{240, &Task::assignee, &Task::due}};
template <class Record, class... Ts> struct Index_on {
    using Owner = Record;
    static constexpr std::size_t size = sizeof...(Ts);
    std::uint8_t tag;  ///< 240–250; part of index keys
    std::tuple<Ts Record::*...> members;

    constexpr Index_on(int number, Ts Record::*... fields)
        : tag(static_cast<std::uint8_t>(number))
        , members(fields...) {}
};

/// Where a value stands in a record: the tag of its field, and inside a part that of the member in the next byte up,
/// so that a field at the top level has its own tag. It names an index.
using Tag_path = std::uint32_t;

/// Bytes of a path: how deep it goes.
constexpr unsigned depth(Tag_path path) {
    unsigned deep = 0;
    for (; path != 0; path >>= 8) ++deep;
    return deep;
}
/// The path of a member of what stands at `path` (0: the record itself).
constexpr Tag_path within(Tag_path path, std::uint8_t tag) { return path | Tag_path{tag} << 8 * depth(path); }
constexpr std::uint8_t outermost(Tag_path path) { return static_cast<std::uint8_t>(path); }
inline constexpr unsigned deepest_path = sizeof(Tag_path);

/// Tags of index keys beyond those of fields.
namespace index_tag {
inline constexpr std::uint8_t by_name = 100;        ///< + the tag of a reference
inline constexpr std::uint8_t first_derived = 200;  ///< Derived fields have 200–239
inline constexpr std::uint8_t first_joint = 240;    ///< Index_on have 240–250
inline constexpr std::uint8_t created = 251;        ///< moment of creation
inline constexpr std::uint8_t activity = 252;       ///< number of the last journal entry about the record
inline constexpr std::uint8_t figures = 253;  ///< · kind of figures · tag: their index, as their owner's lists name it
inline constexpr std::uint8_t counted = 254;  ///< · kind of figures · tag: owner, and what a record adds to it
inline constexpr std::uint8_t empties = 255;  ///< · pattern: indexes in which the record is empty (empties.h)
}  // namespace index_tag

/// Paths of the two above.
constexpr Tag_path in_figures(std::uint8_t index, std::uint8_t kind, Tag_path tag) {
    return Tag_path{index} | Tag_path{kind} << 8 | tag << 16;
}

/// What every record has besides its declared fields.
struct Stored {
    Id id = 0;                   ///< 0: not stored yet
    std::uint64_t revision = 0;  ///< grows by one with every change
    Moment created, changed;
    std::uint32_t next_line = 1;  ///< number of the next row, in whichever of its fields; never falls
    std::string unknown;          ///< what this program does not know, kept as it is: see codec.h
};

/// What every row of a record has besides its declared fields.
struct Table_row {
    std::uint32_t line = 0;  ///< its number, its own for ever; 0: it gets one when it is stored
    std::string unknown;     ///< as in Stored
    auto operator<=>(const Table_row&) const = default;
};

/// A field has no more rows than this.
inline constexpr std::size_t most_rows = 500;

template <class T>
concept Declared = requires {
    { T::kind } -> std::convertible_to<Kind>;
    T::fields;
} && std::derived_from<T, Stored>;

template <class T>
concept Part = requires { T::fields; } && !std::derived_from<T, Stored>;

template <class T> inline constexpr bool is_table = false;
template <class Row> inline constexpr bool is_table<std::vector<Row>> = Part<Row> && std::derived_from<Row, Table_row>;

/// The rows of a record.
template <class T>
concept Table = is_table<T>;

template <class Record> constexpr void each_field(auto&& visit) {
    std::apply([&](const auto&... field) { (visit(field), ...); }, Record::fields);
}

template <class Record, class F> decltype(auto) value_of(const Record& record, const F& field) {
    if constexpr (F::derived)
        return (record.*field.function)();
    else
        return (record.*field.member);
}

/// Calls visit(owner, field, path) for each value of a record: its fields, those of its parts, those of each of its rows.
template <class Owner> void each_value(Owner& owner, Tag_path path, auto&& visit) {
    each_field<std::remove_const_t<Owner>>([&]<class F>(const F& field) {
        const Tag_path own = within(path, field.tag);
        if constexpr (Part<typename F::Type>)
            each_value(owner.*field.member, own, visit);
        else if constexpr (Table<typename F::Type>)
            for (auto& row : owner.*field.member) each_value(row, own, visit);
        else
            visit(owner, field, own);
    });
}

namespace declared {

template <class Owner> consteval bool well_declared(unsigned deep);

/// The struct with the members of a part's field.
template <class T> struct Inside {
    using Type = T;
};
template <class Row> struct Inside<std::vector<Row>> {
    using Type = Row;
};

template <class T> consteval bool is_searched_inside() {
    bool searched = false;
    each_field<T>([&](const auto& member) { searched = searched || member.attributes.search; });
    return searched;
}

/// A part or rows: nothing is promised that only a value can keep, and rows stand in the record itself.
template <class T> consteval bool well_placed(const Attributes& own, unsigned deep) {
    using Owner = typename Inside<T>::Type;
    const bool plain =
        !own.required && !own.expected && own.index == Index::none && !own.by_name && !own.parent && !own.added_there;
    return plain && own.search == is_searched_inside<Owner>() && (deep == 1 || !Table<T>) && deep < deepest_path &&
           well_declared<Owner>(deep + 1);
}

template <class Owner> consteval bool well_declared(unsigned deep) {
    bool good = true;
    each_field<Owner>([&]<class F>(const F& one) {
        using T = typename F::Type;
        int tags = 0;
        int names = 0;
        each_field<Owner>([&](const auto& other) {
            tags += one.tag == other.tag;
            names += one.name == other.name;
        });
        const bool in_range = one.derived ? one.tag >= 200 && one.tag < 240 : one.tag >= 1 && one.tag < 100;
        good = good && tags == 1 && names == 1 && in_range && !one.name.empty() && !one.attributes.label.empty();
        if constexpr (Part<T> || Table<T>) good = good && well_placed<T>(one.attributes, deep);
        if (deep > 1) good = good && !one.attributes.by_name;  // its index has a tag of the record's
        if constexpr (std::derived_from<Owner, Table_row>) good = good && one.name != "line";  // of every row
    });
    return good;
}

}  // namespace declared

/// Numbers and names are unique and in their ranges, and no attribute promises what its place cannot keep.
template <class Record> consteval bool well_declared() { return declared::well_declared<Record>(1); }

}  // namespace storage
