// What a field's control needs, for web/pages/parts/field.
#include <algorithm>
#include <array>
#include <format>

#include "office/records/kind.h"
#include "pages/frame/view.h"
#include "pages/records/fields.h"
#include "pages/records/records.h"
#include "pages/records/rows.h"
#include "pages/records/shown.h"

namespace pages {

std::string options_url(std::uint8_t kind) {
    return std::format("/{}/options", office::kind_row(kind).type->kind.plural);
}

using storage::Column;
using storage::Control;

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
    if (column.attributes.defines && value.empty()) add("", "–");
    if (const auto at = values.suggestions.find(column.name); at != values.suggestions.end())
        for (const std::string& name : at->second) add(name, column.attributes.defines ? name : "");
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
    case Control::picker: return item.column().attributes.defines ? "is_select" : "is_picker";
    case Control::record: return "is_picker";
    case Control::tags: return "is_tags";
    case Control::multi: return "is_multi";
    case Control::stars: return "is_stars";
    case Control::rows: return "is_rows";
    case Control::text:
    case Control::file:
    case Control::moment:
    case Control::duration:
    case Control::time: return "is_text";
    case Control::position: return "is_position";
    }
    return "is_text";
}

void set_control(Data& data, const Item& item) {
    static constexpr std::array all{"is_text",     "is_email",  "is_tel",      "is_url",      "is_number",  "is_date",
                                    "is_password", "is_select", "is_textarea", "is_checkbox", "is_picker",  "is_tags",
                                    "is_multi",    "is_stars",  "is_address",  "is_rows",     "is_position"};
    const std::string_view own = control_name(item);
    for (const std::string_view name : all) data[std::string(name)] = name == own;
    data["field_position"] = !item.part && item.column().control == Control::position;
    data["field_redraws"] = !item.part && item.column().attributes.defines;
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

/// Where suggestions for a part of an address come from.
std::string_view part_list_url(std::string_view name) {
    if (name.ends_with(".country")) return "/addresses/countries";
    return name.ends_with(".region") ? "/addresses/regions" : "";
}

Data part_data(const Language& language, const Column& column, const Field_values& values) {
    Data part = object();
    part["part_id"] = text(field_id(column.name));
    part["part_name"] = text(column.name);
    part["part_label"] = text(label_of(language, column));
    part["part_value"] = text(value_of(values, column));
    part["part_error"] = error_of(language, values, column, column.name);
    part["part_focused"] = false;
    part["part_autocomplete"] = text("off");
    part["part_span"] = text(std::to_string(part_span(column.name)));
    part["part_type"] = text(part_type(column.control));
    part["part_is_street"] = column.name.ends_with(".street");
    part["part_is_position"] = column.control == Control::position;
    part["part_list_url"] = text(part_list_url(column.name));
    part["part_is_select"] = false;
    part["part_options"] = list();
    return part;
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
    data["field_focused"] = values.focused == item.name;
    data["field_wide"] = is_wide(item);
    data["options"] = options_data(language, column, values);
    data["picker_url"] = column.control == Control::picker   ? text(options_url(column.refers_to))
                         : column.control == Control::record ? text(any_options_url)
                                                             : Data(false);
    set_new_name(data, language, column, values);
    Data parts = list();
    if (item.part)
        for (const Column* part : item.columns) {
            Data one = part_data(language, *part, values);
            one["part_focused"] = values.focused == item.name && part == item.columns.front();
            append(parts, std::move(one));
        }
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
