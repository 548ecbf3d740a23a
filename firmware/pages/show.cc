#include "pages/show.h"

#include <algorithm>
#include <format>

#include "office/client.h"
#include "pages/fields.h"
#include "pages/list_query.h"
#include "pages/view.h"

namespace pages {

namespace {

constexpr std::size_t most_rows = 20;

}  // namespace

std::string value_url(const std::string& record_url, const Item& item) {
    if (record_url.empty() || !in_form(item)) return {};
    if (item.column().control == storage::Control::rows) return {};  // a table needs the whole form
    return std::format("{}/values/{}", record_url, item.name);
}

Data value_groups(const Language& language, const Record_view& view, const std::string& edit_url,
                  const std::vector<std::string_view>& elsewhere) {
    Data groups = list();
    for (const Group& group : groups_of(*view.type, view.definitions)) {
        Data values = list();
        for (const Item& item : group.items)
            if (!std::ranges::contains(elsewhere, item.name))
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
        for (const std::string& one : link.cells) {
            Data cell = object();
            cell["link_cell_text"] = text(one);
            cell["link_cell_class"] = false;
            append(cells, std::move(cell));
        }
        row["link_cells"] = std::move(cells);
        append(rows, std::move(row));
    }
    data["row_columns"] = std::move(heads);
    data["link_rows"] = std::move(rows);
    data["has_link_rows"] = !table.rows.empty();
    data["rows_empty_text"] = text(table.empty_text);
    data["rows_new_url"] = false;
    data["rows_new_label"] = false;
    data["rows_all_url"] = text(table.all_url);
    data["rows_all_label"] = text(table.all_label);
}

namespace {

Row_link client_row(const storage::Read& read, const Language& language, storage::Id id, Shower& shower) {
    const auto& type = storage::record_type<office::Client>();
    const storage::Raw raw = read.get(type, id);
    Row_link link{url_of(type.kind, id), name_or_number(language, type.kind, type.name(raw.fields), id), {}};
    for (const storage::Row& row : type.show(raw.fields, {}))
        if (row.column->name == "email" || row.column->name == "phone" || row.column->name == "status")
            link.cells.push_back(shower.show(*row.column, row.text).text);
    return link;
}

Row_table client_table(const Language& language) {
    return {.heads = {language.say("Name"), language.say("E-mail"), language.say("Phone"), language.say("Status")},
            .rows = {},
            .empty_text = language.say("No clients yet."),
            .all_url = {},
            .all_label = {}};
}

}  // namespace

Row_table clients_with(const storage::Read& read, const Language& language, const char* column, storage::Id id) {
    const auto& type = storage::record_type<office::Client>();
    const List_filter filter{type.column(column), storage::Filter::any, {std::to_string(id)}};
    const auto page =
        read.select(type, {.tag = type.column("name")->tag, .filters = {filter_of(read, filter)}, .limit = most_rows});
    Row_table table = client_table(language);
    Shower shower(read, language);
    for (const storage::Id client : page.ids) table.rows.push_back(client_row(read, language, client, shower));
    if (!page.next.empty()) {
        table.all_url = std::format("/clients?{}={}", column, id);
        table.all_label = language.say("Show all clients");
    }
    return table;
}

// ---- the page -------------------------------------------------------------------------------------------------------

namespace {

struct Page_data {
    Record_view view;
    History history;
    Row_table clients;
    std::size_t client_count = 0;
};

/// The clients of a company or a contact; other kinds have none.
void find_clients(const storage::Read& read, const Language& language, storage::Id id, Page_data& found) {
    const std::uint8_t kind = found.view.type->kind.number;
    if (kind == office::Company::kind.number) {
        found.client_count = read.where<&office::Client::company>(storage::Ref<office::Company>{id}, 1'001).size();
        found.clients = clients_with(read, language, "company", id);
    } else if (kind == office::Contact::kind.number) {
        found.clients = client_table(language);
        Shower shower(read, language);
        for (const auto client : read.get<office::Contact>(id).clients)
            if (read.has(office::Client::kind.number, client.id))
                found.clients.rows.push_back(client_row(read, language, client.id, shower));
        found.client_count = found.clients.rows.size();
    }
}

std::string template_of(const storage::Kind& kind) {
    if (kind.number == office::Company::kind.number) return "companies/show";
    if (kind.number == office::Contact::kind.number) return "contacts/show";
    return "records/show";
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
    const Page_data found = records.site.store.read([&](const storage::Read& read) {
        Shower shower(read, language);
        Page_data data{.view = view_of(read, records.type, id, shower),
                       .history = read_history(read, {kind.number, id}, request, shower),
                       .clients = {}};
        find_clients(read, language, id, data);
        return data;
    });
    const auto rights = office::rights_for(kind);
    const std::string url = url_of(kind, id);
    const bool may_edit = may(request, rights.edit);
    Data data = object();
    data["title"] = text(found.view.name);
    data["record_name"] = text(found.view.name);
    data["record_kind"] = text(language.say(kind.label));
    data["back"] = back_to_list(language, kind);
    data["record_edit_url"] = may_edit ? text(url + "/edit") : Data(false);
    data["record_delete_url"] = may(request, rights.erase) ? text(url + "/delete") : Data(false);
    data["record_actions"] = list();
    data["value_groups"] = value_groups(language, found.view, may_edit ? url : "", {"clients"});
    data["client_count"] = text(count_up_to(language, found.client_count, 1'000));
    set_rows(data, found.clients);
    set_history(data, language, found.history, url, {});
    http::Response response = page(records.site, request, template_of(kind), std::move(data));
    response.cacheable = true;
    return response;
}

}  // namespace pages
