#include "storage/record_type.h"

#include <charconv>
#include <ranges>
#include <set>

namespace storage {

Rows Record_type::show(std::string_view fields, const Definitions& definitions) const {
    std::vector<const Column*> all;
    all.reserve(columns.size() + definitions.columns.size());
    for (const Column& column : columns) all.push_back(&column);
    for (const Column& column : definitions.columns) all.push_back(&column);
    return show_columns(*this, fields, all);
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
    case Control::email: return ordered_email(parse_email(typed).value_or(Email{std::string(trimmed(typed))}));
    case Control::text:
    case Control::textarea:
    case Control::tel:
    case Control::url:
    case Control::multi: return ordered_text(trimmed(typed));
    default: return column.key(typed);
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

namespace declared {

std::string show_lines(const std::vector<Row::Line>& lines) {
    std::string text;
    for (const Row::Line& line : lines) {
        std::string cells;
        for (const Row& cell : line.cells)
            if (!cell.text.empty()) cells += (cells.empty() ? "" : " · ") + cell.text;
        text += std::format("{}{}: {}", text.empty() ? "" : "\n", line.number, cells);
    }
    return text;
}

std::string typed_name(const Column& column, const std::string& prefix) {
    return column.in_rows ? prefix + std::string(name_in_row(column)) : column.name;
}

std::string too_many_rows() { return std::format("has more than {} rows", most_rows); }

std::uint32_t line_number(std::string_view key) {
    std::uint32_t number = 0;
    const auto [end, error] = std::from_chars(key.data(), key.data() + key.size(), number);
    return error == std::errc{} && end == key.data() + key.size() ? number : 0;
}

namespace {

/// "new2" stands before "new10".
bool stands_before(const std::string& one, const std::string& other) {
    return one.size() != other.size() ? one.size() < other.size() : one < other;
}

/// The stored ones in their order, then the others that something was typed for. A row that is gone does not come back.
std::vector<std::string> lines_in_typed(const Column& column, const Filling& filling,
                                        const std::vector<std::uint32_t>& stored) {
    const Typed& typed = filling.typed;
    std::vector<std::string> keys;
    for (const std::uint32_t line : stored) keys.push_back(std::to_string(line));
    std::vector<std::string> others;
    const std::string prefix = column.name + ".";
    for (auto at = typed.lower_bound(prefix); at != typed.end() && at->first.starts_with(prefix); ++at) {
        const std::string key = at->first.substr(prefix.size(), at->first.find('.', prefix.size()) - prefix.size());
        if (prefix.size() + key.size() == at->first.size() || std::ranges::contains(keys, key)) continue;
        if (const auto number = line_number(key); number != 0 && number < filling.next_line) continue;
        if (others.empty() || others.back() != key) others.push_back(key);
    }
    std::ranges::sort(others, stands_before);
    keys.insert(keys.end(), others.begin(), others.end());
    return keys;
}

}  // namespace

std::vector<std::string> typed_lines(const Column& column, const Filling& filling,
                                     const std::vector<std::uint32_t>& stored) {
    const auto order = filling.typed.find(column.name + ".order");
    if (order == filling.typed.end()) return lines_in_typed(column, filling, stored);
    std::vector<std::string> keys;
    std::set<std::string, std::less<>> known;
    for (const auto part : std::views::split(order->second, ','))
        if (const auto key = trimmed(std::string_view(part)); !key.empty() && known.emplace(key).second)
            keys.emplace_back(key);
    return keys;
}

bool is_typed_into(std::string_view prefix, const Typed& typed, const Errors& errors) {
    return std::ranges::any_of(errors, [&](const auto& error) {
        const auto at = typed.find(error.first);
        return error.first.starts_with(prefix) && at != typed.end() && !trimmed(at->second).empty();
    });
}

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
