// What plain code may ask of a record type that it does not know at compile time. A record is then its field bytes.
//
// describe.h makes one from a declaration.
#pragma once

#include <algorithm>
#include <format>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "storage/figures.h"
#include "storage/types/codec.h"
#include "storage/types/column.h"
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

/// The key of an empty value in an index.
struct Empty_key {
    Tag_path tag;
    std::string key;
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
    std::vector<Empty_key> empty_keys = {};    ///< of the indexes that empties.h tells of, lowest tag first
    std::optional<Figures_type> figures = {};  ///< of a kind of figures

    /// The values of some columns, which come in order of declaration, custom ones last.
    Rows (*show_columns)(const Record_type&, std::string_view fields, std::span<const Column* const> columns,
                         const Currency&);
    /// New field bytes; what cannot be read goes to `errors`, and the field stays as it was. Everything that is wrong is
    /// told, so that a form can say it at once; what the store refuses is judged when it is stored (gate.h).
    std::string (*fill)(const Record_type&, std::string_view fields, const Typed&, bool is_new, const Definitions&,
                        Errors&);
    /// Empty values of a sorted field have an entry too, so that sorting by it loses no record; they are stored as one
    /// (empties.h).
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
    /// Calls visit(column) for the declared ones, the custom ones, and those of figures.
    void each_column(const Definitions& definitions, auto&& visit) const {
        std::ranges::for_each(columns, visit);
        std::ranges::for_each(definitions.columns, visit);
        std::ranges::for_each(definitions.figures, visit);
    }
    /// The one whose index has that tag; null when there is none.
    const Column* column_of(Tag_path tag) const;
    /// The reference that says which custom fields a record has; null where all have the same.
    const Column* definer() const;
    /// What it refers to; 0 for none.
    Id definer_of(std::string_view fields) const;
    /// The first that holds a file; null when it has none.
    const Column* file_column() const;
    /// The index that an entry's key, behind its kind, is of.
    Tag_path index_in(std::string_view key) const;
    /// Whether there are amounts in a run of its fields, other than zero.
    bool has_amounts(std::string_view fields) const;
    /// Declared, custom, or of figures.
    static const Column* column(const Record_type&, const Definitions&, std::string_view name);
    /// Tags whose bytes must not reach the journal.
    bool secret(std::uint8_t tag) const;
};

/// The index key of a typed value of a column, to filter by: index_key(status, "active"). For a column of many values,
/// of one of them. Or what is wrong with what was typed.
Parsed<std::string> index_key(const Column& column, std::string_view typed, const Currency& currency);

/// The key that a column of references has in its index for one record.
std::string key_of_reference(const Column& column, std::uint8_t kind, Id id);

/// Made on first use, lives for ever. Described in one file for each kind (describe.h).
template <Declared Record> const Record_type& record_type();

namespace declared {

template <class T> struct Is_ref : std::false_type {};
template <class R> struct Is_ref<Ref<R>> : std::true_type {
    using Target = R;
};
template <class R> struct Is_ref<std::vector<Ref<R>>> : std::true_type {
    using Target = R;
};

/// Types of value that can have an index.
template <class T>
concept Ordered = requires(const T& value, std::vector<std::string>& keys) { Value<T>::order(value, keys); };

/// The key of what was typed as a T.
template <Ordered T> Parsed<std::string> key_of_typed(std::string_view typed, const Currency& currency) {
    return parse_value<T>(typed, currency).transform([](const T& value) {
        std::vector<std::string> keys;
        Value<T>::order(value, keys);
        return keys.empty() ? std::string{} : keys.front();
    });
}

}  // namespace declared

}  // namespace storage
