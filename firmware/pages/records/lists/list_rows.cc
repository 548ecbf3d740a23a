#include "pages/records/lists/list_rows.h"

#include <algorithm>
#include <utility>

#include "office/records/value_span.h"
#include "pages/frame/view.h"
#include "pages/records/kind.h"

namespace pages {

using storage::Column;
using storage::Control;

namespace {

/// Bytes of an e-mail address that has room in its column.
constexpr std::size_t longest_whole = 20;

/// Addresses and numbers are plain text in a long list, not links; in that of what belongs to one record they are.
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
                     const storage::Definitions& definitions, const Language& language, bool picked,
                     const Row_ends* ends)
    : read_(&read)
    , type_(&type)
    , columns_(shown_columns(type, query, definitions))
    , places_(places_of(type, query, definitions))
    , picked_(picked)
    , shower_(read, language)
    , snippets_(&List_snippets::of(language))
    , ends_(ends) {}

std::vector<List_rows::Place> List_rows::places_of(const storage::Record_type& type, const List_query& query,
                                                   const storage::Definitions& definitions) {
    std::vector<Place> places;
    for (const std::string& name : query.columns)
        places.push_back({storage::Record_type::column(type, definitions, name), name == moments_of_record[0]});
    return places;
}

/// Of the columns; figures, which come last, are read only when they are shown.
storage::Rows List_rows::rows_of(const storage::Raw& raw) const {
    const auto figures = std::ranges::find_if(columns_, &Column::kept);
    storage::Rows rows = type_->show_columns(*type_, raw.fields, {columns_.begin(), figures}, shower_.currency());
    if (figures == columns_.end()) return rows;
    for (storage::Row& row : read_->figures(*type_, raw.id))
        if (std::ranges::contains(figures, columns_.end(), row.column)) rows.push_back(std::move(row));
    return rows;
}

void List_rows::add(std::string& html, std::span<const storage::Id> ids) {
    const std::vector<storage::Raw> records = read_->get_many(*type_, ids);
    std::vector<storage::Rows> rows;
    rows.reserve(records.size());
    for (const storage::Raw& raw : records) rows.push_back(rows_of(raw));
    shower_.look_up(rows);
    for (std::size_t i = 0; i < records.size(); ++i) add_row(html, records[i], rows[i]);
}

void List_rows::add_row(std::string& html, const storage::Raw& raw, storage::Rows& rows) {
    const storage::Id id = raw.id;
    cells_.clear();
    add_cells(raw, rows);
    const auto named = std::ranges::find(rows, "name", [](const storage::Row& row) { return row.column->name; });
    const std::string name = named == rows.end() ? std::string{} : std::move(named->text);
    const std::string shown_name =
        name.empty() ? name_of(shower_, *type_, raw) : name_or_number(shower_.language(), type_->kind, name, id);
    if (ends_ != nullptr) ends_->add(cells_, raw, shown_name);
    pick_.clear();
    if (picked_) snippets_->pick.fill(pick_, {{"pick_value", std::to_string(id)}, {"pick_label", shown_name}});
    snippets_->row.fill(html, {{"pick_html", pick_},
                               {"row_url", url_of(type_->kind, id)},
                               {"row_icon_html", icon_of(raw)},
                               {"row_name", shown_name},
                               {"row_badge_html", badges_of(raw)},
                               {"cells_html", cells_}});
}

/// Figures of a record that has none are missing.
void List_rows::add_cells(const storage::Raw& raw, storage::Rows& rows) {
    static const std::string nothing;
    for (const Place& place : places_) {
        if (place.column != nullptr) {
            const auto row = std::ranges::find(rows, place.column, &storage::Row::column);
            add_value(raw.id, *place.column, row == rows.end() ? nothing : row->text);
        } else if (place.is_created) {
            add_moment(raw.created);
        } else {
            for (const storage::Entry& last : read_->history({type_->kind.number, raw.id}, 0, 1)) add_moment(last.at);
        }
    }
}

void List_rows::add_value(storage::Id id, const Column& column, const std::string& stored) {
    if (column.control == Control::email && stored.size() > longest_whole) {
        add_mail(stored);
    } else if (ends_ == nullptr && is_shown_as_stored(column)) {
        snippets_->cell.fill(cells_, {{"cell_text", stored}});
    } else {
        Shown shown = shower_.show(column, stored);
        if (ends_ != nullptr && column.control == Control::file) shown.url = file_url(type_->kind, id);
        add_cell(id, column, shown);
    }
}

std::string List_rows::icon_of(const storage::Raw& raw) const {
    const auto icon = page_row(type_->kind.number).icon_of;
    std::string html;
    if (icon != nullptr) snippets_->row_icon.fill(html, {{"icon", icon(*read_, raw)}});
    return html;
}

std::string List_rows::badges_of(const storage::Raw& raw) const {
    const Page_row& row = page_row(type_->kind.number);
    std::string html;
    const auto add = [&](auto* says, const Snippet& snippet) {
        const std::string said = says == nullptr ? std::string{} : says(shower_.language(), raw);
        if (!said.empty()) snippet.fill(html, {{"badge_text", said}});
    };
    add(row.badge, snippets_->row_badge);
    add(row.note, snippets_->row_note);
    add(row.alarm, snippets_->row_alarm);
    return html;
}

void List_rows::add_moment(storage::Moment moment) {
    snippets_->cell.fill(cells_, {{"cell_text", moment_text(shower_.language(), moment).exact}});
}

void List_rows::add_mail(const std::string& address) {
    const Mail_parts parts = mail_parts(address);
    snippets_->mail.fill(cells_,
                         {{"mail_begin", parts.begin}, {"mail_name", parts.name}, {"mail_domain", parts.domain}});
}

void List_rows::add_cell(storage::Id id, const Column& column, const Shown& shown) {
    if (!shown.chips.empty()) {
        chips_.clear();
        for (const Chip& chip : shown.chips)
            snippets_->chip.fill(chips_, {{"tag_color", chip.color}, {"tag_name", chip.name}});
        snippets_->chips.fill(cells_, {{"chips_html", chips_}});
    } else if (shown.stars != 0) {
        snippets_->stars.fill(cells_, {{"stars_text", stars_text(shown.stars)}, {"stars_label", shown.text}});
    } else if (!shown.pictured.empty()) {
        snippets_->picture.fill(cells_, {{"picture_url", preview_url(type_->kind, id, pictures::Extent::small)},
                                         {"picture_alt", shown.pictured},
                                         {"cell_text", shown.text}});
    } else if (shown.url.starts_with('/') || (ends_ != nullptr && !shown.url.empty())) {
        snippets_->link.fill(cells_, {{"cell_url", shown.url}, {"cell_text", shown.text}});
    } else {
        (is_figure(column) ? snippets_->figure : snippets_->cell).fill(cells_, {{"cell_text", shown.text}});
    }
}

bool is_figure(const Column& column) { return office::is_measure(column); }

}  // namespace pages
