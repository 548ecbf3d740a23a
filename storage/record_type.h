// What plain code may ask of a record type that it does not know at compile time. A record is then its field bytes.
//
// record_type<Client>() is the only place where templates meet the rest of the program.
#pragma once

#include <algorithm>
#include <format>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "storage/codec.h"
#include "storage/column.h"
#include "storage/values/choice.h"
#include "storage/values/custom.h"
#include "storage/values/file.h"
#include "storage/values/number.h"
#include "storage/values/optional.h"
#include "storage/values/position.h"
#include "storage/values/ref.h"
#include "storage/values/text.h"
#include "storage/values/time.h"

namespace storage {

/// One entry that a record wants in the trees of indexes: (kind, tag, key, id).
struct Index_entry {
    Tag_path tag;
    std::string key;
    bool unique;
    auto operator<=>(const Index_entry&) const = default;
};

/// An index over several fields (Index_on).
struct Joint_index {
    Tag_path tag;
    std::vector<Tag_path> equal;  ///< all but the last
    Tag_path sorted;              ///< the last
};

/// One record that a record refers to.
struct Reference {
    Tag_path tag;
    std::uint8_t kind;
    Id id;
    const Attributes* attributes;
};

/// What the trees need to know of a record, from decoding it once.
struct Facts {
    std::vector<Index_entry> entries;
    std::vector<std::string> words;
    std::vector<Reference> references;
    std::string name;
};

struct Record_type {
    Kind kind;
    std::vector<Column> columns;  ///< declared ones, in order of declaration
    std::uint8_t custom_tag = 0;  ///< of the field of type Custom; 0 when it has none
    std::vector<Joint_index> joint_indexes = {};

    /// The values of some columns, which come in order of declaration, custom ones last.
    Rows (*show_columns)(const Record_type&, std::string_view fields, std::span<const Column* const> columns);
    /// New field bytes; what cannot be read goes to `errors`, and the field stays as it was. Everything that is wrong is
    /// told, so that a form can say it at once; what the store refuses is judged when it is stored (gate.h).
    std::string (*fill)(const Record_type&, std::string_view fields, const Typed&, bool is_new, const Definitions&,
                        Errors&);
    /// Empty values of a sorted field have an entry too, so that sorting by it loses no record.
    std::vector<Index_entry> (*index_entries)(std::string_view fields);
    std::vector<std::string> (*words)(std::string_view fields);  ///< own words, without those of references
    std::vector<Reference> (*references)(std::string_view fields);
    std::string (*name)(std::string_view fields);  ///< the column called "name"
    Facts (*facts)(std::string_view fields);       ///< the four above at once
    /// Keys of one index.
    std::vector<std::string> (*index_keys)(std::string_view fields, Tag_path tag);
    /// Field bytes with references to (kind, from) turned to `to`, or taken out when `to` is 0.
    std::string (*redirected)(std::string_view fields, std::uint8_t kind, Id from, Id to);

    // What gate.h asks; null where the kind declares no such rule.
    /// What is wrong with a change, as far as it was not before.
    Errors (*objections)(std::optional<std::string_view> before, std::string_view after) = nullptr;
    bool (*frozen)(std::string_view fields) = nullptr;
    std::vector<std::uint8_t> after_freeze = {};      ///< tags that may still change then
    std::string (*recoded)(std::string_view fields);  ///< the same fields as this program writes them

    /// The values of all columns, custom ones last.
    Rows show(std::string_view fields, const Definitions&) const;
    /// By name, members of rows too.
    const Column* column(std::string_view name) const;
    /// Calls visit(column) for those that hold a value, in a row too: the ones with indexes and references.
    void each_valued_column(auto&& visit) const { storage::each_valued_column(columns, visit); }
    /// The one whose index has that tag; null when there is none.
    const Column* column_of(Tag_path tag) const;
    /// The first that holds a file; null when it has none.
    const Column* file_column() const;
    /// The index that an entry's key, behind its kind, is of.
    Tag_path index_in(std::string_view key) const;
    /// Declared or custom.
    static const Column* column(const Record_type&, const Definitions&, std::string_view name);
    /// Tags whose bytes must not reach the journal.
    bool secret(std::uint8_t tag) const;
};

/// The index key of a typed value of a column, to filter by: index_key(status, "active"). For a column of many values,
/// of one of them. Or what is wrong with what was typed.
Parsed<std::string> index_key(const Column& column, std::string_view typed);

/// The key that a column of references has in its index for one record.
std::string key_of_reference(const Column& column, std::uint8_t kind, Id id);

/// Made on first use, lives for ever.
template <Declared Record> const Record_type& record_type();

// ---------------------------------------------------------------------------------------------------------------------

namespace declared {

template <class T> struct Is_ref : std::false_type {};
template <class R> struct Is_ref<Ref<R>> : std::true_type {
    using Target = R;
};
template <class R> struct Is_ref<std::vector<Ref<R>>> : std::true_type {
    using Target = R;
};

/// Where columns stand, and what their part says of all of them.
struct Column_place {
    std::string prefix, group;
    Tag_path path = 0;
    Attributes inherited = {};
    bool in_rows = false;

    Column_place inside(const auto& field, bool rows) const {
        Column_place place{prefix + std::string(field.name) + ".", std::string(field.attributes.label),
                           within(path, field.tag), field.attributes, in_rows || rows};
        place.inherited.personal |= inherited.personal;
        place.inherited.read_only |= inherited.read_only;
        place.inherited.audience = std::max(place.inherited.audience, inherited.audience);
        place.inherited.hidden |= inherited.hidden;
        return place;
    }
};

template <class F> Column column_at(const Column_place& place, const F& field) {
    Column column{.name = place.prefix + std::string(field.name),
                  .label = std::string(field.attributes.label),
                  .group = place.group,
                  .tag = within(place.path, field.tag),
                  .longest = field.attributes.longest,
                  .attributes = field.attributes,
                  .derived = field.derived,
                  .in_rows = place.in_rows};
    column.attributes.personal |= place.inherited.personal;
    column.attributes.read_only |= place.inherited.read_only;
    column.attributes.audience = std::max(column.attributes.audience, place.inherited.audience);
    column.attributes.hidden |= place.inherited.hidden;
    return column;
}

/// Types of value that can have an index.
template <class T>
concept Ordered = requires(const T& value, std::vector<std::string>& keys) { Value<T>::order(value, keys); };

template <Ordered T> Parsed<std::string> key_of_typed(std::string_view typed) {
    return Value<T>::parse(typed).transform([](const T& value) {
        std::vector<std::string> keys;
        Value<T>::order(value, keys);
        return keys.empty() ? std::string{} : keys.front();
    });
}

template <class F> Column value_column(const Column_place& place, const F& field) {
    using T = typename F::Type;
    Column column = column_at(place, field);
    column.control = Value<T>::control;
    column.optional = is_optional<T>;
    if constexpr (Ordered<T>) column.key = &key_of_typed<T>;
    if (column.longest == 0) column.longest = Value<T>::longest;
    if constexpr (std::is_enum_v<T>)
        for (const Option& option : options(T{}))
            column.options.push_back(
                {std::string(option.key), std::string(option.label), std::string(1, static_cast<char>(option.number))});
    if constexpr (Is_ref<T>::value) column.refers_to = Is_ref<T>::Target::kind.number;
    return column;
}

template <class Owner> void add_columns(std::vector<Column>& columns, const Column_place& place) {
    each_field<Owner>([&]<class F>(const F& field) {
        using T = typename F::Type;
        if constexpr (Part<T>) {
            add_columns<T>(columns, place.inside(field, false));
        } else if constexpr (Table<T>) {
            Column& table = columns.emplace_back(column_at(place, field));
            table.control = Control::rows;
            add_columns<typename T::value_type>(table.members, place.inside(field, true));
        } else if constexpr (!std::is_same_v<T, Custom>) {
            columns.push_back(value_column(place, field));
        }
    });
}

template <class Owner>
void add_rows(const Owner& owner, Rows& rows, const Column*& column, std::span<const Column* const>& wanted);

/// Joined by `show_lines` to what is compared.
template <Table T> std::vector<Row::Line> lines_of(const T& table, const Column& column) {
    std::vector<const Column*> members;
    for (const Column& member : column.members) members.push_back(&member);
    std::vector<Row::Line> lines;
    for (const auto& row : table) {
        Row::Line& line = lines.emplace_back(row.line, Rows{});
        const Column* member = column.members.data();
        std::span<const Column* const> wanted = members;
        add_rows(row, line.cells, member, wanted);
    }
    return lines;
}

std::string show_lines(const std::vector<Row::Line>& lines);

/// Walks the same leaves in the same order as add_columns, and takes the columns that it comes to from `wanted`.
template <class Owner>
void add_rows(const Owner& owner, Rows& rows, const Column*& column, std::span<const Column* const>& wanted) {
    each_field<Owner>([&]<class F>(const F& field) {
        using T = typename F::Type;
        if constexpr (Part<T>) {
            add_rows(owner.*field.member, rows, column, wanted);
        } else if constexpr (!std::is_same_v<T, Custom>) {
            const Column* leaf = column++;
            if (wanted.empty() || wanted.front() != leaf) return;
            wanted = wanted.subspan(1);
            if constexpr (Table<T>) {
                auto lines = lines_of(owner.*field.member, *leaf);
                rows.push_back({leaf, show_lines(lines), std::move(lines)});
            } else {
                rows.push_back({leaf, Value<T>::show(value_of(owner, field))});
            }
        }
    });
}

void add_custom_rows(const Custom& custom, Rows& rows, std::span<const Column* const> wanted);

void fill_custom(Custom& custom, const Typed& typed, bool is_new, const Definitions& definitions, Errors& errors);

/// What one fill() works with.
struct Filling {
    const Typed& typed;
    bool is_new;
    const Definitions& definitions;
    Errors& errors;
    std::uint32_t next_line;
};

template <class Row> std::string bytes_of_row(const Row& row) {
    std::string bytes;
    encode_members(bytes, row, row.unknown);
    return bytes;
}

/// How a column is typed: "lines.price" is "lines.3.price" in a row, for which `prefix` is "lines.3.".
std::string typed_name(const Column& column, const std::string& prefix);
std::string too_many_rows();

/// Which rows there are to be, as keys of what was typed: "3", "new1". Where no order was typed, the stored ones, then
/// others but those that the record had once.
std::vector<std::string> typed_lines(const Column& column, const Filling& filling,
                                     const std::vector<std::uint32_t>& stored);
/// The number of a key that is one; 0 for those of new rows.
std::uint32_t line_number(std::string_view key);
/// Whether something was typed into a row, and not only its fields left empty. What is wrong with an empty row is not.
bool is_typed_into(std::string_view prefix, const Typed& typed, const Errors& errors);

/// How one typed text is judged: length first, then what the type says, then whether it may be empty.
template <class T> void fill_value(T& value, const Column& column, const std::string& name, const Filling& filling) {
    const auto found = filling.typed.find(name);
    const bool required = column.attributes.required;
    if (found == filling.typed.end()) {
        if (filling.is_new && required && Value<T>::empty(value)) filling.errors.emplace(name, "is required");
        return;
    }
    if (found->second.size() > column.longest) {
        filling.errors.emplace(name, "is too long");
        return;
    }
    auto parsed = Value<T>::parse(found->second);
    if (!parsed) {
        filling.errors.emplace(name, parsed.error());
        return;
    }
    if (required && Value<T>::empty(*parsed)) filling.errors.emplace(name, "is required");
    value = std::move(*parsed);  // a row without anything in it is known by that
}

/// `prefix` stands before the members' own names: "" but in rows, where it is "lines.3." instead of their "lines.".
template <class Owner>
void fill_members(Owner& owner, const Column*& column, const std::string& prefix, const Filling& filling);

/// The row that a key means: a stored one, or a new one. None when it has been left empty.
template <Table T>
std::optional<typename T::value_type> filled_row(const T& stored, const Column& column, const std::string& key,
                                                 const Filling& filling) {
    const auto at = std::ranges::find(stored, line_number(key), &Table_row::line);
    const bool is_new = at == stored.end();
    auto row = is_new ? typename T::value_type{} : *at;
    Errors errors;
    const Column* member = column.members.data();
    const std::string prefix = std::format("{}.{}.", column.name, key);
    fill_members(row, member, prefix, {filling.typed, is_new, filling.definitions, errors, filling.next_line});
    typename T::value_type untouched;
    untouched.line = row.line;
    if (bytes_of_row(row) == bytes_of_row(untouched) && !is_typed_into(prefix, filling.typed, errors)) return {};
    filling.errors.merge(errors);
    return row;
}

template <Table T> void fill_rows(T& rows, const Column& column, const Filling& filling) {
    std::vector<std::uint32_t> stored;
    for (const auto& row : rows) stored.push_back(row.line);
    const auto keys = typed_lines(column, filling, stored);
    if (keys.size() > most_rows) {
        filling.errors.emplace(column.name, too_many_rows());
        return;
    }
    T filled;
    for (const std::string& key : keys)
        if (auto row = filled_row(rows, column, key, filling)) filled.push_back(std::move(*row));
    rows = std::move(filled);
}

template <class Owner>
void fill_members(Owner& owner, const Column*& column, const std::string& prefix, const Filling& filling) {
    each_field<Owner>([&]<class F>(const F& field) {
        using T = typename F::Type;
        if constexpr (Part<T>) {
            fill_members(owner.*field.member, column, prefix, filling);
        } else if constexpr (std::is_same_v<T, Custom>) {
            fill_custom(owner.*field.member, filling.typed, filling.is_new, filling.definitions, filling.errors);
        } else {
            const Column& own = *column++;
            if constexpr (!F::derived) {
                if (!own.typed()) return;
                if constexpr (Table<T>)
                    fill_rows(owner.*field.member, own, filling);
                else
                    fill_value(owner.*field.member, own, typed_name(own, prefix), filling);
            }
        }
    });
}

template <class Record>
Rows show_columns(const Record_type& type, std::string_view fields, std::span<const Column* const> wanted) {
    Rows rows;
    rows.reserve(wanted.size());
    const auto record = decode_fields<Record>(fields);
    const Column* column = type.columns.data();
    add_rows(record, rows, column, wanted);
    each_field<Record>([&]<class F>(const F& field) {
        if constexpr (std::is_same_v<typename F::Type, Custom>) add_custom_rows(record.*field.member, rows, wanted);
    });
    return rows;
}

template <class Record>
concept Checked = requires(const Record& record, Errors& errors) { check(record, errors); };
template <class Record>
concept Kept = requires(const Record& record, Errors& errors) { keep(&record, record, errors); };

template <class Record> void check_if_declared(const Record& record, Errors& errors) {
    if constexpr (Checked<Record>) check(record, errors);
}

template <class Record> void keep_if_declared(const Record* before, const Record& after, Errors& errors) {
    if constexpr (Kept<Record>) keep(before, after, errors);
}

template <class Record> void count_rows(const Record& record, Errors& errors) {
    each_field<Record>([&]<class F>(const F& field) {
        if constexpr (Table<typename F::Type>)
            if ((record.*field.member).size() > most_rows) errors.emplace(field.name, too_many_rows());
    });
}

template <class Record> Errors objections(std::optional<std::string_view> before, std::string_view after) {
    const Record now = decode_fields<Record>(after);
    std::optional<Record> was;
    if (before) was = decode_fields<Record>(*before);
    Errors errors;
    check_if_declared(now, errors);
    if (was && !errors.empty()) {
        Errors old;
        check_if_declared(*was, old);
        std::erase_if(errors, [&](const auto& error) { return std::ranges::contains(old, error); });
    }
    count_rows(now, errors);
    keep_if_declared(was ? &*was : nullptr, now, errors);
    return errors;
}

template <class Record> std::string recoded(std::string_view fields) {
    return encode_fields(decode_fields<Record>(fields));
}

template <class Record>
std::string fill(const Record_type& type, std::string_view fields, const Typed& typed, bool is_new,
                 const Definitions& definitions, Errors& errors) {
    Record record = decode_fields<Record>(fields);
    std::optional<Record> before;
    if constexpr (Kept<Record>)
        if (!is_new) before = record;
    const Column* column = type.columns.data();
    fill_members(record, column, "", {typed, is_new, definitions, errors, record.next_line});
    check_if_declared(record, errors);
    keep_if_declared(before ? &*before : nullptr, record, errors);
    number_rows(record);
    return encode_fields(record);
}

template <class Owner, class F>
void add_entries(const Owner& owner, const F& field, Tag_path path, std::vector<Index_entry>& entries) {
    using T = typename F::Type;
    if (field.attributes.index == Index::none) return;
    const bool unique = field.attributes.index == Index::unique;
    const auto& value = value_of(owner, field);
    if (unique && Value<T>::empty(value)) return;
    if constexpr (Ordered<T>) {
        std::vector<std::string> keys;
        Value<T>::order(value, keys);
        for (std::string& key : keys) entries.push_back({path, std::move(key), unique});
    }
}

/// Calls visit(index) for each Index_on of a record type.
template <class Record> constexpr void each_joint_index(auto&& visit) {
    if constexpr (requires { Record::indexes; })
        std::apply([&](const auto&... index) { (visit(index), ...); }, Record::indexes);
}

template <class Record, class Index> std::string joint_key(const Record& record, const Index& index) {
    std::vector<std::string> keys;
    std::apply([&]<class... Ts>(Ts Record::*... member) { (Value<Ts>::order(record.*member, keys), ...); },
               index.members);
    std::string key;
    for (const std::string& part : keys) key += part;
    return key;
}

template <class Record> std::vector<Index_entry> entries_of(const Record& record) {
    std::vector<Index_entry> entries;
    each_value(record, 0,
               [&](const auto& owner, const auto& field, Tag_path path) { add_entries(owner, field, path, entries); });
    each_joint_index<Record>(
        [&](const auto& index) { entries.push_back({index.tag, joint_key(record, index), false}); });
    return entries;
}

template <class Record> std::vector<std::string> words_of_record(const Record& record) {
    std::vector<std::string> words;
    each_value(record, 0, [&]<class F>(const auto& owner, const F& field, Tag_path) {
        using T = typename F::Type;
        if constexpr (!Is_ref<T>::value)
            if (field.attributes.search) Value<T>::words(value_of(owner, field), words);
    });
    return words;
}

template <class Record> std::vector<Reference> references_of(const Record& record) {
    std::vector<Reference> references;
    each_value(record, 0, [&]<class F>(const auto& owner, const F& field, Tag_path path) {
        using T = typename F::Type;
        if constexpr (std::is_same_v<T, Any_ref> && !F::derived) {
            const Any_ref& any = owner.*field.member;
            if (any) references.push_back({path, any.kind, any.id, &field.attributes});
        } else if constexpr (Is_ref<T>::value && !F::derived) {
            const auto add = [&](Id id) {
                if (id != 0) references.push_back({path, Is_ref<T>::Target::kind.number, id, &field.attributes});
            };
            if constexpr (requires(T value) { value.id; })
                add((owner.*field.member).id);
            else
                for (const auto ref : owner.*field.member) add(ref.id);
        }
    });
    return references;
}

template <class Record> std::string name_of(const Record& record) {
    std::string name;
    each_field<Record>([&]<class F>(const F& field) {
        if constexpr (requires { Value<typename F::Type>::show(value_of(record, field)); })
            if (field.name == "name") name = Value<typename F::Type>::show(value_of(record, field));
    });
    return name;
}

template <class Record> std::vector<Index_entry> index_entries(std::string_view fields) {
    return entries_of(decode_fields<Record>(fields));
}

template <class Record> std::vector<std::string> words(std::string_view fields) {
    return words_of_record(decode_fields<Record>(fields));
}

template <class Record> std::vector<Reference> references(std::string_view fields) {
    return references_of(decode_fields<Record>(fields));
}

/// Many are asked for at once, and most are a field of their own: the others need not be decoded.
template <class Record> std::string name(std::string_view fields) {
    constexpr std::uint8_t stored = [] {
        std::uint8_t tag = 0;
        each_field<Record>([&]<class F>(const F& field) {
            if (std::is_same_v<typename F::Type, std::string> && !F::derived && field.name == "name") tag = field.tag;
        });
        return tag;
    }();
    if constexpr (stored != 0) {
        for (Reader reader(fields); !reader.done();) {
            const std::uint8_t tag = reader.byte();
            const std::string_view payload = reader.text();
            if (tag == stored) return Value<std::string>::decode(payload);
        }
        return {};
    } else {
        return name_of(decode_fields<Record>(fields));
    }
}

template <class Record> Facts facts(std::string_view fields) {
    const Record record = decode_fields<Record>(fields);
    return {entries_of(record), words_of_record(record), references_of(record), name_of(record)};
}

/// Those of a field of its own depend on its run alone; the others need not be decoded.
template <class Record> Record decode_for_index(std::string_view fields, Tag_path tag) {
    if (outermost(tag) >= index_tag::first_derived) return decode_fields<Record>(fields);
    std::string run;
    put_run(run, outermost(tag), payload_of(fields, outermost(tag)));
    return payload_of(fields, outermost(tag)).empty() ? Record{} : decode_fields<Record>(run);
}

template <class Record> std::vector<std::string> index_keys(std::string_view fields, Tag_path tag) {
    const Record record = decode_for_index<Record>(fields, tag);
    std::vector<Index_entry> entries;
    each_value(record, 0, [&](const auto& owner, const auto& field, Tag_path path) {
        if (path == tag) add_entries(owner, field, path, entries);
    });
    each_joint_index<Record>([&](const auto& index) {
        if (index.tag == tag) entries.push_back({tag, joint_key(record, index), false});
    });
    std::vector<std::string> keys;
    for (Index_entry& entry : entries) keys.push_back(std::move(entry.key));
    return keys;
}

template <class T> void redirect(T& value, Id from, Id to) {
    if constexpr (requires { value.id; }) {
        if (value.id == from) value.id = to;
    } else {
        const bool already = std::ranges::contains(value, typename T::value_type{to});
        if (to == 0 || already)
            std::erase(value, typename T::value_type{from});
        else
            std::ranges::replace(value, typename T::value_type{from}, typename T::value_type{to});
    }
}

template <class Record> std::string redirected(std::string_view fields, std::uint8_t kind, Id from, Id to) {
    Record record = decode_fields<Record>(fields);
    each_value(record, 0, [&]<class F>(auto& owner, const F& field, Tag_path) {
        using T = typename F::Type;
        if constexpr (std::is_same_v<T, Any_ref> && !F::derived) {
            Any_ref& any = owner.*field.member;
            if (any == Any_ref{kind, from}) any = to == 0 ? Any_ref{} : Any_ref{kind, to};
        }
        if constexpr (Is_ref<T>::value && !F::derived)
            if (Is_ref<T>::Target::kind.number == kind) redirect(owner.*field.member, from, to);
    });
    return encode_fields(record);
}

template <class Record> consteval std::uint8_t custom_tag() {
    std::uint8_t tag = 0;
    each_field<Record>([&]<class F>(const F& field) {
        if (std::is_same_v<typename F::Type, Custom>) tag = field.tag;
    });
    return tag;
}

/// Custom fields are the record's own.
template <class Owner> consteval bool has_custom_inside(bool inside) {
    bool found = false;
    each_field<Owner>([&]<class F>(const F&) {
        using T = typename F::Type;
        if constexpr (Part<T> || Table<T>)
            found = found || has_custom_inside<typename Inside<T>::Type>(true);
        else
            found = found || (inside && std::is_same_v<T, Custom>);
    });
    return found;
}

/// By their index it is known whether anybody names the bytes of a file; in rows it would not say who.
template <class Owner> consteval bool well_filed(bool inside) {
    bool good = true;
    each_field<Owner>([&]<class F>(const F& field) {
        using T = typename F::Type;
        if constexpr (Part<T> || Table<T>)
            good = good && well_filed<typename Inside<T>::Type>(true);
        else if constexpr (std::is_same_v<T, File>)
            good = good && !inside && !F::derived && field.attributes.index == Index::sorted;
    });
    return good;
}

/// What has no order has no index.
template <class Owner> consteval bool well_ordered() {
    bool good = true;
    each_field<Owner>([&]<class F>(const F& field) {
        using T = typename F::Type;
        if constexpr (Part<T> || Table<T>)
            good = good && well_ordered<typename Inside<T>::Type>();
        else
            good = good && (Ordered<T> || field.attributes.index == Index::none);
    });
    return good;
}

/// References have indexes, by which they are found when what they refer to goes; one that is sorted by has one name. What may
/// refer to any kind is neither sorted nor found by a name.
template <class Owner> consteval bool well_referring() {
    bool good = true;
    each_field<Owner>([&]<class F>(const F& field) {
        using T = typename F::Type;
        if constexpr (Part<T> || Table<T>)
            good = good && well_referring<typename Inside<T>::Type>();
        else if constexpr (std::is_same_v<T, Any_ref> && !F::derived)
            good = good && field.attributes.index == Index::sorted && !field.attributes.by_name &&
                   !field.attributes.search;
        else if constexpr (Is_ref<T>::value && !F::derived)
            good = good && field.attributes.index != Index::none &&
                   (!field.attributes.by_name || requires(T value) { value.id; });
    });
    return good;
}

/// A value has one key of always the same length, so that what stands behind it is the next one's.
template <class T>
concept Has_fixed_key =
    std::is_enum_v<T> || is_optional<T> || std::derived_from<Value<T>, Byte_value<T>> ||
    requires(T value) { Value<T>::units(value); } || (Is_ref<T>::value && requires(T value) { value.id; });

/// The tag of a field with an index of its own whose values can stand in one over several; 0 when there is no such field.
template <class Record, class T> constexpr int joinable_tag(T Record::* member, bool last) {
    int tag = 0;
    each_field<Record>([&]<class F>(const F& field) {
        if constexpr (requires { field.member == member; })
            if (field.member == member && field.attributes.index == Index::sorted &&
                (Has_fixed_key<T> || (last && std::is_same_v<T, std::string>)))
                tag = field.tag;
    });
    return tag;
}

template <class Record, class... Ts> consteval bool well_joined(const Index_on<Record, Ts...>& index) {
    std::size_t at = 0;
    std::array<int, sizeof...(Ts)> tags =
        std::apply([&](auto... member) { return std::array{joinable_tag<Record>(member, ++at == sizeof...(Ts))...}; },
                   index.members);
    std::ranges::sort(tags);
    const bool in_range = index.tag >= index_tag::first_joint && index.tag < index_tag::created;
    return in_range && tags.size() > 1 && tags.front() != 0 && std::ranges::adjacent_find(tags) == tags.end();
}

/// Indexes over several fields are of different fields that have indexes themselves, and have tags of their own.
template <class Record> consteval bool well_joined() {
    bool good = true;
    each_joint_index<Record>([&](const auto& one) {
        int same = 0;
        each_joint_index<Record>([&](const auto& other) { same += one.tag == other.tag; });
        good = good && same == 1 && well_joined(one);
    });
    return good;
}

template <class Record> std::vector<Joint_index> joint_indexes() {
    std::vector<Joint_index> joint;
    each_joint_index<Record>([&](const auto& index) {
        std::vector<Tag_path> tags;
        std::apply(
            [&](auto... member) { (tags.push_back(static_cast<Tag_path>(joinable_tag<Record>(member, true))), ...); },
            index.members);
        const Tag_path last = tags.back();
        tags.pop_back();
        joint.push_back({index.tag, std::move(tags), last});
    });
    return joint;
}

template <class Record> consteval bool has_tags(const auto& tags) {
    return std::ranges::all_of(tags, [](int tag) {
        bool found = false;
        each_field<Record>([&](const auto& field) { found = found || (!field.derived && field.tag == tag); });
        return found;
    });
}

template <class Record> Record_type describe() {
    static_assert(storage::well_declared<Record>());
    static_assert(!has_custom_inside<Record>(false));
    static_assert(well_referring<Record>());
    static_assert(well_joined<Record>());
    static_assert(well_ordered<Record>());
    static_assert(well_filed<Record>(false));
    Record_type type{.kind = Record::kind,
                     .columns = {},
                     .custom_tag = custom_tag<Record>(),
                     .joint_indexes = joint_indexes<Record>(),
                     .show_columns = &show_columns<Record>,
                     .fill = &fill<Record>,
                     .index_entries = &index_entries<Record>,
                     .words = &words<Record>,
                     .references = &references<Record>,
                     .name = &name<Record>,
                     .facts = &facts<Record>,
                     .index_keys = &index_keys<Record>,
                     .redirected = &redirected<Record>,
                     .recoded = &recoded<Record>};
    if constexpr (Checked<Record> || Kept<Record> || has_table<Record>) type.objections = &objections<Record>;
    if constexpr (requires(const Record& record) { record.frozen(); }) {
        static_assert(has_tags<Record>(Record::after_freeze));
        type.frozen = [](std::string_view fields) { return decode_fields<Record>(fields).frozen(); };
        type.after_freeze.assign(Record::after_freeze.begin(), Record::after_freeze.end());
    }
    add_columns<Record>(type.columns, {});
    return type;
}

}  // namespace declared

template <Declared Record> const Record_type& record_type() {
    static const Record_type type = declared::describe<Record>();
    return type;
}

}  // namespace storage
