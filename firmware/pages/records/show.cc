#include "pages/records/show.h"

#include <algorithm>
#include <format>

#include "http/download.h"
#include "office/records/kind.h"
#include "pages/frame/view.h"
#include "pages/records/actions.h"
#include "pages/records/fields.h"
#include "pages/records/kind.h"
#include "pages/records/place.h"
#include "pictures/previews.h"

namespace pages {

using storage::Subject;

namespace {

constexpr std::size_t most_rows = 20;
constexpr std::size_t most_counted = 1'000;

}  // namespace

std::string value_url(const std::string& record_url, const Item& item) {
    if (record_url.empty() || !item.typed()) return {};
    if (item.column().control == storage::Control::rows) return {};  // a table needs the whole form
    return std::format("{}/values/{}", record_url, item.name);
}

namespace {

/// A mark that only a verb sets and that is not set says nothing: "Issued: no"; nor does what follows from others and is empty.
bool says_nothing(const Record_view& view, const Item& item) {
    const storage::Column& column = item.column();
    const bool is_mark = is_box(column) && column.attributes.read_only;
    if (!is_mark && !column.derived) return false;
    const auto row = std::ranges::find(view.rows, &column, &storage::Row::column);
    return row != view.rows.end() && (is_mark ? row->text != "yes" : row->text.empty());
}

}  // namespace

Data value_groups(const Language& language, const Record_view& view, const std::string& edit_url,
                  const std::vector<std::string_view>& elsewhere) {
    Data groups = list();
    for (const Group& group : groups_of(*view.type, view.definitions)) {
        Data values = list();
        for (const Item& item : group.items)
            if (!std::ranges::contains(elsewhere, item.name) && !says_nothing(view, item))
                append(values, value_data(language, item, shown_item(view, item), value_url(edit_url, item)));
        if (values.is_empty_list()) continue;
        Data data = object();
        data["value_group_title"] = group.title.empty() ? Data(false) : text(language.say(group.title));
        data["value_group_edit_url"] = edit_url.empty() ? Data(false) : text(edit_url + "/edit");
        data["values"] = std::move(values);
        append(groups, std::move(data));
    }
    return groups;
}

void set_rows(Data& data, const Row_table& table) {
    Data heads = list();
    for (const std::string& label : table.heads) {
        Data head = object();
        head["row_column_label"] = text(label);
        head["row_column_class"] = false;
        append(heads, std::move(head));
    }
    Data rows = list();
    for (const Row_link& link : table.rows) {
        Data row = object();
        row["link_url"] = text(link.url);
        row["link_name"] = text(link.name);
        Data cells = list();
        for (const Row_cell& one : link.cells) {
            Data cell = object();
            cell["link_cell_text"] = text(one.text);
            cell["link_cell_mail"] = one.is_mail ? mail_data(one.text) : Data(false);
            cell["link_cell_url"] = text(one.url);
            cell["link_cell_class"] = one.picture_url.empty() ? Data(false) : text("pictured");
            cell["link_cell_picture_url"] = text(one.picture_url);
            cell["link_cell_picture_alt"] = text(one.picture_alt);
            append(cells, std::move(cell));
        }
        row["link_cells"] = std::move(cells);
        append(rows, std::move(row));
    }
    data["row_columns"] = std::move(heads);
    data["link_rows"] = std::move(rows);
    data["has_link_rows"] = !table.rows.empty();
    data["rows_empty_text"] = text(table.empty_text);
    data["rows_new_url"] = text(table.new_url);
    data["rows_new_label"] = text(table.new_label);
    data["rows_all_url"] = text(table.all_url);
    data["rows_all_label"] = text(table.all_label);
    Data upload(false);
    if (!table.upload.action.empty()) set_upload(upload = object(), table.upload);
    data["rows_upload"] = std::move(upload);
}

void set_upload(Data& data, const Upload_form& form) {
    data["upload_action"] =
        text(form.about.empty() ? form.action : std::format("{}?about={}", form.action, form.about));
    data["upload_error"] = text(form.error);
    data["upload_about"] = text(form.about);
    data["upload_about_name"] = text(form.about_name);
}

// ---- other records that belong to it --------------------------------------------------------------------------------

namespace {

std::vector<const storage::Column*> brief_columns(const storage::Record_type& type) {
    std::vector<const storage::Column*> columns;
    for (const storage::Column& column : type.columns)
        if (std::ranges::contains(page_row(type.kind.number).brief, column.name)) columns.push_back(&column);
    return columns;
}

Row_table empty_table(const Language& language, const storage::Record_type& type) {
    Row_table table{.title = language.say(type.kind.title),
                    .heads = {language.say("Name")},
                    .rows = {},
                    .empty_text = language.say(std::format("No {} yet.", lower_first(type.kind.title))),
                    .all_url = {},
                    .all_label = {}};
    for (const storage::Column* column : brief_columns(type)) table.heads.push_back(label_of(language, *column));
    return table;
}

void add_row(Row_table& table, const storage::Read& read, const storage::Record_type& type, storage::Id id,
             Shower& shower) {
    const auto raw = read.find(type, id);
    if (!raw) return;
    Row_link link{url_of(type.kind, id), name_of(shower, type, *raw), {}};
    for (const storage::Row& row : type.show_columns(type, raw->fields, brief_columns(type), shower.currency())) {
        const Shown shown = shower.show(*row.column, row.text);
        const bool is_file = row.column->control == storage::Control::file;
        link.cells.push_back({.text = shown.text,
                              .url = is_file ? file_url(type.kind, id) : "",
                              .is_mail = row.column->control == storage::Control::email && !shown.empty()});
        if (shown.pictured.empty()) continue;
        link.cells.back().picture_url = preview_url(type.kind, id, pictures::Extent::small);
        link.cells.back().picture_alt = shown.pictured;
    }
    table.rows.push_back(std::move(link));
}

/// Those of a kind whose column refers to the record, by name.
Row_table table_of(const storage::Read& read, const storage::Record_type& type, const storage::Column& column,
                   const Subject& to, Shower& shower) {
    const Language& language = shower.language();
    const std::string reference = reference_text(column, to);
    const storage::List list{
        .tag = name_order(type),
        .filters = {{.tag = column.tag, .keys = {storage::key_of_reference(column, to.kind, to.id)}}},
        .limit = most_rows,
        .count_to = most_counted + 1};
    const auto page = read.select(type, list);
    Row_table table = empty_table(language, type);
    for (const storage::Id other : page.ids) add_row(table, read, type, other, shower);
    table.count = count_up_to(language, page.total, most_counted);
    if (!page.next.empty()) {
        table.all_url = std::format("/{}?{}={}", type.kind.plural, column.name, reference);
        table.all_label = language.say(std::format("Show all {}", lower_first(type.kind.title)));
    }
    return table;
}

/// Those that one of its own columns refers to.
Row_table table_of(const storage::Read& read, const storage::Record_type& type, const std::string& ids,
                   Shower& shower) {
    Row_table table = empty_table(shower.language(), type);
    for (const storage::Id id : storage::parse_ids(ids).value_or(std::vector<storage::Id>{}))
        add_row(table, read, type, id, shower);
    table.count = with_separators(shower.language(), table.rows.size());
    return table;
}

}  // namespace

Row_table child_table(const storage::Read& read, const http::Request& request, const Children& children,
                      const Subject& parent, Shower& shower) {
    const auto& [type, column, parent_type] = children;
    Row_table table = table_of(read, *type, *column, parent, shower);
    if (!table.all_url.empty()) table.all_url = children_url(children, parent.id);
    if (!may(request, office::rights_for(type->kind).edit)) return table;
    table.new_url = new_child_url(children, parent.id);
    if (!table.new_url.empty())
        table.new_label = shower.language().say("New " + lower_first(type->kind.label));
    else
        table.upload = {.action = std::format("/{}", type->kind.plural),
                        .about = storage::show_any({parent.kind, parent.id})};
    return table;
}

std::vector<Row_table> related_tables(const storage::Read& read, const http::Request& request, const Record_view& view,
                                      Shower& shower) {
    const storage::Kind& kind = view.type->kind;
    std::vector<Row_table> tables;
    for (const storage::Row& row : view.rows)
        if (row.column->attributes.parent && row.column->many() && page_row(row.column->refers_to).pages)
            tables.push_back(table_of(read, read.schema().type(row.column->refers_to), row.text, shower));
    for (const Children& children : children_of(read.schema(), kind))
        tables.push_back(child_table(read, request, children, {kind.number, view.raw.id}, shower));
    for (const auto& [type, column] : read.schema().referrers(kind.number))
        if (page_row(type->kind.number).pages && column->typed() && !column->attributes.added_there &&
            !column->attributes.parent && !column->refers_to_any())
            tables.push_back(table_of(read, *type, *column, {kind.number, view.raw.id}, shower));
    return tables;
}

// ---- the page -------------------------------------------------------------------------------------------------------

namespace {

struct Page_data {
    Record_view view;
    History history;
    bool may_change = false;
    std::vector<Row_table> related;
    std::vector<const office::Action*> actions;
};

/// Its own columns that stand there as tables.
std::vector<std::string_view> in_tables(const Record_view& view) {
    std::vector<std::string_view> names;
    for (const storage::Column& column : view.type->columns)
        if (column.attributes.parent && column.many() && page_row(column.refers_to).pages) names.push_back(column.name);
    return names;
}

Data related_data(const std::vector<Row_table>& tables) {
    Data related = list();
    for (const Row_table& table : tables) {
        Data one = object();
        one["related_title"] = text(table.title);
        one["related_count"] = text(table.count);
        set_rows(one, table);
        append(related, std::move(one));
    }
    return related;
}

/// Its file, if it has one: for records/show.
Data file_data(const Site& site, const Language& language, const Record_view& view) {
    const storage::Column* column = view.type->file_column();
    const auto row = std::ranges::find(view.rows, column, &storage::Row::column);
    const auto file =
        row == view.rows.end() ? storage::File{} : storage::parse_file(row->text).value_or(storage::File{});
    if (file.digest.empty()) return Data(false);
    const std::string url = file_url(view.type->kind, view.raw.id);
    const bool is_picture = !view.shown.at(column->name).pictured.empty();
    const std::string why_none = is_picture ? site.previews.why_none(file.digest) : "";
    Data data = object();
    data["file_open_url"] = http::is_shown(file.type) ? text(url) : Data(false);
    data["file_download_url"] = text(url + "?download=yes");
    data["file_picture_url"] = is_picture && why_none.empty()
                                   ? text(preview_url(view.type->kind, view.raw.id, pictures::Extent::large))
                                   : Data(false);
    data["file_picture_alt"] = text(language.say("Preview of {}", {view.name}));
    data["file_no_picture"] = why_none.empty() ? Data(false) : text(language.say(why_none));
    return data;
}

Data back_to_list(const Language& language, const storage::Kind& kind) {
    Data back = object();
    back["back_url"] = text(std::format("/{}", kind.plural));
    back["back_label"] = text(language.say(kind.title));
    return back;
}

}  // namespace

http::Response show_record(const Records& records, const http::Request& request) {
    const Language& language = Language::of(request);
    const storage::Id id = request.id();
    const storage::Kind& kind = records.type.kind;
    const Page_data found = records.site.store.read(request.scope(), [&](const storage::Read& read) {
        Shower shower(read, language);
        Page_data data{.view = view_of(read, records.type, id, shower),
                       .history = read_history(read, {kind.number, id}, request, shower),
                       .related = {},
                       .actions = {}};
        data.may_change = office::is_typed(kind) &&
                          office::why_not_change(read, actor_of(request), records.type, data.view.raw).empty();
        data.related = related_tables(read, request, data.view, shower);
        data.actions = fitting_actions(read, request, records.type, data.view.raw);
        return data;
    });
    const auto rights = office::rights_for(kind);
    const std::string url = url_of(kind, id);
    const bool may_edit = found.may_change && may(request, rights.edit);
    const bool may_erase = found.may_change && may(request, rights.erase);
    Data data = object();
    data["title"] = text(found.view.name);
    data["record_name"] = text(found.view.name);
    data["record_kind"] = text(language.say(kind.label));
    data["back"] = back_to_list(language, kind);
    data["record_edit_url"] = may_edit ? text(url + "/edit") : Data(false);
    data["record_delete_url"] = may_erase ? text(url + "/delete") : Data(false);
    data["actions"] = actions_data(request, kind, id, found.actions);
    data["record_file"] = file_data(records.site, language, found.view);
    data["value_groups"] = value_groups(language, found.view, may_edit ? url : "", in_tables(found.view));
    data["place"] = place_data(found.view);
    data["related"] = related_data(found.related);
    data["has_related"] = !found.related.empty();
    set_history(data, language, found.history, url, {});
    http::Response response = page(records.site, request, "records/show", std::move(data));
    response.cacheable = true;
    return response;
}

}  // namespace pages
