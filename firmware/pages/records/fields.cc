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
    return column.custom == 0 ? language.say(column.label) : column.label;
}

std::string label_of(const Language& language, const Item& item) {
    return item.part ? language.say(item.label) : label_of(language, item.column());
}

namespace {

office::Say saying(const Language& language) {
    return [&language](std::string_view english, std::initializer_list<std::string_view> values) {
        return values.size() == 0 ? language.say_with_numbers(english) : language.say(english, values);
    };
}

}  // namespace

std::string sentence_of(const Language& language, const Column& column, std::string_view name, std::string_view what) {
    const bool of_table = column.control == Control::rows && name == column.name;
    const std::string label = of_table ? label_of(language, column) : label_of(language, column, name);
    return office::sentence(label, column.attributes.missing, what, saying(language));
}

std::string sentence_of(const Language& language, std::string_view name, std::string_view what) {
    return office::sentence(name, {}, what, saying(language));
}

// ---- what came back -------------------------------------------------------------------------------------------------

namespace {

/// A yes/no field that may also be unanswered, as those of the office may, is a choice; another is a box.
bool is_box(const Column& column) {
    return column.control == Control::checkbox && column.custom == 0 && !column.optional;
}

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

namespace {

bool may_be_made(const Column& column) {
    return column.control == Control::picker && office::kind_row(column.refers_to).naming.made;
}

}  // namespace

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

// ---- one field ------------------------------------------------------------------------------------------------------

namespace {

std::string value_of(const Field_values& values, const Column& column) {
    const auto at = values.typed.find(column.name);
    return at == values.typed.end() ? std::string{} : at->second;
}

Data option_data(std::string_view value, std::string_view label, bool selected) {
    Data option = object();
    option["option_value"] = text(value);
    option["option_label"] = text(label);
    option["selected"] = selected;
    return option;
}

bool has_choice(std::string_view joined, std::string_view choice) {
    const std::string all = ", " + std::string(joined) + ",";
    return all.contains(", " + std::string(choice) + ",");
}

Data options_data(const Language& language, const Column& column, const Field_values& values) {
    const std::string value = value_of(values, column);
    Data options = list();
    const auto add = [&](std::string_view key, std::string_view label) {
        append(options,
               option_data(key, label, column.control == Control::multi ? has_choice(value, key) : value == key));
    };
    if (const auto at = values.suggestions.find(column.name); at != values.suggestions.end())
        for (const std::string& name : at->second) add(name, "");
    if (column.control == Control::select && !values.always_chosen.contains(column.name)) add("", "–");
    const auto chosen = std::ranges::find(column.options, value, &storage::Column_option::key);
    const bool by_verb = chosen != column.options.end() && chosen->by_verb;  // then nothing else can be chosen
    for (const auto& option : column.options)
        if (option.by_verb ? value == option.key : !by_verb)
            add(option.key, column.custom == 0 ? language.say(option.label) : option.label);
    if (column.control == Control::checkbox && !is_box(column)) {
        add("", "–");
        add("yes", language.say("Yes"));
        add("no", language.say("No"));
    }
    if (column.control == Control::stars) {
        // An action's form begins with nothing chosen.
        append(options,
               option_data("", language.say("not rated"), values.typed.contains(column.name) && value.empty()));
        for (unsigned count = 1; count <= 5; ++count) add(std::to_string(count), stars_label(language, count));
    }
    return options;
}

std::string_view control_name(const Item& item) {
    if (item.part) return "is_address";
    switch (item.column().control) {
    case Control::email: return "is_email";
    case Control::tel: return "is_tel";
    case Control::url: return "is_url";
    case Control::number:
    case Control::percent:
    case Control::money: return "is_number";
    case Control::date: return "is_date";
    case Control::password: return "is_password";
    case Control::textarea: return "is_textarea";
    case Control::select: return "is_select";
    case Control::checkbox: return is_box(item.column()) ? "is_checkbox" : "is_select";
    case Control::picker:
    case Control::record: return "is_picker";
    case Control::tags: return "is_tags";
    case Control::multi: return "is_multi";
    case Control::stars: return "is_stars";
    case Control::rows: return "is_rows";
    case Control::text:
    case Control::file:
    case Control::moment:
    case Control::duration:
    case Control::time:
    case Control::position: return "is_text";
    }
    return "is_text";
}

void set_control(Data& data, const Item& item) {
    static constexpr std::array all{"is_text",     "is_email",  "is_tel",      "is_url",      "is_number", "is_date",
                                    "is_password", "is_select", "is_textarea", "is_checkbox", "is_picker", "is_tags",
                                    "is_multi",    "is_stars",  "is_address",  "is_rows"};
    const std::string_view own = control_name(item);
    for (const std::string_view name : all) data[std::string(name)] = name == own;
    data["is_fieldset"] = own == "is_multi" || own == "is_stars" || own == "is_address" || own == "is_rows";
}

/// Of its <input>.
std::string_view part_type(Control control) {
    if (control == Control::date) return "date";
    return control == Control::time ? "time" : "text";
}

int part_span(std::string_view name) {
    if (name.ends_with(".date") || name.ends_with(".start") || name.ends_with(".end")) return 2;
    if (name.ends_with(".postcode")) return 2;
    if (name.ends_with(".city") || name.ends_with(".region")) return 3;
    if (name.ends_with(".country")) return 4;
    return 6;
}

Data error_of(const Language& language, const Field_values& values, const Column& column, std::string_view name) {
    const auto at = values.errors.find(name);
    return at == values.errors.end() ? Data(false) : text(sentence_of(language, column, name, at->second));
}

Data part_data(const Language& language, const Column& column, const Field_values& values) {
    Data part = object();
    part["part_id"] = text(field_id(column.name));
    part["part_name"] = text(column.name);
    part["part_label"] = text(label_of(language, column));
    part["part_value"] = text(value_of(values, column));
    part["part_error"] = error_of(language, values, column, column.name);
    part["part_autocomplete"] = text("off");
    part["part_span"] = text(std::to_string(part_span(column.name)));
    part["part_type"] = text(part_type(column.control));
    part["part_is_select"] = false;
    part["part_options"] = list();
    return part;
}

std::string picker_url(std::uint8_t kind) {
    return std::format("/{}/options", office::kind_row(kind).type->kind.plural);
}

bool is_wide(const Item& item) {
    const Control control = item.column().control;
    return item.part || control == Control::textarea || control == Control::tags || control == Control::multi ||
           control == Control::rows;
}

/// "New company: Gordon", to be ticked.
void set_new_name(Data& data, const Language& language, const Column& column, const Field_values& values) {
    const auto at = values.new_names.find(column.name);
    const bool offered = at != values.new_names.end();
    data["new_name"] = offered ? text(value_of(values, column)) : Data(false);
    data["new_chosen"] = offered && at->second;
    data["new_label"] = false;
    if (!may_be_made(column)) return;
    const storage::Kind& kind = office::kind_row(column.refers_to).type->kind;
    data["new_label"] = text(language.say("New " + lower_first(kind.label)));
}

/// What depends on a choice; the browser follows it while somebody chooses (forms.css).
void set_asked(Data& data, const Language& language, const Item& item, const Field_values& values) {
    data["field_asked_for"] = false;
    data["field_expected_for"] = false;
    const auto asked = std::ranges::find(values.asked, item.name, &Asked_field::field);
    if (asked == values.asked.end()) return;
    const bool in_use = !value_of(values, item.column()).empty() || values.errors.contains(item.name);
    if (asked->hidden && !in_use) data["field_asked_for"] = text(asked->option);
    if (asked->expected) data["field_expected_for"] = text(asked->option);
    data["field_expected"] = asked->expected;
    if (!asked->hint.empty()) data["field_hint"] = text(language.say(asked->hint));
}

}  // namespace

Data field_data(const Language& language, const Item& item, const Field_values& values) {
    const Column& column = item.column();
    const std::string value = item.part ? std::string{} : value_of(values, column);
    Data data = object();
    set_control(data, item);
    data["field_id"] = text(field_id(item.name));
    data["field_name"] = text(item.name);
    data["field_label"] = text(label_of(language, item));
    data["field_unit"] = !item.part && column.control == Control::money ? text(values.currency.sign()) : Data(false);
    data["field_value"] = is_box(column) ? Data(value == "yes") : text(value);
    data["field_separator"] =
        text(column.refers_to != 0 ? office::kind_row(column.refers_to).naming.separator : std::string_view(","));
    data["field_error"] = error_of(language, values, column, item.name);
    const auto holder = values.holders.find(item.name);
    data["field_error_url"] = holder == values.holders.end() ? Data(false) : text(holder->second.url);
    data["field_error_link"] = holder == values.holders.end() ? Data(false) : text(holder->second.name);
    data["field_hint"] = column.attributes.hint.empty() ? Data(false) : text(language.say(column.attributes.hint));
    data["field_required"] = column.attributes.required && !item.part;
    data["field_expected"] = column.attributes.expected && !item.part;
    set_asked(data, language, item, values);
    data["field_autocomplete"] = is_box(column) ? Data(false) : text("off");
    data["field_wide"] = is_wide(item);
    data["options"] = options_data(language, column, values);
    data["picker_url"] = column.control == Control::picker   ? text(picker_url(column.refers_to))
                         : column.control == Control::record ? text(any_options_url)
                                                             : Data(false);
    set_new_name(data, language, column, values);
    Data parts = list();
    if (item.part)
        for (const Column* part : item.columns) append(parts, part_data(language, *part, values));
    data["address_parts"] = std::move(parts);
    if (column.control == Control::rows) set_row_editor(data, language, column, values);
    return data;
}

void set_error_summary(Data& data, const Language& language, const std::vector<Item>& items,
                       const Field_values& values) {
    Data errors = list();
    const auto add = [&](const std::string& line, std::string_view target) {
        Data error = object();
        error["error_text"] = text(line);
        error["error_target"] = text(target);
        append(errors, std::move(error));
    };
    storage::Errors others = values.errors;
    const auto take = [&](const Column& column, const std::string& name) {
        const auto at = others.find(name);
        if (at == others.end()) return;
        const auto holder = values.holders.find(name);
        const std::string who = holder == values.holders.end() ? "" : " " + holder->second.name;
        add(sentence_of(language, column, name, at->second) + who, field_id(name));
        others.erase(at);
    };
    for (const Item& item : items)
        for (const Column* column : item.columns) {
            take(*column, column->name);
            for (const Column& member : column->members)
                for (const std::string& name : storage::typed_names(member, values.typed)) take(member, name);
        }
    for (const auto& [field, message] : others) add(sentence_of(language, field, message), "main");
    data["has_errors"] = !errors.is_empty_list();
    data["errors"] = std::move(errors);
}

}  // namespace pages
