#include "storage/read.h"

#include <algorithm>
#include <format>
#include <numeric>
#include <stdexcept>
#include <unordered_set>

#include "storage/index_cursor.h"
#include "storage/settings.h"
#include "storage/words.h"

namespace storage {

namespace {

Tag_path by_name_tag(Tag_path tag) { return index_tag::by_name + tag; }

/// Where only some are seen, the limit counts these.
std::vector<Id> first_of(std::vector<Id> ids, std::size_t limit) {
    if (ids.size() > limit) ids.resize(limit);
    return ids;
}

}  // namespace

Schema::Schema(std::vector<const Record_type*> types)
    : types_(std::move(types)) {
    for (const Record_type* type : types_) {
        if (by_kind_[type->kind.number] != nullptr) throw std::logic_error("two record types have one kind number");
        by_kind_[type->kind.number] = type;
        type->each_valued_column([&](const Column& column) {
            if (column.refers_to != 0) referrers_[column.refers_to].push_back({type, &column});
            if (column.refers_to_any())
                for (auto& referrers : referrers_) referrers.push_back({type, &column});
        });
    }
    for (const Record_type* type : types_)
        if (type->figures) add_figures(*type);
}

void Schema::add_figures(const Record_type& figures) {
    const std::uint8_t owner = figures.figures->owner;
    figures_of_[owner].push_back(&figures);
    for (const auto& from : figures.figures->sources) counted_[from.kind].push_back({&figures, &from});
    for (Column column : figures.columns) {
        column.name = std::format("{}.{}", figures.kind.name, column.name);
        column.group = figures.kind.label;
        column.tag = in_figures(index_tag::figures, figures.kind.number, column.tag);
        column.attributes.read_only = true;
        figure_columns_[owner].push_back(std::move(column));
    }
}

const Record_type& Schema::type(std::uint8_t kind) const {
    if (by_kind_[kind] == nullptr) corrupt(std::format("there is no kind {}", kind));
    return *by_kind_[kind];
}

void Schema::keep(std::vector<Foreign_kind> kinds, std::vector<Foreign_reference> references,
                  std::vector<Foreign_index> indexes) {
    foreign_kinds_ = std::move(kinds);
    foreign_references_ = std::move(references);
    foreign_indexes_ = std::move(indexes);
}

const Schema::Foreign_kind* Schema::foreign_kind(std::uint8_t kind) const {
    const auto at = std::ranges::find(foreign_kinds_, kind, &Foreign_kind::number);
    return at == foreign_kinds_.end() ? nullptr : &*at;
}

std::optional<Schema::Empty_index> Schema::empty_index(std::uint8_t kind, Tag_path tag) const {
    if (outermost(tag) == index_tag::figures) return empty_index(outermost(tag >> 8), tag >> 16);
    const Record_type* type = find(kind);
    if (type == nullptr) return std::nullopt;
    const auto at = std::ranges::lower_bound(type->empty_keys, tag, {}, &Empty_key::tag);
    if (at == type->empty_keys.end() || at->tag != tag) return std::nullopt;
    return Empty_index{kind, at->tag, at->key};
}

const Record_type* Schema::find(std::string_view plural) const {
    const auto at = std::ranges::find_if(types_, [&](const auto* type) { return type->kind.plural == plural; });
    return at == types_.end() ? nullptr : *at;
}

std::optional<Raw> Read::find(const Record_type& type, Id id) const {
    const auto value = transaction_.get(Tree::records, keys::record(type.kind.number, id));
    return value ? seen(type, id, *value) : std::nullopt;
}

std::optional<Raw> Read::seen(const Record_type& type, Id id, std::string_view value) const {
    Raw raw = unseal(type.kind.number, id, value);
    if (scope_ == nullptr) return raw;
    if (!sees(type, id, raw.fields)) return std::nullopt;
    raw.fields = shown_fields(type, raw.fields);
    return raw;
}

Raw Read::get(const Record_type& type, Id id) const {
    auto raw = find(type, id);
    if (!raw) throw Error(Fault::not_found, "There is no such record: it was deleted, or never there.");
    return std::move(*raw);
}

/// Ascending, so that the cursor only goes on. `found` is given each place in `ids` whose record is there and seen.
template <class Found> void Read::each_of(const Record_type& type, std::span<const Id> ids, Found found) const {
    std::vector<std::size_t> places(ids.size());
    std::ranges::iota(places, 0);
    std::ranges::sort(places, {}, [&](std::size_t place) { return ids[place]; });
    Cursor cursor = transaction_.cursor(Tree::records);
    for (const std::size_t place : places) {
        const std::string key = keys::record(type.kind.number, ids[place]);
        if (!cursor.seek(key)) break;
        if (cursor.key() != key) continue;
        if (auto raw = seen(type, ids[place], cursor.value())) found(place, std::move(*raw));
    }
}

std::vector<Raw> Read::get_many(const Record_type& type, std::span<const Id> ids) const {
    std::vector<Raw> all(ids.size());
    each_of(type, ids, [&](std::size_t place, Raw raw) { all[place] = std::move(raw); });
    const auto missing = std::ranges::find(all, Id{0}, &Raw::id);
    if (missing != all.end())
        corrupt(std::format("an index names record {} of kind {}, which is not there",
                            ids[static_cast<std::size_t>(missing - all.begin())], type.kind.number));
    return all;
}

bool Read::has(std::uint8_t kind, Id id) const {
    if (const auto* type = schema_->find(kind); scope_ != nullptr && type != nullptr)
        return find(*type, id).has_value();
    return transaction_.get(Tree::records, keys::record(kind, id)).has_value();
}

std::string Read::name(std::uint8_t kind, Id id) const {
    const Record_type& type = schema_->type(kind);
    const auto raw = find(type, id);
    return raw ? type.name(raw->fields) : std::string{};
}

std::vector<std::string> Read::names(std::uint8_t kind, std::span<const Id> ids) const {
    const Record_type& type = schema_->type(kind);
    std::vector<std::string> all(ids.size());
    each_of(type, ids, [&](std::size_t place, const Raw& raw) { all[place] = type.name(raw.fields); });
    return all;
}

std::vector<Id> Read::ids_with(std::uint8_t kind, Tag_path tag, std::string_view ordered, std::size_t limit) const {
    if (scope_ != nullptr && limit != SIZE_MAX) return first_of(ids_with(kind, tag, ordered), limit);
    const std::string prefix = keys::index(kind, tag, ordered);
    std::vector<Id> ids;
    Index_cursor cursor(*this, kind, tag);
    for (bool more = cursor.seek(prefix); more && cursor.key().starts_with(prefix) && ids.size() < limit;
         more = cursor.next())
        if (cursor.key().size() == prefix.size() + 8) ids.push_back(keys::id_of(cursor.key()));
    keep_seen(kind, ids);
    return ids;
}

std::vector<Id> Read::ids_beginning(std::uint8_t kind, Tag_path tag, std::string_view begin, std::size_t limit) const {
    if (scope_ != nullptr && limit != SIZE_MAX) return first_of(ids_beginning(kind, tag, begin, SIZE_MAX), limit);
    const std::string prefix = keys::index(kind, tag, begin);
    std::vector<Id> ids;
    std::unordered_set<Id> known;
    Index_cursor cursor(*this, kind, tag);
    for (bool more = cursor.seek(prefix); more && cursor.key().starts_with(prefix) && ids.size() < limit;
         more = cursor.next())
        if (const Id id = keys::id_of(cursor.key()); known.insert(id).second) ids.push_back(id);
    keep_seen(kind, ids);
    return ids;
}

std::uint64_t Read::count(const Record_type& type) const {
    if (scope_ != nullptr && !visible(type).everything)
        return select(type, {.tag = index_tag::created, .limit = 0, .count_to = SIZE_MAX}).total;
    return number_at(keys::meta("count", type.kind.number));
}

Id Read::next_id(const Record_type& type) const {
    const std::uint8_t kind = type.figures ? type.figures->owner : type.kind.number;
    return std::max<Id>(1, number_at(keys::meta("next", kind)));
}

std::uint64_t Read::counter(std::string_view name) const { return number_at(keys::counter(name)); }

std::uint64_t Read::redactions() const { return number_at(keys::renewal); }

std::uint64_t Read::number_at(std::string_view key) const {
    const auto stored = transaction_.get(Tree::meta, key);
    return stored ? unseal_number(key, *stored) : 0;
}

std::vector<Index_entry> Read::entries(const Record_type& type, const Raw& raw) const {
    Facts facts = type.facts(raw.fields);
    complete(type, raw.created, raw.fields, facts);
    return std::move(facts.entries);
}

std::vector<std::string> Read::words(const Record_type& type, std::string_view fields) const {
    Facts facts = type.facts(fields);
    complete(type, {}, fields, facts);
    return std::move(facts.words);
}

void Read::complete(const Record_type& type, Moment created, std::string_view fields, Facts& facts) const {
    std::string moment;
    put_number(moment, sign_flipped(created.milliseconds));
    facts.entries.push_back({index_tag::created, std::move(moment), false});
    for (const Column& column : type.columns)
        if (column.attributes.by_name && !std::ranges::contains(facts.references, column.tag, &Reference::tag))
            facts.entries.push_back({by_name_tag(column.tag), ordered_text({}), false});
    for (const Schema::Counted& counted : schema_->counted(type.kind.number)) add_counted(counted, fields, facts);
    for (const Reference& reference : facts.references) {
        if (!reference.attributes->by_name && !reference.attributes->search) continue;
        const std::string named = name(reference.kind, reference.id);
        if (reference.attributes->search) append(facts.words, words_of(named));
        if (reference.attributes->by_name)
            facts.entries.push_back({by_name_tag(reference.tag), ordered_text(named), false});
    }
    std::ranges::sort(facts.words);
    const auto doubles = std::ranges::unique(facts.words);
    facts.words.erase(doubles.begin(), doubles.end());
}

std::vector<std::string> Read::index_keys(const Record_type& type, const Raw& raw, Tag_path tag) const {
    std::vector<std::string> found;
    if (tag == index_tag::activity) {
        const std::uint64_t last = last_entry_about(transaction_, {type.kind.number, raw.id});
        if (last != 0) put_number(found.emplace_back(), last);
        return found;
    }
    if (outermost(tag) == index_tag::figures) {
        const Record_type& figures = schema_->type(outermost(tag >> 8));
        return figures.index_keys(get(figures, raw.id).fields, tag >> 16);
    }
    const bool by_name = tag >= index_tag::by_name && tag < index_tag::first_derived;
    const bool counted = outermost(tag) == index_tag::counted;
    if (!by_name && !counted && tag != index_tag::created) return type.index_keys(raw.fields, tag);
    for (Index_entry& entry : entries(type, raw))
        if (entry.tag == tag) found.push_back(std::move(entry.key));
    return found;
}

Currency Read::currency() const {
    const auto settings = whole().find<Settings>(Settings::only);
    return settings ? currency_named(settings->currency).value_or(Currency{}) : Currency{};
}

Definitions Read::definitions(const Record_type& type) const {
    Definitions definitions{
        .columns = {}, .figures = schema_->figure_columns(type.kind.number), .currency = currency()};
    if (type.custom_tag == 0) return definitions;
    std::vector<Custom_field> fields;
    for (const Id id : where<&Custom_field::of_kind>(std::int64_t{type.kind.number}))
        fields.push_back(get<Custom_field>(id));
    std::ranges::stable_sort(fields, {},
                             [](const Custom_field& field) { return std::pair(field.belongs_to, field.position); });
    const bool belong_together =
        std::ranges::adjacent_find(fields, std::ranges::not_equal_to{}, &Custom_field::belongs_to) == fields.end();
    for (const Custom_field& field : fields) {
        Column& column = definitions.columns.emplace_back(column_of(field));
        column.tag = type.custom_tag;
        if (!belong_together && field.belongs_to)
            column.group = whole().name(field.belongs_to.kind, field.belongs_to.id);
    }
    return definitions;
}

Definitions Read::definitions(const Record_type& type, std::string_view fields) const {
    Definitions definitions = this->definitions(type);
    if (type.definer() == nullptr) return definitions;
    const Id definer = type.definer_of(fields);
    const Custom custom = Value<Custom>::decode(payload_of(fields, type.custom_tag));
    const auto is_own = [&](const Column& column) { return column.defined_by == 0 || column.defined_by == definer; };
    std::erase_if(definitions.columns,
                  [&](const Column& column) { return !is_own(column) && custom.find(column.custom) == nullptr; });
    for (Column& column : definitions.columns)
        if (is_own(column))
            column.group.clear();
        else if (column.group.empty())
            column.group = whole().name(type.definer()->refers_to, column.defined_by);
    return definitions;
}

std::vector<Read::Dependents> Read::dependents(std::uint8_t kind, Id id) const {
    std::vector<Dependents> found;
    for (const auto& [type, column] : schema_->referrers(kind)) {
        auto ids = ids_with(type->kind.number, column->tag, key_of_reference(*column, kind, id));
        if (!ids.empty()) found.push_back({type, column, std::move(ids)});
    }
    return found;
}

}  // namespace storage
