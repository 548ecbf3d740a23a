#include "exchange/mapping.h"

#include <algorithm>
#include <array>
#include <format>
#include <iterator>
#include <map>
#include <mutex>

#include "exchange/come_back.h"
#include "exchange/synonyms.h"
#include "exchange/titles.h"
#include "office/records/kind.h"
#include "storage/values/card_number.h"

namespace exchange {

namespace {

using storage::Column;
using storage::Control;
using storage::Definitions;
using storage::Record_type;

std::string_view last_part(std::string_view name) { return name.substr(name.rfind('.') + 1); }

std::vector<std::string> own_names(const Column& column) {
    std::vector<std::string> names{plain_title(column.name), plain_title(column.label)};
    if (!column.group.empty()) names.push_back(plain_title(column.group + " " + column.label));
    return names;
}

/// What our own export calls it in another language.
std::vector<std::string> translated_names(const Column& column, const Other_languages& languages) {
    if (!languages || column.custom != 0) return {};
    std::vector<std::string> names = languages(column.label);
    if (!column.group.empty()) {
        const std::vector<std::string> groups = languages(column.group);
        for (std::size_t i = 0; i < names.size(); ++i) names[i] = groups.at(i) + " " + names[i];
    }
    std::ranges::transform(names, names.begin(), plain_title);
    return names;
}

/// By the last part of a field's name.
using Known_names = std::map<std::string_view, std::vector<std::string>>;

/// Made once: to make a name plain takes a while, and there are a thousand.
const Known_names& names_in(const Record_type& type) {
    static std::mutex making;
    static std::map<std::string_view, Known_names> known;
    const std::lock_guard lock(making);
    const auto [at, is_new] = known.try_emplace(type.kind.plural);
    if (is_new)
        for (const Synonyms& synonyms : synonyms_of(type.kind.plural))
            std::ranges::move(plain_names(synonyms.names), std::back_inserter(at->second[synonyms.field]));
    return at->second;
}

/// What other programs call a field, the surest first.
std::vector<std::string> synonyms_for(const Record_type& type, std::string_view field) {
    const Known_names& known = names_in(type);
    const auto at = known.find(last_part(field));
    return at == known.end() ? std::vector<std::string>{} : at->second;
}

/// One field and, of the columns not yet taken, the first one with the surest of its names.
void guess(Mapping& mapping, const std::vector<std::string>& titles, std::string_view field,
           std::span<const std::string> names) {
    for (const std::string& name : names)
        for (std::size_t i = 0; i < titles.size(); ++i)
            if (!name.empty() && mapping[i].empty() && titles[i] == name) {
                mapping[i] = field;
                return;
            }
}

/// Of those that are still free all with one of the names.
void guess_all(Mapping& mapping, const std::vector<std::string>& titles, std::string_view field,
               std::span<const std::string> names) {
    for (std::size_t i = 0; i < titles.size(); ++i)
        if (mapping[i].empty() && !titles[i].empty() && std::ranges::contains(names, titles[i])) mapping[i] = field;
}

bool is_mapped(const Mapping& mapping, std::string_view field) { return std::ranges::contains(mapping, field); }

/// Fields of which a new record needs some: a person's names and e-mail address, or an organisation's name.
bool makes_a_record(const Column& column) {
    return column.attributes.required || column.attributes.expected || column.attributes.autocomplete == "organization";
}

}  // namespace

std::vector<const Column*> targets(const Record_type& type, const Definitions& definitions) {
    std::vector<const Column*> columns;
    for (const Column& column : type.columns)
        if (column.typed() && column.control != storage::Control::rows) columns.push_back(&column);
    for (const Column& column : definitions.columns) columns.push_back(&column);
    return columns;
}

std::vector<Import_target> other_targets(const Record_type& type) {
    std::vector<Import_target> others;
    if (has_person_names(type)) {
        others.push_back({std::string(target::name), "Whole name (given name first)"});
        others.push_back({std::string(target::name_family_first), "Whole name (family name first)"});
    }
    if (text_column(type) != nullptr) others.push_back({std::string(target::text), "Keep as text in the description"});
    others.push_back({std::string(target::own_id), "Id of a record exported here"});
    return others;
}

const Column* text_column(const Record_type& type) {
    const auto at = std::ranges::find_if(
        type.columns, [](const Column& column) { return column.typed() && column.control == Control::textarea; });
    return at == type.columns.end() ? nullptr : &*at;
}

bool has_person_names(const Record_type& type) {
    return type.column("first_name") != nullptr && type.column("last_name") != nullptr;
}

namespace {

bool may_come_twice(const Column& column) {
    return column.control == Control::textarea || column.control == Control::tags;
}

/// All exact names first, so that no synonym takes the column of another field; then those of which a word says that it is at
/// home or at work.
void guess_fields(Mapping& mapping, const Record_type& type, const Definitions& definitions,
                  const std::vector<std::string>& titles, const Other_languages& languages) {
    std::vector<std::string> shorter;
    std::ranges::transform(titles, std::back_inserter(shorter), without_modifiers);
    const auto columns = targets(type, definitions);
    const auto guess_by = [&](const std::vector<std::string>& by, auto&& names_of) {
        for (const Column* column : columns)
            if (!is_mapped(mapping, column->name)) guess(mapping, by, column->name, names_of(*column));
    };
    const auto synonyms = [&](const Column& column) {
        return column.custom == 0 ? synonyms_for(type, column.name) : std::vector<std::string>{};
    };
    guess_by(titles, own_names);
    guess_by(titles, [&](const Column& column) { return translated_names(column, languages); });
    guess_by(titles, synonyms);
    guess_by(shorter, own_names);
    guess_by(shorter, synonyms);
}

/// "Name" is one part of a name only where another column is the rest.
void join_lone_name(Mapping& mapping, const std::vector<std::string>& titles) {
    const bool first = is_mapped(mapping, "first_name");
    if (first == is_mapped(mapping, "last_name")) return;
    const auto at = std::ranges::find(mapping, first ? "first_name" : "last_name");
    const auto& title = titles[static_cast<std::size_t>(at - mapping.begin())];
    if (std::ranges::contains(plain_names(ambiguous_names), title)) *at = target::name;
}

/// What is known and finds no place is text.
void keep_the_rest(Mapping& mapping, const Record_type& type, const std::vector<std::string>& titles) {
    std::vector<std::string> shorter;
    std::ranges::transform(titles, std::back_inserter(shorter), without_modifiers);
    for (const Column& column : type.columns) {
        auto names = own_names(column);
        std::ranges::copy(synonyms_for(type, column.name), std::back_inserter(names));
        if (column.typed() && may_come_twice(column)) guess_all(mapping, titles, column.name, names);
        const bool may_be_lost = column.control == Control::tel || column.control == Control::email ||
                                 column.control == Control::url || !column.group.empty();
        std::ranges::transform(names, names.begin(), without_modifiers);
        if (column.typed() && may_be_lost) guess_all(mapping, shorter, target::text, names);
    }
    std::vector<std::string> kept = synonyms_for(type, target::text);
    guess_all(mapping, titles, target::text, kept);
    std::ranges::transform(kept, kept.begin(), without_modifiers);
    guess_all(mapping, shorter, target::text, kept);
}

}  // namespace

Mapping guess_mapping(const Record_type& type, const Definitions& definitions, const Cells& header,
                      const Other_languages& languages) {
    const std::vector<std::string> titles = plain_titles(header);
    Mapping mapping(header.size());
    guess(mapping, titles, target::own_id, std::array{plain_title(own_id_title)});
    guess_fields(mapping, type, definitions, titles, languages);
    if (has_person_names(type)) {
        join_lone_name(mapping, titles);
        if (!is_mapped(mapping, target::name)) guess(mapping, titles, target::name, synonyms_for(type, target::name));
    }
    if (text_column(type) != nullptr) keep_the_rest(mapping, type, titles);
    return mapping;
}

std::string objection(const Record_type& type, const Definitions& definitions, const Mapping& mapping) {
    const bool comes_back = is_whole(type) && is_mapped(mapping, target::own_id);
    if (!office::is_typed(type.kind) && !comes_back) return std::string(only_comes_back);
    const auto columns = targets(type, definitions);
    storage::Errors missing;  // in a record that nobody has filled in
    type.fill(type, {}, {}, true, definitions, missing);
    for (const Column* column : columns) {
        if (std::ranges::count(mapping, column->name) > 1 && !may_come_twice(*column))
            return column->label + " is chosen for more than one column.";
        const bool wanted = column->attributes.required && missing.contains(column->name);
        if (wanted && !is_mapped(mapping, column->name)) return column->label + " needs a column.";
    }
    const auto others = other_targets(type);
    for (const std::string& name : mapping)
        if (!name.empty() && !std::ranges::contains(columns, name, &Column::name) &&
            !std::ranges::contains(others, name, &Import_target::field))
            return std::format("There is no field called {}.", name);
    const bool named = is_mapped(mapping, target::name) || is_mapped(mapping, target::name_family_first) ||
                       (has_person_names(type) && is_mapped(mapping, "company"));
    const bool enough = named || comes_back || std::ranges::any_of(columns, [&](const Column* column) {
                            return makes_a_record(*column) && is_mapped(mapping, column->name);
                        });
    return enough ? "" : "Choose at least a column for a name or an e-mail address.";
}

std::vector<Cells> samples(const Table& table) {
    constexpr std::size_t rows = 50;
    constexpr std::size_t most = 3;
    constexpr std::size_t longest = 60;
    std::vector<Cells> samples(table.header().size());
    std::size_t seen = 0;
    table.each([&](std::size_t, Cells& cells) {
        for (std::size_t i = 0; i < std::min(cells.size(), samples.size()); ++i) {
            const std::string& cell = cells[i];
            const bool is_kept = storage::never_kept(cell).empty() && !storage::names_security_code(table.header()[i]);
            if (is_kept && !cell.empty() && cell.size() <= longest && samples[i].size() < most &&
                !std::ranges::contains(samples[i], cell))
                samples[i].push_back(cell);
        }
        return ++seen < rows;
    });
    return samples;
}

}  // namespace exchange
