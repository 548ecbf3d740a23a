#include "pages/records/fields.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <format>

#include "office/records/kind.h"
#include "office/records/plain.h"
#include "office/records/save.h"
#include "office/records/sentence.h"
#include "pages/frame/view.h"
#include "pages/records/kind.h"
#include "pages/records/records.h"
#include "pages/records/rows.h"
#include "pages/records/shown.h"

namespace pages {

using storage::Column;
using storage::Control;

std::string field_id(std::string_view name) {
    std::string id = "f-" + std::string(name);
    std::ranges::replace(id, '.', '-');
    return id;
}

std::string label_of(const Language& language, const Column& column) {
    if (column.custom == 0) return language.say(column.label);
    return column.group.empty() ? column.label : std::format("{}: {}", column.group, column.label);
}

std::string label_of(const Language& language, const Item& item) {
    return item.part ? language.say(item.label) : label_of(language, item.column());
}

office::Say saying(const Language& language) {
    return [&language](std::string_view english, std::initializer_list<std::string_view> values) {
        return values.size() == 0 ? language.say_with_numbers(english) : language.say(english, values);
    };
}

std::string sentence_of(const Language& language, const Column& column, std::string_view name, std::string_view what) {
    const bool of_table = column.control == Control::rows && name == column.name;
    const std::string label = of_table ? label_of(language, column) : label_of(language, column, name);
    return office::sentence(label, column.attributes.missing, what, saying(language));
}

std::string sentence_of(const Language& language, std::string_view name, std::string_view what) {
    return office::sentence(name, {}, what, saying(language));
}

bool is_box(const Column& column) {
    return column.control == Control::checkbox && column.custom == 0 && !column.optional;
}

// ---- what came back -------------------------------------------------------------------------------------------------

namespace {

std::string joined(const std::vector<std::string_view>& texts) {
    std::string all;
    for (const std::string_view one : texts)
        if (!one.empty()) all += (all.empty() ? "" : ", ") + std::string(one);
    return all;
}

}  // namespace

storage::Typed typed_of(const http::Pairs& form, const std::vector<Item>& items) {
    storage::Typed typed;
    for (const Item& item : items)
        for (const Column* column : item.columns) {
            if (column->control == Control::rows)
                take_rows(typed, form, *column);
            else if (is_box(*column))
                typed[column->name] = form.get(column->name).empty() ? "no" : std::string(form.get(column->name));
            else if (column->many())
                typed[column->name] = joined(form.all(column->name));
            else if (form.has(column->name))
                typed[column->name] = form.get(column->name);
        }
    return typed;
}

bool is_to_be_made(const http::Pairs& form, const std::string& field, std::string_view name) {
    return !name.empty() && form.get("new." + field) == name;
}

bool may_be_made(const Column& column) {
    return column.control == Control::picker && office::kind_row(column.refers_to).naming.made;
}

storage::Errors implied_names(const storage::Read& read, const storage::Record_type& type, const storage::Typed& typed,
                              const http::Pairs& form) {
    storage::Errors errors;
    for (const Column& column : type.columns) {
        const auto at = typed.find(column.name);
        if (!may_be_made(column) || at == typed.end() || is_to_be_made(form, column.name, at->second)) continue;
        const std::string_view name = storage::trimmed(at->second);
        if (!name.empty() && office::id_named(read, column.refers_to, name) == storage::Id{0})
            errors.emplace(column.name, not_there_yet);
    }
    return errors;
}

std::uint64_t revision_of(const http::Pairs& form) {
    const std::string_view text = form.get("revision");
    std::uint64_t number = 0;
    std::from_chars(text.data(), text.data() + text.size(), number);
    return number;
}

// ---- what is stored -------------------------------------------------------------------------------------------------

namespace {

constexpr std::size_t most_suggestions = 100;

std::vector<std::string> suggestions_for(const storage::Read& read, const Column& column) {
    const storage::Record_type& type = read.schema().type(column.refers_to);
    std::vector<std::string> names;
    if (read.count(type) > most_suggestions) return names;
    for (const storage::Id id : read.select(type, {.tag = storage::index_tag::created, .limit = most_suggestions}).ids)
        if (office::may_choose(read, type.kind.number, id)) names.push_back(read.name(type.kind.number, id));
    std::ranges::sort(names);
    return names;
}

}  // namespace

std::string typed_text(const storage::Read& read, const Language& language, const Column& column,
                       const std::string& stored) {
    return !column.refers() ? office::typed_number(column, stored, language.numbers().decimal, read.currency())
                            : office::names_of(read, {&column, stored});
}

Field_values stored_values(const storage::Read& read, const Language& language, const storage::Record_type& type,
                           const storage::Raw* raw, const storage::Definitions& definitions) {
    Field_values values{.currency = definitions.currency};
    for (const storage::Row& row : type.show({}, definitions))
        if (row.column->control == Control::select && !row.text.empty()) values.always_chosen.insert(row.column->name);
    for (const storage::Row& row : type.show(raw == nullptr ? std::string_view{} : raw->fields, definitions)) {
        const Column& column = *row.column;
        if (!column.typed()) continue;
        if (column.control == Control::rows) {
            set_rows(values, read, language, row);
            continue;
        }
        values.typed[column.name] = typed_text(read, language, column, row.text);
        if (column.refers_to != 0) values.suggestions[column.name] = suggestions_for(read, column);
    }
    return values;
}

Field_values empty_values(const storage::Read& read, std::span<const Column> columns) {
    Field_values values{.currency = read.currency()};
    for (const Column& column : columns)
        if (column.refers_to != 0) values.suggestions[column.name] = suggestions_for(read, column);
    return values;
}

void add_errors(Field_values& values, const storage::Read& read, const Language& language,
                const storage::Error& error) {
    for (const auto& [field, message] : error.fields()) {
        values.errors[field] = message;
        if (message == not_there_yet) values.new_names.try_emplace(field, false);
    }
    for (const auto& [field, clash] : error.clashes()) {
        const storage::Kind& kind = read.schema().type(clash.kind).kind;
        const std::string name = name_or_number(language, kind, read.name(clash.kind, clash.id), clash.id);
        values.errors[field] = page_row(clash.kind).pages ? std::string("belongs already to:")
                                                          : language.say("belongs already to {}", {name});
        if (page_row(clash.kind).pages) values.holders[field] = {name, url_of(kind, clash.id)};
    }
}

}  // namespace pages
