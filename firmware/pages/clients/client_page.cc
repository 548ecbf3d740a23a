#include "pages/clients/client_page.h"

#include <algorithm>
#include <array>
#include <format>

#include "office/clients/change_request.h"
#include "office/clients/comments.h"
#include "office/clients/holds.h"
#include "office/clients/note.h"
#include "pages/clients/cards.h"
#include "pages/clients/client_sheet.h"
#include "pages/clients/details.h"
#include "pages/clients/timeline.h"
#include "pages/frame/frame.h"
#include "pages/frame/view.h"
#include "pages/frame/written_name.h"
#include "pages/records/actions.h"
#include "pages/records/fields.h"
#include "pages/records/place.h"
#include "pages/records/show.h"

namespace pages {

using office::Client;
using office::Note;
using office::Right;

namespace {

/// Values of the header card; they do not stand among the details again.
constexpr std::array in_header{"company", "email", "phone", "billing_address", "priority", "assignee", "services"};
constexpr std::size_t most_latest = 3;

struct Profile {
    Record_view view;
    Client client;
    std::optional<office::Hold> hold;
    std::vector<const office::Action*> actions;
    Tags_of_client tags;
    storage::Rows figures;
    Data notes, sheet, composer;
    Tabs tabs;
    History history;
    Timeline timeline;
    bool comments_wait = false;  ///< for whoever looks
};

/// Of the page's tabs.
enum class Tab : std::uint8_t { details, activity, children, history };

/// What is open in it.
struct Opened {
    Tab tab = Tab::details;
    const Children* children = nullptr;
    Data data = object();  ///< names of the tab that shows children
    Draft draft = {};
    int status = 200;

    template <class Record> bool lists() const {
        return children != nullptr && children->type == &storage::record_type<Record>();
    }
    bool shows_comments() const { return tab == Tab::activity || lists<office::Comment>(); }
    bool shows_notes() const { return tab == Tab::activity || lists<Note>(); }
};

std::string activity_url(storage::Id client) { return url_of(Client::kind, client) + "/activity"; }

Tabs tabs_of(const storage::Read& read, const http::Request& request, storage::Id id, const Opened& opened) {
    const Language& language = Language::of(request);
    const std::string url = url_of(Client::kind, id);
    Tabs tabs{list(), list()};
    append_tabs(tabs, read, request, storage::record_type<Client>(), id,
                {.children = opened.children, .details = opened.tab == Tab::details},
                {"Activity", "Timeline", activity_url(id), opened.tab == Tab::activity});
    append(tabs.outer, tab_data(language, "History", url + "/history", false, opened.tab == Tab::history));
    return tabs;
}

Profile look_up(const storage::Read& read, const http::Request& request, storage::Id id, const Opened& opened) {
    Shower shower(read, Language::of(request));
    Profile profile{.view = view_of(read, storage::record_type<Client>(), id, shower),
                    .client = {},
                    .hold = {},
                    .actions = {},
                    .tags = {},
                    .figures = read.figures(storage::record_type<Client>(), id),
                    .notes = list(),
                    .sheet = object(),
                    .composer = Data(false),
                    .tabs = tabs_of(read, request, id, opened),
                    .history = {},
                    .timeline = {}};
    profile.client = storage::Read::typed<Client>(profile.view.raw);
    profile.hold = office::hold_of(read, profile.client);
    profile.actions = fitting_actions(read, request, *profile.view.type, profile.view.raw);
    profile.tags = tags_of(read, profile.client);
    if (!opened.shows_notes()) profile.notes = latest_notes(read, request, id, most_latest);
    if (may(request, Right::write_notes)) profile.composer = composer_data(read, request, id, opened.draft);
    set_sheet(profile.sheet, read, Language::of(request), id);
    if (opened.tab == Tab::activity) profile.timeline = read_timeline(read, request, id, shower);
    if (opened.shows_comments()) profile.comments_wait = office::anything_waits(read, {request.caller->user}, {id});
    if (opened.tab == Tab::history) profile.history = read_history(read, {Client::kind.number, id}, request, shower);
    return profile;
}

std::string option_of(const Record_view& view, std::string_view column) {
    const auto at = std::ranges::find(view.rows, column, [](const storage::Row& row) { return row.column->name; });
    return at == view.rows.end() ? std::string{} : at->text;
}

/// Those that are not nothing, each with a link to what it counts.
Data figures_data(const http::Request& request, const Profile& profile) {
    Data figures = list();
    for (const auto& row : profile.figures) {
        const auto holds = storage::parse_whole(row.text).value_or(0);
        if (row.column->name != "figures.holds" || holds == 0) continue;
        Data figure = object();
        figure["figure_label"] = text(Language::of(request).say("Holds"));
        figure["figure_text"] = text(row.text);
        figure["figure_url"] = text(std::format("/holds?client={}", profile.client.id));
        figure["figure_alarm"] = false;
        append(figures, std::move(figure));
    }
    return figures;
}

/// Of a person in natural order; lists have the family first.
std::string head_name(const Profile& profile) {
    const Client& client = profile.client;
    const std::string natural = natural_name(client.first_name, client.last_name);
    return client.type == office::Client_type::organisation || natural.empty() ? profile.view.name : natural;
}

void set_head(Data& data, const http::Request& request, const Profile& profile) {
    const std::string url = url_of(Client::kind, profile.client.id);
    const bool may_edit = may(request, Right::edit_clients);
    const std::string name = head_name(profile);
    data["title"] = text(name);
    data["client_name"] = text(name);
    data["client_initials"] = text(initials(name));
    data["client_url"] = text(url);
    data["client_type"] = text(profile.view.shown.at("type").text);
    data["is_organisation"] = profile.client.type == office::Client_type::organisation;
    data["status_label"] = text(profile.view.shown.at("status").text);
    data["status_color"] = text(chip_color(option_of(profile.view, "status")));
    const bool may_release = profile.hold && may(request, Right::hold_clients);
    data["client_lacks"] = text(lacks_text(Language::of(request), profile.view.raw));
    data["on_hold"] = profile.client.status == office::Status::on_hold;
    data["hold_reason"] = profile.hold ? text(profile.hold->reason) : Data(false);
    data["hold_release_url"] =
        may_release ? text(url_of(office::Hold::kind, profile.hold->id) + "/release") : Data(false);
    data["client_edit_url"] = may_edit ? text(url + "/edit") : Data(false);
    data["client_delete_url"] = may(request, Right::delete_clients) ? text(url + "/delete") : Data(false);
    data["client_data_url"] = may(request, Right::export_records) ? text(url + "/personal-data") : Data(false);
    data["new_contact_url"] = may_edit ? text(url + "/contacts/new") : Data(false);
    data["actions"] = actions_data(request, Client::kind, profile.client.id, profile.actions);
    data["figures"] = figures_data(request, profile);
    data["has_figures"] = !data["figures"].is_empty_list();
    set_stars(data, request, profile.client.id, profile.client.rating.count);
    set_tags(data, request, profile.client.id, profile.tags, {});
}

void set_header_values(Data& data, const http::Request& request, const Profile& profile) {
    const Language& language = Language::of(request);
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

/// What the history of a client can be narrowed to.
std::vector<const storage::Kind*> told_kinds(const storage::Schema& schema) {
    std::vector<const storage::Kind*> kinds{&Client::kind};
    for (const Children& children : children_of(schema, Client::kind)) kinds.push_back(&children.type->kind);
    kinds.push_back(&office::Hold::kind);
    return kinds;
}

void set_tab(Data& data, const Site& site, const http::Request& request, Profile& profile, Tab tab) {
    const Language& language = Language::of(request);
    const std::string url = url_of(Client::kind, profile.client.id);
    data["tab_details"] = tab == Tab::details;
    data["tab_account"] = false;
    data["tab_activity"] = tab == Tab::activity;
    data["tab_history"] = tab == Tab::history;
    if (tab != Tab::children)
        for (const char* inner : {"tab_list", "tab_form"}) data[inner] = false;
    if (tab == Tab::details) {
        std::vector<std::string_view> elsewhere(in_header.begin(), in_header.end());
        elsewhere.insert(elsewhere.end(), {"tags", "rating", "description"});
        elsewhere.insert(elsewhere.end(), office::account_fields.begin(), office::account_fields.end());
        if (!profile.client.is_incomplete()) elsewhere.emplace_back("may_lack_details");
        data["value_groups"] =
            value_groups(language, profile.view, may(request, Right::edit_clients) ? url : "", elsewhere);
    }
    if (tab == Tab::activity) set_timeline(data, request, std::move(profile.timeline), url + "/activity");
    if (tab == Tab::history)
        set_history(data, language, profile.history, url + "/history", told_kinds(site.store.schema()));
}

/// Above the list of what is asked to be changed in it.
void set_account(Data& data, const http::Request& request, const Profile& profile) {
    const Language& language = Language::of(request);
    const std::string url = may(request, Right::decide) ? url_of(Client::kind, profile.client.id) : "";
    Data values = list();
    for (const std::string_view name : office::account_fields) {
        const auto item = find_item(*profile.view.type, profile.view.definitions, name);
        append(values, value_data(language, *item, shown_item(profile.view, *item), value_url(url, *item)));
    }
    Data group = object();
    group["value_group_title"] = text(language.say("Account details"));
    group["value_group_edit_url"] = false;
    group["values"] = std::move(values);
    Data groups = list();
    append(groups, std::move(group));
    data["value_groups"] = std::move(groups);
    data["tab_account"] = true;
}

void set_side(Data& data, const http::Request& request, Profile& profile) {
    if (may(request, Right::write_notes)) add_skip(data, Language::of(request), "Skip to the note box", "#note-text");
    add_skip(data, Language::of(request), "Skip to the parts of this client", "#tabs");
    data["composer"] = std::move(profile.composer);
    data["has_latest_notes"] = !profile.notes.is_empty_list();
    data["latest_notes"] = std::move(profile.notes);
}

/// Whoever looks at comments has seen them; where nothing can be noted they wait on.
void note_seen(const Site& site, const http::Request& request, storage::Id client) {
    try {
        site.store.write(actor_of(request),
                         [&](storage::Write& write) { office::have_seen(write, {request.caller->user}, {client}); });
    } catch (const storage::Error&) {
    }
}

http::Response client_page(const Site& site, const http::Request& request, storage::Id id, Opened opened) {
    Profile profile =
        site.store.read(request.scope(), [&](const storage::Read& read) { return look_up(read, request, id, opened); });
    Data data = std::move(opened.data);
    set_head(data, request, profile);
    set_header_values(data, request, profile);
    std::move(profile.tabs).set(data);
    data["place"] = place_data(profile.view);
    data["sheet"] = std::move(profile.sheet);
    set_tab(data, site, request, profile, opened.tab);
    if (opened.children != nullptr && opened.children->type == &storage::record_type<office::Change_request>())
        set_account(data, request, profile);
    set_side(data, request, profile);
    if (profile.comments_wait) note_seen(site, request, id);
    http::Response response = page(site, request, "clients/profile", std::move(data), opened.status);
    response.cacheable = opened.status == 200 && opened.tab != Tab::children && !profile.comments_wait;
    return response;
}

}  // namespace

http::Response show_profile(const Records& records, const http::Request& request) {
    return client_page(records.site, request, request.id(), {});
}

http::Response show_client_history(const Site& site, const http::Request& request) {
    return client_page(site, request, request.id(), {.tab = Tab::history});
}

http::Response client_around(const Site& site, const http::Request& request, const Children& children, Data data,
                             int status) {
    Opened opened{.tab = Tab::children, .children = &children, .data = std::move(data), .status = status};
    // They are written in the box beside the list.
    if (is_written(children.type->kind.number)) opened.data["list_new_url"] = false;
    return client_page(site, request, request.id("parent"), std::move(opened));
}

http::Response show_activity(const Site& site, const http::Request& request) {
    return client_page(site, request, request.id(), {.tab = Tab::activity});
}

http::Response client_with_draft(const Site& site, const http::Request& request, const Draft& draft) {
    return client_page(site, request, request.id(), {.tab = Tab::activity, .draft = draft, .status = 422});
}

}  // namespace pages
