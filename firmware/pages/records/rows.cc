#include "pages/records/rows.h"

#include <algorithm>
#include <format>
#include <map>
#include <ranges>

#include "office/records/names.h"
#include "office/records/plain.h"
#include "pages/frame/view.h"

namespace pages {

using storage::Column;
using storage::Control;

namespace {

std::vector<std::string> split(std::string_view order) {
    std::vector<std::string> keys;
    for (const auto part : std::views::split(order, ','))
        if (const auto key = storage::trimmed(std::string_view(part)); !key.empty()) keys.emplace_back(key);
    return keys;
}

std::string joined(const std::vector<std::string>& keys) {
    std::string order;
    for (const std::string& key : keys) order += (order.empty() ? "" : ",") + key;
    return order;
}

std::string order_name(const Column& table) { return table.name + ".order"; }

std::string cell_name(const Column& table, std::string_view key, const Column& member) {
    return std::format("{}.{}.{}", table.name, key, storage::name_in_row(member));
}

std::vector<std::string> keys_in(const storage::Typed& typed, const Column& table) {
    const auto at = typed.find(order_name(table));
    return at == typed.end() ? std::vector<std::string>{} : split(at->second);
}

/// "lines.3.price" → "3"
std::string key_in(std::string_view name) {
    const auto begin = name.find('.') + 1;
    return std::string(name.substr(begin, name.find('.', begin) - begin));
}

bool is_new(std::string_view key) { return key.starts_with("new"); }

/// "new3" when "new2" is there.
std::string next_new(const std::vector<std::string>& keys) {
    for (std::size_t number = 1;; ++number)
        if (std::string key = std::format("new{}", number); !std::ranges::contains(keys, key)) return key;
}

std::string row_text(Shower& shower, const storage::Row::Line& line) {
    std::string text;
    for (const storage::Row& cell : line.cells) {
        if (cell.text.empty() || cell.column->attributes.hidden) continue;
        if (const std::string shown = plain(shower.show(*cell.column, cell.text)); !shown.empty())
            text += (text.empty() ? "" : " · ") + shown;
    }
    return text;
}

std::string order_of(const storage::Row& table) {
    std::vector<std::string> keys;
    for (const auto& line : table.lines) keys.push_back(std::to_string(line.number));
    return joined(keys);
}

}  // namespace

// ---- cells ----------------------------------------------------------------------------------------------------------

std::vector<Cell> cells_of(const storage::Row& table) {
    std::vector<Cell> cells{{order_name(*table.column), table.column, order_of(table)}};
    for (const auto& line : table.lines)
        for (const storage::Row& cell : line.cells)
            if (cell.column->typed())
                cells.push_back(
                    {cell_name(*table.column, std::to_string(line.number), *cell.column), cell.column, cell.text});
    return cells;
}

std::vector<Cell> cells_of(const storage::Rows& rows) {
    std::vector<Cell> cells;
    for (const storage::Row& row : rows)
        if (row.column->control == Control::rows)
            std::ranges::move(cells_of(row), std::back_inserter(cells));
        else
            cells.push_back({row.column->name, row.column, row.text});
    return cells;
}

std::string label_of(const Language& language, const Column& column, std::string_view name) {
    std::string label = label_of(language, column);
    if (column.control == Control::rows) return language.say("{}: order of the rows", {label});
    if (!column.in_rows) return label;
    const std::string key = key_in(name);
    return is_new(key) ? language.say("New row: {}", {label}) : language.say("Row {}: {}", {key, label});
}

// ---- what a form sent -----------------------------------------------------------------------------------------------

void take_rows(storage::Typed& typed, const http::Pairs& form, const Column& table) {
    if (!form.has(order_name(table))) return;
    std::vector<std::string> keys;
    std::map<std::string, http::Pairs, std::less<>> rows;
    for (const auto& [name, value] : form) {
        if (name == order_name(table)) std::ranges::move(split(value), std::back_inserter(keys));
        if (name.starts_with(table.name + ".")) rows[key_in(name)].add(name, value);
    }
    keys.resize(std::min(keys.size(), storage::most_rows + 1));  // so many are refused
    typed[order_name(table)] = joined(keys);
    for (const std::string& key : keys)
        for (Column cell : table.members) {
            cell.name = cell_name(table, key, cell);
            if (cell.typed()) typed.merge(typed_of(rows[key], {{cell.name, cell.label, {&cell}}}));
        }
}

bool edit_rows(storage::Typed& typed, const http::Pairs& form, const std::vector<Item>& items) {
    for (const Item& item : items) {
        const Column& table = item.column();
        if (table.control != Control::rows) continue;
        auto keys = keys_in(typed, table);
        const auto asked = [&](std::string_view what) { return form.get(std::format("{}.{}", table.name, what)); };
        const auto at = [&](std::string_view what) { return std::ranges::find(keys, asked(what)); };
        if (!asked("recalculate").empty()) return true;
        if (!asked("add").empty() && keys.size() < storage::most_rows)
            keys.push_back(next_new(keys));
        else if (at("remove") != keys.end())
            keys.erase(at("remove"));
        else if (const auto up = at("up"); up != keys.end())
            std::iter_swap(up, up == keys.begin() ? up : up - 1);
        else if (const auto down = at("down"); down != keys.end())
            std::iter_swap(down, down + 1 == keys.end() ? down : down + 1);
        else
            continue;
        typed[order_name(table)] = joined(keys);
        return true;
    }
    return false;
}

// ---- the form -------------------------------------------------------------------------------------------------------

void set_rows(Field_values& values, const storage::Read& read, const Language& language, const storage::Row& table) {
    for (const Cell& cell : cells_of(table))
        values.typed[cell.name] = typed_text(read, language, *cell.column, cell.text);
}

namespace {

bool is_figure(const Column& column) {
    return column.derived && !column.attributes.hidden &&
           (column.control == Control::money || column.control == Control::number ||
            column.control == Control::percent);
}

bool has_figures(const Column& table) { return std::ranges::any_of(table.members, is_figure); }

/// What was typed as records know it, without references, which figures do not depend on.
storage::Typed plain_typed(const storage::Record_type& type, const storage::Definitions& definitions,
                           const storage::Style& style, storage::Typed typed, storage::Errors& errors) {
    type.each_valued_column([&](const Column& column) {
        if (!column.refers()) return;
        for (const std::string& name : storage::typed_names(column, typed)) typed.erase(name);
    });
    office::resolve_plain(type, definitions, style, typed, errors);
    return typed;
}

/// Whether some number of a row cannot be read; what else may be wrong there changes no sum.
bool has_wrong_number(const storage::Errors& errors, const Column& table, const std::string& key) {
    return std::ranges::any_of(table.members, [&](const Column& member) {
        return office::is_number(member) && errors.contains(cell_name(table, key, member));
    });
}

/// What is worked out from what was typed. A row is filled in as if it were alone, since what is left empty is no row afterwards.
class Figuring {
  public:
    Figuring(Field_values& values, Shower& shower, const storage::Record_type& type,
             const storage::Definitions& definitions, std::string_view fields)
        : values_(values)
        , shower_(shower)
        , type_(type)
        , definitions_(definitions)
        , fields_(fields)
        , typed_(plain_typed(type, definitions, shower.language().style(), values.typed, errors_)) {}

    void rows(const Column& table) {
        for (const std::string& key : keys_in(typed_, table)) {
            storage::Typed alone = typed_;
            alone.insert_or_assign(order_name(table), key);
            const storage::Rows shown = filled(alone);
            const auto row = std::ranges::find(shown, &table, &storage::Row::column);
            if (has_wrong_number(errors_, table, key))
                all_read_ = false;
            else if (row->lines.size() == 1)
                for (const storage::Row& cell : row->lines.front().cells)
                    keep(cell, cell_name(table, key, *cell.column));
        }
    }

    void whole() {
        for (const storage::Row& row : filled(typed_))
            if (is_figure(*row.column)) {
                values_.figure_labels[row.column->name] = label_of(shower_.language(), *row.column);
                if (all_read_) keep(row, row.column->name);
            }
    }

  private:
    storage::Rows filled(const storage::Typed& typed) {
        return type_.show(type_.fill(type_, fields_, typed, fields_.empty(), definitions_, errors_), definitions_);
    }

    void keep(const storage::Row& figure, const std::string& name) {
        if (is_figure(*figure.column)) values_.figures[name] = shower_.show(*figure.column, figure.text).text;
    }

    Field_values& values_;
    Shower& shower_;
    const storage::Record_type& type_;
    const storage::Definitions& definitions_;
    std::string_view fields_;
    storage::Errors errors_;
    storage::Typed typed_;
    bool all_read_ = true;
};

}  // namespace

void set_figures(Field_values& values, Shower& shower, const storage::Record_type& type,
                 const storage::Definitions& definitions, std::string_view fields) {
    if (std::ranges::none_of(type.columns, has_figures)) return;
    Figuring figuring(values, shower, type, definitions, fields);
    for (const Column& table : type.columns)
        if (has_figures(table)) figuring.rows(table);
    figuring.whole();
}

namespace {

/// A field of the form, as any other, but that its label is the head of its column and an empty row may be sent.
Data cell_data(const Language& language, const Column& table, std::string_view key, const Column& member,
               const Field_values& values) {
    Column cell = member;
    cell.name = cell_name(table, key, member);
    Data data = field_data(language, {cell.name, cell.label, {&cell}}, values);
    data["field_label"] = text(label_of(language, cell, cell.name));
    data["field_required"] = false;
    return data;
}

Data figure_data(const std::string& name, const std::string& label, const Field_values& values) {
    const auto at = values.figures.find(name);
    Data figure = object();
    figure["figure_name"] = text(name);
    figure["figure_label"] = text(label);
    figure["figure_text"] = text(at == values.figures.end() || at->second.empty() ? "–" : at->second);
    return figure;
}

Data row_data(const Language& language, const Column& table, std::string_view key, const Field_values& values) {
    Data cells = list();
    for (const Column& member : table.members)
        if (member.typed()) append(cells, cell_data(language, table, key, member, values));
    Data figures = list();
    for (const Column& member : table.members)
        if (is_figure(member))
            append(figures, figure_data(cell_name(table, key, member), label_of(language, member), values));
    Data row = object();
    row["row_figures"] = std::move(figures);
    row["row_key"] = text(key);
    row["row_label"] = text(is_new(key) ? language.say("New row") : language.say("Row {}", {key}));
    row["row_number"] = is_new(key) ? Data(false) : text(key);
    row["row_cells"] = std::move(cells);
    return row;
}

}  // namespace

namespace {

Data heads_data(const Language& language, const Column& table) {
    Data heads = list();
    const auto add = [&](const Column& member, bool is_figure) {
        Data head = object();
        head["row_head"] = text(label_of(language, member));
        head["row_head_required"] = member.attributes.required;
        head["row_head_figure"] = is_figure;
        append(heads, std::move(head));
    };
    for (const Column& member : table.members)
        if (member.typed()) add(member, false);
    for (const Column& member : table.members)
        if (is_figure(member)) add(member, true);
    return heads;
}

Data sums_data(const Column& table, const Field_values& values) {
    Data sums = list();
    if (has_figures(table))
        for (const auto& [name, label] : values.figure_labels) append(sums, figure_data(name, label, values));
    return sums;
}

}  // namespace

void set_row_editor(Data& field, const Language& language, const Column& table, const Field_values& values) {
    auto keys = keys_in(values.typed, table);
    if (keys.empty()) keys.push_back(next_new(keys));
    Data rows = list();
    for (const std::string& key : keys) append(rows, row_data(language, table, key, values));
    Data blank = list();
    append(blank, row_data(language, table, "new0", {}));
    field["row_heads"] = heads_data(language, table);
    field["editor_rows"] = std::move(rows);
    field["blank_row"] = std::move(blank);
    field["has_figures"] = has_figures(table);
    field["row_sums"] = sums_data(table, values);
}

// ---- what is stored -------------------------------------------------------------------------------------------------

Shown shown_rows(Shower& shower, const storage::Row& table) {
    Shown shown;
    for (const auto& line : table.lines) shown.text += (shown.text.empty() ? "" : "\n") + row_text(shower, line);
    return shown;
}

std::vector<Change_text> changes_of_rows(const storage::Row& before, const storage::Row& after, Shower& shower) {
    const Language& language = shower.language();
    std::vector<Change_text> changes;
    const auto find = [](const storage::Row& table, std::uint32_t number) {
        const auto at = std::ranges::find(table.lines, number, &storage::Row::Line::number);
        return at == table.lines.end() ? nullptr : &*at;
    };
    const auto label = [&](const storage::Row::Line& line) {
        return language.say("Row {}", {std::to_string(line.number)});
    };
    std::vector<std::string> stayed_before;
    std::vector<std::string> stayed_after;
    for (const auto& old : before.lines) {
        const auto* now = find(after, old.number);
        if (now == nullptr) {
            changes.push_back({label(old), row_text(shower, old), ""});
            continue;
        }
        stayed_before.push_back(std::to_string(old.number));
        for (std::size_t i = 0; i < old.cells.size(); ++i) {
            const Column& column = *old.cells[i].column;
            if (column.derived || column.attributes.hidden || old.cells[i].text == now->cells[i].text) continue;
            changes.push_back({label_of(language, column, cell_name(*before.column, stayed_before.back(), column)),
                               plain(shower.show(column, old.cells[i].text)),
                               plain(shower.show(column, now->cells[i].text))});
        }
    }
    for (const auto& now : after.lines)
        if (find(before, now.number) == nullptr)
            changes.push_back({label(now), "", row_text(shower, now)});
        else
            stayed_after.push_back(std::to_string(now.number));
    if (stayed_before != stayed_after)
        changes.push_back({label_of(language, *before.column, order_name(*before.column)), joined(stayed_before),
                           joined(stayed_after)});
    return changes;
}

}  // namespace pages
