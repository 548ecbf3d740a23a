// Lists of records: what list_found.h found, as a page.
#include <algorithm>
#include <chrono>
#include <format>

#include "office/records/kind.h"
#include "pages/frame/snippets.h"
#include "pages/frame/view.h"
#include "pages/records/bulk.h"
#include "pages/records/fields.h"
#include "pages/records/kind.h"
#include "pages/records/list_filters.h"
#include "pages/records/list_found.h"
#include "pages/records/list_rows.h"
#include "pages/records/records.h"

namespace pages {

using storage::Column;

namespace {

Data head_data(const storage::Kind& kind, const List_query& query, std::string label, std::string_view name,
               bool sortable, bool figure) {
    Data head = object();
    head["column_label"] = text(label);
    head["column_class"] = figure ? text("num") : Data(false);
    const bool by_this = query.sort == name;
    List_query turned = query;
    turned.sort = name;
    turned.list.descending = by_this && !query.list.descending;
    turned.list.after.clear();
    head["column_sort_url"] = sortable ? text(url_of(kind, turned)) : Data(false);
    head["column_up"] = by_this && !query.list.descending;
    head["column_down"] = by_this && query.list.descending;
    return head;
}

Data heads_data(const Language& language, const storage::Record_type& type, const Found_list& found) {
    Data heads = list();
    const Column* name = type.column("name");
    append(heads, head_data(type.kind, found.query, language.say("Name"), "name",
                            name != nullptr && office::can_sort(*name), false));
    for (const std::string& shown : found.query.columns) {
        const Column* column = storage::Record_type::column(type, found.definitions, shown);
        if (column == nullptr)
            append(heads, head_data(type.kind, found.query, language.say("Created"), shown, true, false));
        else
            append(heads, head_data(type.kind, found.query, label_of(language, *column), column->name,
                                    office::can_sort(*column), is_figure(*column)));
    }
    return heads;
}

void set_column_choices(Data& data, const Language& language, const storage::Record_type& type,
                        const Found_list& found) {
    std::string choices;
    const auto add = [&](std::string_view name, std::string_view label) {
        const bool shown = std::ranges::contains(found.query.columns, name);
        List_snippets::of(language).column_choice.fill(
            choices, {{"column_name", name}, {"column_mark", shown ? "checked" : ""}, {"column_title", label}});
    };
    const auto add_column = [&](const Column& column) {
        if (can_show(column)) add(column.name, label_of(language, column));
    };
    type.each_column(found.definitions, add_column);
    add(office::created_column().name, language.say("Created"));
    data["column_choices_html"] = text(choices);
    data["has_choices"] = true;
}

void set_paging(Data& data, const Language& language, const storage::Kind& kind, const Found_list& found) {
    List_query first = found.query;
    first.list.after.clear();
    List_query next = found.query;
    next.list.after = found.next;
    data["first_url"] = found.query.list.after.empty() ? Data(false) : text(url_of(kind, first));
    data["next_url"] = found.next.empty() ? Data(false) : text(url_of(kind, next));
    const std::string total = count_up_to(language, found.total, found.bound);
    data["total"] = text(total);
    data["range"] = found.ids.empty()                ? Data(false)
                    : found.query.list.after.empty() ? text("1–" + std::to_string(found.ids.size()))
                                                     : text(language.say(found.ids.size(), "1 more", "{} more"));
}

void set_actions(Data& data, const Language& language, const http::Request& request, const storage::Record_type& type) {
    const auto rights = office::rights_for(type.kind);
    const std::string path = std::format("/{}", type.kind.plural);
    data["list_title"] = text(language.say(type.kind.title));
    data["title"] = text(language.say(type.kind.title));
    data["list_icon"] = text(page_row(type.kind.number).icon);
    data["list_url"] = text(path);
    data["list_new_url"] = may(request, rights.edit) ? text(path + "/new") : Data(false);
    data["list_new_label"] = text(language.say("New " + lower_first(type.kind.label)));
    data["import_url"] = may(request, office::Right::import_records) ? text("/import") : Data(false);
}

void set_empty(Data& data, const Language& language, const storage::Kind& kind, const Found_list& found) {
    data["has_rows"] = !found.ids.empty();
    data["is_filtered"] = found.query.filtered();
    const std::string title(kind.title);
    data["empty_title"] = text(found.query.filtered() ? language.say("Nothing found")
                                                      : language.say("No " + lower_first(title) + " yet"));
    data["empty_text"] = text(found.query.filtered() ? language.say("Nothing fits this filter.")
                                                     : language.say("Add the first one, or import a file."));
}

}  // namespace

http::Response list_records(const Records& records, const http::Request& request) {
    const Language& language = Language::of(request);
    const Found_list found = records.site.store.read(request.scope(), [&](const storage::Read& read) {
        return look_up_list(read, records.type, request, language);
    });
    Data data = object();
    set_actions(data, language, request, records.type);
    set_filters(data, language, records.type, found);
    set_chips(data, language, records.type, found);
    set_column_choices(data, language, records.type, found);
    set_paging(data, language, records.type.kind, found);
    set_empty(data, language, records.type.kind, found);
    data["export_url"] =
        may(request, office::Right::export_records) ? text(export_url(records.type.kind, found.query)) : Data(false);
    set_bulk(data, request, records.type.kind, found.query);
    const bool one_page = found.query.list.after.empty() && found.next.empty();
    data["bulk_all"] = one_page ? Data(false) : Data(data["total"]);
    data["list_query"] = text(found.query.list.words);
    data["columns"] = heads_data(language, records.type, found);
    data["rows_html"] = text(found.rows_html);
    http::Response response = page(records.site, request, "records/list", std::move(data));
    const bool sound = found.query.wrong_conditions().empty();
    if (!sound) response.status = 422;
    if (!found.query.columns_chosen) {
        response.cacheable = sound;
        return response;
    }
    std::string columns;
    for (const std::string& column : found.query.columns) columns += (columns.empty() ? "" : "!") + column;
    response.cookie(columns_cookie(records.type.kind), columns, std::chrono::hours{24 * 365}, request.secure);
    return response;
}

}  // namespace pages
