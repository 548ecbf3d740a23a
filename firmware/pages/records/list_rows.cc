#include "pages/records/list_rows.h"

#include <algorithm>
#include <utility>

#include "office/records/value_span.h"
#include "pages/frame/view.h"

namespace pages {

using storage::Column;
using storage::Control;

namespace {

/// Addresses and numbers are plain text in a list, not links.
bool is_shown_as_stored(const Column& column) {
    return column.control == Control::text || column.control == Control::email || column.control == Control::tel;
}

std::vector<const Column*> shown_columns(const storage::Record_type& type, const List_query& query,
                                         const storage::Definitions& definitions) {
    std::vector<const Column*> shown;
    const auto add = [&](const Column& column) {
        if (column.name == "name" || std::ranges::contains(query.columns, column.name)) shown.push_back(&column);
    };
    type.each_column(definitions, add);
    return shown;
}

}  // namespace

List_rows::List_rows(const storage::Read& read, const storage::Record_type& type, const List_query& query,
                     const storage::Definitions& definitions, const Language& language, bool picked)
    : read_(&read)
    , type_(&type)
    , columns_(shown_columns(type, query, definitions))
    , with_created_(std::ranges::contains(query.columns, office::created_column().name))
    , picked_(picked)
    , shower_(read, language)
    , snippets_(&List_snippets::of(language)) {}

/// Of the columns; figures, which come last, are read only when they are shown.
storage::Rows List_rows::rows_of(const storage::Raw& raw) const {
    const auto figures = std::ranges::find_if(columns_, &Column::kept);
    storage::Rows rows = type_->show_columns(*type_, raw.fields, {columns_.begin(), figures}, shower_.currency());
    if (figures == columns_.end()) return rows;
    for (storage::Row& row : read_->figures(*type_, raw.id))
        if (std::ranges::contains(figures, columns_.end(), row.column)) rows.push_back(std::move(row));
    return rows;
}

void List_rows::add(std::string& html, storage::Id id) {
    const storage::Raw raw = read_->get(*type_, id);
    std::string name;
    cells_.clear();
    for (storage::Row& row : rows_of(raw))
        if (row.column->name == "name")
            name = std::move(row.text);
        else if (is_shown_as_stored(*row.column))
            snippets_->cell.fill(cells_, {{"cell_text", row.text}});
        else
            add_cell(*row.column, shower_.show(*row.column, row.text));
    if (with_created_)
        snippets_->cell.fill(cells_, {{"cell_text", moment_text(shower_.language(), raw.created).exact}});
    const std::string shown_name = name_or_number(shower_.language(), type_->kind, name, id);
    pick_.clear();
    if (picked_) snippets_->pick.fill(pick_, {{"pick_value", std::to_string(id)}, {"pick_label", shown_name}});
    snippets_->row.fill(
        html,
        {{"row_url", url_of(type_->kind, id)}, {"row_name", shown_name}, {"pick_html", pick_}, {"cells_html", cells_}});
}

void List_rows::add_cell(const Column& column, const Shown& shown) {
    if (!shown.chips.empty()) {
        chips_.clear();
        for (const Chip& chip : shown.chips)
            snippets_->chip.fill(chips_, {{"tag_color", chip.color}, {"tag_name", chip.name}});
        snippets_->chips.fill(cells_, {{"chips_html", chips_}});
    } else if (shown.stars != 0) {
        snippets_->stars.fill(cells_, {{"stars_text", stars_text(shown.stars)}, {"stars_label", shown.text}});
    } else if (shown.url.starts_with('/')) {
        snippets_->link.fill(cells_, {{"cell_url", shown.url}, {"cell_text", shown.text}});
    } else {
        (is_figure(column) ? snippets_->figure : snippets_->cell).fill(cells_, {{"cell_text", shown.text}});
    }
}

bool is_figure(const Column& column) { return office::is_measure(column); }

}  // namespace pages
