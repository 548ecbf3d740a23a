#include "pages/clients/client_page.h"

#include "office/clients/change_request.h"
#include "office/clients/comments.h"
#include "office/clients/hold.h"
#include "pages/clients/cards.h"
#include "pages/clients/client_sheet.h"
#include "pages/clients/consents.h"
#include "pages/clients/head.h"
#include "pages/clients/overview.h"
#include "pages/clients/timeline.h"
#include "pages/frame/frame.h"
#include "pages/frame/view.h"
#include "pages/records/fields.h"
#include "pages/records/place.h"
#include "pages/records/show.h"

namespace pages {

using office::Client;
using office::Right;

namespace {

/// Of the page's places.
enum class Tab : std::uint8_t { overview, details, activity, children, history };

struct Profile {
    Client_head head;
    Tabs tabs;
    Data sheet, composer;
    History history;
    Timeline timeline;
    bool comments_wait = false;  ///< for whoever looks
};

/// What is open in it.
struct Opened {
    Tab tab = Tab::overview;
    const Children* children = nullptr;
    Data data = object();  ///< names of the tab that shows children
    Draft draft = {};
    int status = 200;

    template <class Record> bool lists() const {
        return children != nullptr && children->type == &storage::record_type<Record>();
    }
    bool shows_comments() const { return tab == Tab::activity || lists<office::Comment>(); }
    /// Above what was written; not above the form of one of them.
    bool is_written_in(const Data& of_page) const {
        if (tab == Tab::overview || tab == Tab::activity) return true;
        return children != nullptr && is_written(children->type->kind.number) && of_page.get("tab_list")->is_true();
    }
};

std::string client_url(storage::Id client) { return url_of(Client::kind, client); }

Tabs tabs_of(const storage::Read& read, const http::Request& request, storage::Id id, const Opened& opened) {
    const Language& language = Language::of(request);
    const std::string url = client_url(id);
    Tabs tabs{list(), list()};
    append(tabs.outer, tab_data(language, "Overview", url, false, opened.tab == Tab::overview));
    append_tabs(tabs, read, request, storage::record_type<Client>(), id,
                {.children = opened.children, .details = opened.tab == Tab::details, .details_url = url + "/details"},
                {"Activity", "Timeline", url + "/activity", opened.tab == Tab::activity});
    append(tabs.outer, tab_data(language, "History", url + "/history", false, opened.tab == Tab::history));
    return tabs;
}

/// What is plain data already goes into `data`.
Profile look_up(const storage::Read& read, const http::Request& request, storage::Id id, const Opened& opened,
                Data& data) {
    Shower shower(read, Language::of(request));
    Profile profile{.head = read_head(read, request, id, shower),
                    .tabs = tabs_of(read, request, id, opened),
                    .sheet = object(),
                    .composer = Data(false),
                    .history = {},
                    .timeline = {}};
    if (opened.is_written_in(data) && may(request, Right::write_notes))
        profile.composer = composer_data(read, request, id, opened.draft);
    set_sheet(profile.sheet, read, Language::of(request), id);
    set_rail(data, read, request, profile.head.client);
    if (opened.tab == Tab::overview) set_overview(data, read, request, id, shower);
    if (opened.tab == Tab::details) set_consents(data, read, request, id);
    if (opened.tab == Tab::activity) profile.timeline = read_timeline(read, request, id, shower);
    if (opened.shows_comments()) profile.comments_wait = office::anything_waits(read, {request.caller->user}, {id});
    if (opened.tab == Tab::history) profile.history = read_history(read, {Client::kind.number, id}, request, shower);
    return profile;
}

/// What stands elsewhere on the page, or is changed there.
std::vector<std::string_view> not_among_details(const Client& client) {
    std::vector<std::string_view> names{"tags", "rating"};
    names.insert(names.end(), head_values.begin(), head_values.end());
    names.insert(names.end(), head_line.begin(), head_line.end());
    names.insert(names.end(), office::account_fields.begin(), office::account_fields.end());
    if (!client.is_incomplete()) names.emplace_back("may_lack_details");
    return names;
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
    const Client& client = profile.head.client;
    const std::string url = client_url(client.id);
    data["tab_overview"] = tab == Tab::overview;
    data["tab_details"] = tab == Tab::details;
    data["tab_account"] = false;
    data["tab_activity"] = tab == Tab::activity;
    data["tab_history"] = tab == Tab::history;
    if (tab != Tab::children)
        for (const char* inner : {"tab_list", "tab_form"}) data[inner] = false;
    if (tab == Tab::overview) {
        data["about_values"] = values_data(request, profile.head, about_values);
        auto elsewhere = not_among_details(client);
        elsewhere.insert(elsewhere.end(), about_values.begin(), about_values.end());
        set_sheet_values(profile.sheet, language, profile.head.view, elsewhere);
    }
    if (tab == Tab::details)
        data["value_groups"] = value_groups(language, profile.head.view, may(request, Right::edit_clients) ? url : "",
                                            not_among_details(client));
    if (tab == Tab::activity) set_timeline(data, request, std::move(profile.timeline), url + "/activity");
    if (tab == Tab::history)
        set_history(data, language, profile.history, url + "/history", told_kinds(site.store.schema()));
}

/// Above the list of what is asked to be changed in it.
void set_account(Data& data, const http::Request& request, const Client_head& head) {
    const Language& language = Language::of(request);
    const std::string url = may(request, Right::decide) ? client_url(head.client.id) : "";
    Data values = list();
    for (const std::string_view name : office::account_fields) {
        const auto item = find_item(*head.view.type, head.view.definitions, name);
        append(values, value_data(language, *item, shown_item(head.view, *item), value_url(url, *item)));
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

void set_composer(Data& data, const http::Request& request, Data composer) {
    if (!composer.is_false()) add_skip(data, Language::of(request), "Skip to the note box", "#note-text");
    add_skip(data, Language::of(request), "Skip to the parts of this client", "#tabs");
    data["composer"] = std::move(composer);
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
    Data data = std::move(opened.data);
    Profile profile = site.store.read(
        request.scope(), [&](const storage::Read& read) { return look_up(read, request, id, opened, data); });
    set_head(data, site, request, profile.head);
    std::move(profile.tabs).set(data);
    data["place"] = place_data(profile.head.view);
    set_tab(data, site, request, profile, opened.tab);
    data["sheet"] = std::move(profile.sheet);
    if (opened.lists<office::Change_request>()) set_account(data, request, profile.head);
    set_composer(data, request, std::move(profile.composer));
    if (profile.comments_wait) note_seen(site, request, id);
    http::Response response = page(site, request, "clients/profile", std::move(data), opened.status);
    response.cacheable = opened.status == 200 && opened.tab != Tab::children && !profile.comments_wait;
    return response;
}

}  // namespace

http::Response show_profile(const Records& records, const http::Request& request) {
    return client_page(records.site, request, request.id(), {});
}

http::Response show_client_details(const Site& site, const http::Request& request) {
    return client_page(site, request, request.id(), {.tab = Tab::details});
}

http::Response show_client_history(const Site& site, const http::Request& request) {
    return client_page(site, request, request.id(), {.tab = Tab::history});
}

http::Response client_around(const Site& site, const http::Request& request, const Children& children, Data data,
                             int status) {
    Opened opened{.tab = Tab::children, .children = &children, .data = std::move(data), .status = status};
    // They are written in the box above the list.
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
