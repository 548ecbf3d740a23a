#include "pages/clients/client_page.h"

#include <algorithm>
#include <array>
#include <format>

#include "office/clients/notes.h"
#include "office/records/kind.h"
#include "pages/frame/frame.h"
#include "pages/frame/view.h"
#include "pages/records/actions.h"
#include "pages/records/fields.h"
#include "pages/records/records.h"
#include "pages/records/show.h"

namespace pages {

using office::Client;
using office::Right;

namespace {

/// Values of the header card; they do not stand among the details again.
constexpr std::array in_header{"company", "email", "phone", "priority", "assignee"};
constexpr std::size_t latest_notes = 3;
constexpr std::size_t most_counted = 1'000;

/// A tab for each kind whose records are added at a client.
struct Child_tab {
    Children children;
    std::size_t count = 0;
    bool open = false;
};

/// "/clients/7/tasks": the tab that is open.
bool is_open(const http::Request& request, const Children& children) {
    return request.path.ends_with(std::format("/{}", children.type->kind.plural));
}

std::size_t count_of(const storage::Read& read, const Children& children, storage::Id client) {
    const auto& [type, column] = children;
    const std::string key = storage::key_of_reference(*column, Client::kind.number, client);
    return read.ids_with(type->kind.number, column->tag, key, most_counted + 1).size();
}

std::vector<Child_tab> child_tabs(const storage::Read& read, const http::Request& request, storage::Id id, Tab tab) {
    std::vector<Child_tab> tabs;
    for (const Children& children : children_of(read.schema(), Client::kind))
        if (may(request, office::rights_for(children.type->kind).see))
            tabs.push_back(
                {children, count_of(read, children, id), tab == Tab::children && is_open(request, children)});
    return tabs;
}

struct Profile {
    Record_view view;
    Client client;
    std::vector<const office::Action*> actions;
    Tags_of_client tags;
    std::size_t contact_count = 0;
    std::vector<Note_line> notes;
    std::vector<Contact_line> contacts;
    History history;
    std::vector<Child_tab> children;
    Row_table rows;  ///< of the tab that shows children
};

Profile look_up(const storage::Read& read, const http::Request& request, const Language& language, storage::Id id,
                Tab tab) {
    Shower shower(read, language);
    Profile profile{.view = view_of(read, storage::record_type<Client>(), id, shower),
                    .client = {},
                    .actions = {},
                    .tags = {},
                    .notes = {},
                    .contacts = {},
                    .history = {},
                    .children = {},
                    .rows = {}};
    profile.client = storage::Read::typed<Client>(profile.view.raw);
    profile.actions = fitting_actions(read, request, *profile.view.type, profile.view.raw);
    profile.tags = tags_of(read, profile.client);
    profile.contact_count = read.where<&office::Contact::clients>(storage::Ref<Client>{id}, most_counted + 1).size();
    profile.notes = note_lines(read, request, id);
    if (tab == Tab::contacts) profile.contacts = contact_lines(read, profile.client, shower);
    if (tab == Tab::history) profile.history = read_history(read, {Client::kind.number, id}, request, shower);
    profile.children = child_tabs(read, request, id, tab);
    for (const Child_tab& child : profile.children)
        if (child.open) profile.rows = child_table(read, request, child.children, {Client::kind.number, id}, shower);
    return profile;
}

std::string option_of(const Record_view& view, std::string_view column) {
    const auto at = std::ranges::find(view.rows, column, [](const storage::Row& row) { return row.column->name; });
    return at == view.rows.end() ? std::string{} : at->text;
}

void set_head(Data& data, const http::Request& request, const Profile& profile) {
    const std::string url = url_of(Client::kind, profile.client.id);
    const bool may_edit = may(request, Right::edit_clients);
    data["title"] = text(profile.view.name);
    data["client_name"] = text(profile.view.name);
    data["client_initials"] = text(initials(profile.view.name));
    data["client_url"] = text(url);
    data["client_type"] = text(profile.view.shown.at("type").text);
    data["is_organisation"] = profile.client.type == office::Client_type::organisation;
    data["status_label"] = text(profile.view.shown.at("status").text);
    data["status_color"] = text(chip_color(option_of(profile.view, "status")));
    data["hold_reason"] = false;
    data["client_edit_url"] = may_edit ? text(url + "/edit") : Data(false);
    data["client_delete_url"] = may(request, Right::delete_clients) ? text(url + "/delete") : Data(false);
    data["new_contact_url"] = may_edit ? text(url + "/contacts/new") : Data(false);
    data["actions"] = actions_data(request, Client::kind, profile.client.id, profile.actions);
    data["figures"] = list();
    data["has_figures"] = false;
    set_stars(data, request, profile.client.id, profile.client.rating.count);
    set_tags(data, request, profile.client.id, profile.tags, {});
}

void set_header_values(Data& data, const http::Request& request, const Language& language, const Profile& profile) {
    const std::string url = may(request, Right::edit_clients) ? url_of(Client::kind, profile.client.id) : "";
    const auto value = [&](std::string_view name) {
        const auto item = find_item(*profile.view.type, profile.view.definitions, name);
        return value_data(language, *item, shown_item(profile.view, *item), value_url(url, *item));
    };
    Data values = list();
    for (const std::string_view name : in_header) append(values, value(name));
    data["header_values"] = std::move(values);
    Data description = list();
    append(description, value("description"));
    data["description_value"] = std::move(description);
}

void set_tabs(Data& data, const Language& language, const Profile& profile, Tab tab) {
    const std::string url = url_of(Client::kind, profile.client.id);
    Data tabs = list();
    const auto add = [&](bool open, std::string_view label, std::string_view rest, Data count) {
        Data one = object();
        one["tab_label"] = text(language.say(label));
        one["tab_url"] = text(url + std::string(rest));
        one["tab_count"] = std::move(count);
        one["tab_active"] = open;
        append(tabs, std::move(one));
    };
    const auto counted = [&](std::size_t count) { return text(count_up_to(language, count, most_counted)); };
    add(tab == Tab::details, "Details", "", false);
    add(tab == Tab::contacts, "Contacts", "/contacts", counted(profile.contact_count));
    add(tab == Tab::notes, "Notes", "/notes", text(with_separators(language, profile.notes.size())));
    for (const auto& [children, count, open] : profile.children)
        add(open, children.type->kind.title, std::format("/{}", children.type->kind.plural), counted(count));
    add(tab == Tab::history, "History", "/history", false);
    data["tabs"] = std::move(tabs);
    data["tab_details"] = tab == Tab::details;
    data["tab_contacts"] = tab == Tab::contacts;
    data["tab_notes"] = tab == Tab::notes;
    data["tab_history"] = tab == Tab::history;
    data["tab_rows"] = tab == Tab::children;
}

void set_tab(Data& data, const http::Request& request, const Language& language, const Profile& profile, Tab tab,
             const Returned& returned) {
    const std::string url = url_of(Client::kind, profile.client.id);
    if (tab == Tab::details) {
        std::vector<std::string_view> elsewhere(in_header.begin(), in_header.end());
        elsewhere.insert(elsewhere.end(), {"tags", "rating", "description"});
        data["value_groups"] =
            value_groups(language, profile.view, may(request, Right::edit_clients) ? url : "", elsewhere);
    }
    if (tab == Tab::contacts)
        set_contacts(data, request, language, profile.client.id, profile.contacts, returned.contact_error);
    if (tab == Tab::notes) {
        data["notes"] = notes_data(request, language, profile.notes, SIZE_MAX);
        data["has_notes"] = !profile.notes.empty();
    }
    if (tab == Tab::children) set_rows(data, profile.rows);
    if (tab == Tab::history)
        set_history(data, language, profile.history, url + "/history",
                    {&Client::kind, &office::Contact::kind, &office::Note::kind});
}

void set_notepad(Data& data, const http::Request& request, const Language& language, const Profile& profile, Tab tab,
                 const Returned& returned) {
    Data notepad(false);
    if (may(request, Right::edit_clients)) {
        notepad = object();
        notepad["note_add_url"] = text(url_of(Client::kind, profile.client.id) + "/notes");
        notepad["note_draft"] = text(returned.note_draft);
        notepad["note_error"] = text(returned.note_error);
    }
    data["notepad"] = std::move(notepad);
    const bool beside = tab != Tab::notes && !profile.notes.empty();
    data["latest_notes"] = beside ? notes_data(request, language, profile.notes, latest_notes) : list();
    data["has_latest_notes"] = beside;
}

}  // namespace

http::Response client_page(const Site& site, const http::Request& request, storage::Id id, Tab tab,
                           const Returned& returned) {
    const Language& language = Language::of(request);
    const Profile profile = site.store.read(
        request.scope(), [&](const storage::Read& read) { return look_up(read, request, language, id, tab); });
    Data data = object();
    set_head(data, request, profile);
    set_header_values(data, request, language, profile);
    set_tabs(data, language, profile, tab);
    set_tab(data, request, language, profile, tab, returned);
    set_notepad(data, request, language, profile, tab, returned);
    http::Response response = page(site, request, "clients/profile", std::move(data), returned.status);
    response.cacheable = returned.status == 200;
    return response;
}

http::Response show_profile(const Records& records, const http::Request& request) {
    return client_page(records.site, request, request.id(), Tab::details);
}

}  // namespace pages
