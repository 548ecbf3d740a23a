#include "pages/records/simple_form.h"

#include "pages/frame/view.h"

namespace pages {
namespace {

storage::Column column_of(const Simple_field& field) {
    storage::Column column;
    column.name = field.name;
    column.label = field.label;
    column.control = field.control;
    column.attributes.required = field.required;
    column.attributes.hint = field.hint;
    column.attributes.missing = field.missing;
    for (const auto& [value, label] : field.options)
        column.options.push_back({.key = value, .label = label, .order = {}});
    return column;
}

}  // namespace

Simple_form::Simple_form(const Language& language, const std::vector<Simple_field>& fields)
    : language_(&language) {
    for (const auto& field : fields) {
        columns_.push_back(column_of(field));
        autocomplete_.push_back(field.autocomplete);
        values_.always_chosen.emplace(field.name);
    }
    for (const auto& column : columns_)
        items_.push_back({.name = column.name, .label = column.label, .columns = {&column}});
}

void Simple_form::keep(const http::Pairs& form) {
    for (const auto& column : columns_)
        if (column.control != storage::Control::password) set(column.name, form.get(column.name));
}

void Simple_form::set(std::string_view name, std::string_view value) {
    values_.typed.insert_or_assign(std::string(name), std::string(value));
}

void Simple_form::check_required(const http::Pairs& form) {
    for (const auto& column : columns_)
        if (column.attributes.required && form.get(column.name).empty())
            add_errors({{column.name, storage::is_required}});
}

void Simple_form::add_errors(const storage::Errors& errors) { values_.errors.insert(errors.begin(), errors.end()); }

Data Simple_form::fields() const {
    auto fields = list();
    for (std::size_t number = 0; number < items_.size(); ++number) {
        auto field = field_data(*language_, items_[number], values_);
        field["field_autocomplete"] = text(autocomplete_[number]);
        append(fields, std::move(field));
    }
    return fields;
}

void Simple_form::set_errors(Data& data) const { set_error_summary(data, *language_, items_, values_); }

}  // namespace pages
