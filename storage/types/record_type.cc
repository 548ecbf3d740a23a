#include "storage/types/record_type.h"

#include <algorithm>
#include <charconv>
#include <ranges>
#include <set>

namespace storage {

Rows Record_type::show(std::string_view fields, const Definitions& definitions) const {
    std::vector<const Column*> all(columns.size() + definitions.columns.size());
    const auto pointer = [](const Column& column) { return &column; };
    const auto custom = std::ranges::transform(columns, all.begin(), pointer).out;
    std::ranges::transform(definitions.columns, custom, pointer);
    return show_columns(*this, fields, all, definitions.currency);
}

const Column* Record_type::column(std::string_view name) const {
    for (const Column& column : columns) {
        if (column.name == name) return &column;
        for (const Column& member : column.members)
            if (member.name == name) return &member;
    }
    return nullptr;
}

const Column* Record_type::column_of(Tag_path tag) const {
    for (const Column& column : columns) {
        if (column.tag == tag) return &column;
        for (const Column& member : column.members)
            if (member.tag == tag) return &member;
    }
    return nullptr;
}

bool Column::in_currency() const {
    return control == Control::money || std::ranges::any_of(members, &Column::in_currency);
}

namespace {

bool is_amount(const Row& row) {
    return row.column->control == Control::money && row.text.find_first_of("123456789") != std::string::npos;
}

bool is_custom_amount(const Custom_value& value) {
    return value.type == Custom_type::money && Value<Money>::decode(value.bytes) != Money{};
}

}  // namespace

bool Record_type::has_amounts(std::string_view fields) const {
    std::vector<const Column*> amounts;
    for (const Column& column : columns)
        if (column.in_currency() && !column.derived) amounts.push_back(&column);
    const auto has_some = [](const Row& row) {
        return is_amount(row) || std::ranges::any_of(row.lines, [](const Row::Line& line) {
                   return std::ranges::any_of(line.cells, is_amount);
               });
    };
    if (!amounts.empty() && std::ranges::any_of(show_columns(*this, fields, amounts, {}), has_some)) return true;
    return custom_tag != 0 &&
           std::ranges::any_of(Value<Custom>::decode(payload_of(fields, custom_tag)).values, is_custom_amount);
}

const Column* Record_type::definer() const {
    const auto at = std::ranges::find_if(columns, [](const Column& column) { return column.attributes.defines; });
    return at == columns.end() ? nullptr : &*at;
}

Id Record_type::definer_of(std::string_view fields) const {
    if (definer() == nullptr) return 0;
    for (const Reference& reference : references(fields))
        if (reference.attributes->defines) return reference.id;
    return 0;
}

const Column* Record_type::file_column() const {
    const auto at = std::ranges::find(columns, Control::file, &Column::control);
    return at == columns.end() ? nullptr : &*at;
}

Tag_path Record_type::index_in(std::string_view key) const {
    Tag_path path = 0;
    if (key.size() > 2 && static_cast<std::uint8_t>(key.front()) == index_tag::counted)
        return in_figures(index_tag::counted, static_cast<std::uint8_t>(key[1]), static_cast<std::uint8_t>(key[2]));
    for (const char byte : key.substr(0, deepest_path)) {
        path = within(path, static_cast<std::uint8_t>(byte));
        if (column_of(path) != nullptr && column_of(path)->control != Control::rows) return path;
    }
    return key.empty() ? 0 : static_cast<std::uint8_t>(key.front());
}

const Column* Record_type::column(const Record_type& type, const Definitions& definitions, std::string_view name) {
    if (const Column* declared = type.column(name)) return declared;
    const auto custom = std::ranges::find(definitions.columns, name, &Column::name);
    if (custom != definitions.columns.end()) return &*custom;
    const auto figure = std::ranges::find(definitions.figures, name, &Column::name);
    return figure == definitions.figures.end() ? nullptr : &*figure;
}

bool Record_type::secret(std::uint8_t tag) const {
    bool found = false;
    each_valued_column([&](const Column& column) {
        found = found || (outermost(column.tag) == tag && column.control == Control::password);
    });
    return found;
}

namespace {

Parsed<std::string> custom_key(const Column& column, std::string_view typed, const Currency& currency) {
    const auto bytes = parse_custom(column.custom_type, column, typed, currency);
    return bytes.and_then([&](const std::string& bytes) -> Parsed<std::string> {
        if (bytes.empty()) return std::unexpected(std::string(is_required));
        const auto keys = order_custom({column.custom, column.custom_type, bytes});
        std::string key;
        put_number(key, column.custom);
        return key + keys.front();
    });
}

}  // namespace

Parsed<std::string> index_key(const Column& column, std::string_view typed, const Currency& currency) {
    if (column.custom != 0) return custom_key(column, typed, currency);
    switch (column.control) {
    case Control::select:
    case Control::multi:
        for (const Column_option& option : column.options)
            if (option.key == typed) return option.order;
        return std::unexpected("is not one of the choices");
    case Control::picker:
    case Control::tags:
        return parse_id(typed).transform([](Id id) {
            std::string key;
            put_number(key, id);
            return key;
        });
    case Control::email: return ordered_email(parse_email(typed).value_or(Email{std::string(trimmed(typed))}));
    case Control::text:
    case Control::textarea:
    case Control::tel:
    case Control::url: return ordered_text(trimmed(typed));
    default: return column.key(typed, currency);
    }
}

std::string key_of_reference(const Column& column, std::uint8_t kind, Id id) {
    std::string key;
    if (column.refers_to_any()) key += static_cast<char>(kind);
    put_number(key, id);
    return key;
}

std::string_view name_in_row(const Column& member) {
    return std::string_view(member.name).substr(member.name.find('.') + 1);
}

std::vector<std::string> typed_names(const Column& column, const Typed& typed) {
    std::vector<std::string> names;
    if (!column.in_rows) {
        if (typed.contains(column.name)) names.push_back(column.name);
        return names;
    }
    const std::string prefix = column.name.substr(0, column.name.find('.') + 1);
    for (auto at = typed.lower_bound(prefix); at != typed.end() && at->first.starts_with(prefix); ++at)
        if (const auto dot = at->first.find('.', prefix.size());
            dot != std::string::npos && std::string_view(at->first).substr(dot + 1) == name_in_row(column))
            names.push_back(at->first);
    return names;
}

}  // namespace storage
