#include "storage/record_type.h"

namespace storage {

Rows Record_type::show(std::string_view fields, const Definitions& definitions) const {
    std::vector<const Column*> all;
    all.reserve(columns.size() + definitions.columns.size());
    for (const Column& column : columns) all.push_back(&column);
    for (const Column& column : definitions.columns) all.push_back(&column);
    return show_columns(*this, fields, all);
}

const Column* Record_type::column(std::string_view name) const {
    const auto at = std::ranges::find(columns, name, &Column::name);
    return at == columns.end() ? nullptr : &*at;
}

const Column* Record_type::column(const Record_type& type, const Definitions& definitions, std::string_view name) {
    if (const Column* declared = type.column(name)) return declared;
    const auto at = std::ranges::find(definitions.columns, name, &Column::name);
    return at == definitions.columns.end() ? nullptr : &*at;
}

bool Record_type::secret(std::uint8_t tag) const {
    return std::ranges::any_of(
        columns, [&](const Column& column) { return column.tag == tag && column.control == Control::password; });
}

namespace {

template <class T> Parsed<std::string> key_of(std::string_view typed) {
    return Value<T>::parse(typed).transform([](const T& value) {
        std::vector<std::string> keys;
        Value<T>::order(value, keys);
        return keys.front();
    });
}

Parsed<std::string> custom_key(const Column& column, std::string_view typed) {
    return parse_custom(column.custom_type, column, typed).and_then([&](std::string bytes) -> Parsed<std::string> {
        if (bytes.empty()) return std::unexpected("is required");
        const auto keys = order_custom({column.custom, column.custom_type, std::move(bytes)});
        std::string key;
        put_number(key, column.custom);
        return key + keys.front();
    });
}

}  // namespace

Parsed<std::string> index_key(const Column& column, std::string_view typed) {
    if (column.custom != 0) return custom_key(column, typed);
    switch (column.control) {
    case Control::select:
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
    case Control::number: return key_of<std::int64_t>(typed);
    case Control::money: return key_of<Money>(typed);
    case Control::date: return key_of<Date>(typed);
    case Control::moment: return key_of<Moment>(typed);
    case Control::checkbox: return key_of<bool>(typed);
    case Control::stars: return key_of<Stars>(typed);
    default: return ordered_text(trimmed(typed));
    }
}

namespace declared {

void add_custom_rows(const Custom& custom, Rows& rows, std::span<const Column* const> wanted) {
    for (const Column* column : wanted) {
        const Custom_value* value = custom.find(column->custom);
        rows.push_back({column, value == nullptr ? std::string{} : show_custom(*value)});
    }
}

void fill_custom(Custom& custom, const Typed& typed, bool is_new, const Definitions& definitions, Errors& errors) {
    for (const Column& column : definitions.columns) {
        const auto found = typed.find(column.name);
        const bool required = column.attributes.required;
        if (found == typed.end()) {
            if (is_new && required && custom.find(column.custom) == nullptr) errors.emplace(column.name, "is required");
            continue;
        }
        if (found->second.size() > column.longest) {
            errors.emplace(column.name, "is too long");
            continue;
        }
        auto bytes = parse_custom(column.custom_type, column, found->second);
        if (!bytes)
            errors.emplace(column.name, bytes.error());
        else if (required && bytes->empty())
            errors.emplace(column.name, "is required");
        else
            custom.set({column.custom, column.custom_type, std::move(*bytes)});
    }
}

}  // namespace declared

}  // namespace storage
