#include "exchange/mapping.h"

#include <algorithm>
#include <format>
#include <ranges>

#include "exchange/synonyms.h"
#include "storage/words.h"

namespace exchange {

namespace {

using storage::Column;
using storage::Definitions;
using storage::Record_type;

/// "E-mail Address" → "e mail address".
std::string plain(std::string_view title) {
    std::string words;
    for (const std::string& word : storage::words_of(title)) {
        if (!words.empty()) words += ' ';
        words += word;
    }
    return words;
}

std::string_view last_part(std::string_view name) { return name.substr(name.rfind('.') + 1); }

/// What a file may call a field, the surest first.
std::vector<std::string> names_of(const Record_type& type, const Column& column) {
    std::vector<std::string> names{plain(column.name), plain(column.label)};
    if (!column.group.empty()) names.push_back(plain(column.group + " " + column.label));
    for (const Synonyms& synonyms : synonyms_of(type.kind.plural)) {
        if (column.custom != 0 || synonyms.field != last_part(column.name)) continue;
        for (const auto name : std::views::split(synonyms.names, std::string_view(", ")))
            names.emplace_back(std::string_view(name));
    }
    return names;
}

/// One field and, of the columns not yet taken, the first one with the surest of its names.
void guess(Mapping& mapping, const std::vector<std::string>& titles, const Column& column,
           std::span<const std::string> names) {
    for (const std::string& name : names)
        for (std::size_t i = 0; i < titles.size(); ++i)
            if (!name.empty() && mapping[i].empty() && titles[i] == name) {
                mapping[i] = column.name;
                return;
            }
}

bool is_mapped(const Mapping& mapping, const Column& column) { return std::ranges::contains(mapping, column.name); }

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

Mapping guess_mapping(const Record_type& type, const Definitions& definitions, const Cells& header) {
    std::vector<std::string> titles;
    for (const std::string& title : header) titles.push_back(plain(title));
    Mapping mapping(header.size());
    const auto columns = targets(type, definitions);
    // All exact names first, so that no synonym takes the column of another field.
    for (const auto exact : {true, false})
        for (const Column* column : columns) {
            const auto names = names_of(type, *column);
            if (!is_mapped(mapping, *column))
                guess(mapping, titles, *column, exact ? std::span(names).first(2) : std::span(names).subspan(2));
        }
    return mapping;
}

std::string objection(const Record_type& type, const Definitions& definitions, const Mapping& mapping) {
    const auto columns = targets(type, definitions);
    storage::Errors missing;  // in a record that nobody has filled in
    type.fill(type, {}, {}, true, definitions, missing);
    for (const Column* column : columns) {
        if (std::ranges::count(mapping, column->name) > 1)
            return column->label + " is chosen for more than one column.";
        const bool wanted = column->attributes.required && missing.contains(column->name);
        if (wanted && !is_mapped(mapping, *column)) return column->label + " needs a column.";
    }
    for (const std::string& name : mapping)
        if (!name.empty() && !std::ranges::contains(columns, name, &Column::name))
            return std::format("There is no field called {}.", name);
    const bool enough = std::ranges::any_of(
        columns, [&](const Column* column) { return makes_a_record(*column) && is_mapped(mapping, *column); });
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
            if (!cell.empty() && cell.size() <= longest && samples[i].size() < most &&
                !std::ranges::contains(samples[i], cell))
                samples[i].push_back(cell);
        }
        return ++seen < rows;
    });
    return samples;
}

}  // namespace exchange
