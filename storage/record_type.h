// What plain code may ask of a record type that it does not know at compile time. A record is then its field bytes.
//
// record_type<Client>() is the only place where templates meet the rest of the program.
#pragma once

#include <algorithm>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "storage/codec.h"
#include "storage/column.h"
#include "storage/values/choice.h"
#include "storage/values/custom.h"
#include "storage/values/number.h"
#include "storage/values/ref.h"
#include "storage/values/text.h"

namespace storage {

/// One entry that a record wants in the trees of indexes: (kind, tag, key, id).
struct Index_entry {
    std::uint8_t tag;
    std::string key;
    bool unique;
    auto operator<=>(const Index_entry&) const = default;
};

/// One record that a record refers to.
struct Reference {
    std::uint8_t tag;
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

    /// The values of some columns, which come in order of declaration, custom ones last.
    Rows (*show_columns)(const Record_type&, std::string_view fields, std::span<const Column* const> columns);
    /// New field bytes; what does not fit goes to `errors`, and the field stays as it was.
    std::string (*fill)(const Record_type&, std::string_view fields, const Typed&, bool is_new, const Definitions&,
                        Errors&);
    /// Empty values of a sorted field have an entry too, so that sorting by it loses no record.
    std::vector<Index_entry> (*index_entries)(std::string_view fields);
    std::vector<std::string> (*words)(std::string_view fields);  ///< own words, without those of references
    std::vector<Reference> (*references)(std::string_view fields);
    std::string (*name)(std::string_view fields);  ///< the column called "name"
    Facts (*facts)(std::string_view fields);       ///< the four above at once
    /// Keys of one index.
    std::vector<std::string> (*index_keys)(std::string_view fields, std::uint8_t tag);
    /// Field bytes with references to (kind, from) turned to `to`, or taken out when `to` is 0.
    std::string (*redirected)(std::string_view fields, std::uint8_t kind, Id from, Id to);

    /// The values of all columns, custom ones last.
    Rows show(std::string_view fields, const Definitions&) const;
    const Column* column(std::string_view name) const;
    /// Declared or custom.
    static const Column* column(const Record_type&, const Definitions&, std::string_view name);
    /// Tags whose bytes must not reach the journal.
    bool secret(std::uint8_t tag) const;
};

/// The index key of a typed value of a column, to filter by: index_key(status, "active"). For a column of many values,
/// of one of them. Or what is wrong with what was typed.
Parsed<std::string> index_key(const Column& column, std::string_view typed);

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

template <class T>
Column column_of(const std::string& prefix, const std::string& group, std::uint8_t top_tag, const auto& field) {
    Column column{.name = prefix + std::string(field.name),
                  .label = std::string(field.attributes.label),
                  .group = group,
                  .tag = top_tag == 0 ? field.tag : top_tag,
                  .control = Value<T>::control,
                  .longest = field.attributes.longest != 0 ? field.attributes.longest : Value<T>::longest,
                  .attributes = field.attributes,
                  .derived = field.derived};
    if constexpr (std::is_enum_v<T>)
        for (const Option& option : options(T{}))
            column.options.push_back(
                {std::string(option.key), std::string(option.label), std::string(1, static_cast<char>(option.number))});
    if constexpr (Is_ref<T>::value) column.refers_to = Is_ref<T>::Target::kind.number;
    return column;
}

template <class Record>
void add_columns(std::vector<Column>& columns, const std::string& prefix, const std::string& group, std::uint8_t tag) {
    each_field<Record>([&]<class F>(const F& field) {
        using T = typename F::Type;
        if constexpr (Part<T>)
            add_columns<T>(columns, prefix + std::string(field.name) + ".", std::string(field.attributes.label),
                           field.tag);
        else if constexpr (!std::is_same_v<T, Custom>)
            columns.push_back(column_of<T>(prefix, group, tag, field));
    });
}

/// Walks the same leaves in the same order as add_columns, and takes the columns that it comes to from `wanted`.
template <class Record>
void add_rows(const Record& record, Rows& rows, const Column*& column, std::span<const Column* const>& wanted) {
    each_field<Record>([&]<class F>(const F& field) {
        using T = typename F::Type;
        if constexpr (Part<T>) {
            add_rows(record.*field.member, rows, column, wanted);
        } else if constexpr (!std::is_same_v<T, Custom>) {
            const Column* leaf = column++;
            if (wanted.empty() || wanted.front() != leaf) return;
            wanted = wanted.subspan(1);
            rows.push_back({leaf, Value<T>::show(value_of(record, field))});
        }
    });
}

void add_custom_rows(const Custom& custom, Rows& rows, std::span<const Column* const> wanted);

/// How one typed text is judged: length first, then what the type says, then whether it may be empty.
template <class T> void fill_value(T& value, const Column& column, const Typed& typed, bool is_new, Errors& errors) {
    const auto found = typed.find(column.name);
    if (found == typed.end()) {
        if (is_new && column.attributes.required && Value<T>::empty(value)) errors.emplace(column.name, "is required");
        return;
    }
    if (found->second.size() > column.longest) {
        errors.emplace(column.name, "is too long");
        return;
    }
    auto parsed = Value<T>::parse(found->second);
    if (!parsed)
        errors.emplace(column.name, parsed.error());
    else if (column.attributes.required && Value<T>::empty(*parsed))
        errors.emplace(column.name, "is required");
    else
        value = std::move(*parsed);
}

void fill_custom(Custom& custom, const Typed& typed, bool is_new, const Definitions& definitions, Errors& errors);

template <class Record>
void fill_fields(Record& record, const Column*& column, const Typed& typed, bool is_new, const Definitions& definitions,
                 Errors& errors) {
    each_field<Record>([&]<class F>(const F& field) {
        using T = typename F::Type;
        if constexpr (Part<T>) {
            fill_fields(record.*field.member, column, typed, is_new, definitions, errors);
        } else if constexpr (std::is_same_v<T, Custom>) {
            fill_custom(record.*field.member, typed, is_new, definitions, errors);
        } else {
            const Column& filled = *column++;
            if constexpr (!F::derived)
                if (filled.typed()) fill_value(record.*field.member, filled, typed, is_new, errors);
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
std::string fill(const Record_type& type, std::string_view fields, const Typed& typed, bool is_new,
                 const Definitions& definitions, Errors& errors) {
    Record record = decode_fields<Record>(fields);
    const Column* column = type.columns.data();
    fill_fields(record, column, typed, is_new, definitions, errors);
    if constexpr (requires { check(record, errors); }) check(record, errors);
    return encode_fields(record);
}

template <class Record, class F>
void add_entries(const Record& record, const F& field, std::vector<Index_entry>& entries) {
    using T = typename F::Type;
    if (field.attributes.index == Index::none) return;
    const bool unique = field.attributes.index == Index::unique;
    const auto& value = value_of(record, field);
    if (unique && Value<T>::empty(value)) return;
    std::vector<std::string> keys;
    Value<T>::order(value, keys);
    for (std::string& key : keys) entries.push_back({field.tag, std::move(key), unique});
}

template <class Record> std::vector<Index_entry> entries_of(const Record& record) {
    std::vector<Index_entry> entries;
    each_field<Record>([&](const auto& field) { add_entries(record, field, entries); });
    return entries;
}

template <class Record> std::vector<std::string> words_of_record(const Record& record) {
    std::vector<std::string> words;
    each_field<Record>([&]<class F>(const F& field) {
        using T = typename F::Type;
        if constexpr (!Is_ref<T>::value)
            if (field.attributes.search) Value<T>::words(value_of(record, field), words);
    });
    return words;
}

template <class Record> std::vector<Reference> references_of(const Record& record) {
    std::vector<Reference> references;
    each_field<Record>([&]<class F>(const F& field) {
        using T = typename F::Type;
        if constexpr (Is_ref<T>::value && !F::derived) {
            const auto add = [&](Id id) {
                if (id != 0) references.push_back({field.tag, Is_ref<T>::Target::kind.number, id, &field.attributes});
            };
            if constexpr (requires(T value) { value.id; })
                add((record.*field.member).id);
            else
                for (const auto ref : record.*field.member) add(ref.id);
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

template <class Record> std::vector<std::string> index_keys(std::string_view fields, std::uint8_t tag) {
    const Record record = decode_fields<Record>(fields);
    std::vector<std::string> keys;
    each_field<Record>([&]<class F>(const F& field) {
        if (field.tag != tag) return;
        std::vector<Index_entry> entries;
        add_entries(record, field, entries);
        for (Index_entry& entry : entries) keys.push_back(std::move(entry.key));
    });
    return keys;
}

template <class Record> std::string redirected(std::string_view fields, std::uint8_t kind, Id from, Id to) {
    Record record = decode_fields<Record>(fields);
    each_field<Record>([&]<class F>(const F& field) {
        using T = typename F::Type;
        if constexpr (Is_ref<T>::value && !F::derived) {
            if (Is_ref<T>::Target::kind.number != kind) return;
            auto& value = record.*field.member;
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

template <class Record> Record_type describe() {
    static_assert(well_declared<Record>());
    Record_type type{.kind = Record::kind,
                     .columns = {},
                     .custom_tag = custom_tag<Record>(),
                     .show_columns = &show_columns<Record>,
                     .fill = &fill<Record>,
                     .index_entries = &index_entries<Record>,
                     .words = &words<Record>,
                     .references = &references<Record>,
                     .name = &name<Record>,
                     .facts = &facts<Record>,
                     .index_keys = &index_keys<Record>,
                     .redirected = &redirected<Record>};
    add_columns<Record>(type.columns, "", "", 0);
    return type;
}

}  // namespace declared

template <Declared Record> const Record_type& record_type() {
    static const Record_type type = declared::describe<Record>();
    return type;
}

}  // namespace storage
