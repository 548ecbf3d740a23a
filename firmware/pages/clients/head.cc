#include "pages/clients/head.h"

#include <algorithm>
#include <format>

#include "office/clients/contact.h"
#include "office/clients/holds.h"
#include "office/records/kind.h"
#include "office/work/task.h"
#include "pages/clients/cards.h"
#include "pages/clients/details.h"
#include "pages/frame/templates.h"
#include "pages/frame/view.h"
#include "pages/frame/written_name.h"
#include "pages/records/fields.h"
#include "pages/records/lists/children.h"
#include "pages/records/place.h"
#include "pages/records/show.h"

namespace pages {

using office::Client;
using office::Right;

Client_head read_head(const storage::Read& read, const http::Request& request, storage::Id id, Shower& shower) {
    Client_head head{.view = view_of(read, storage::record_type<Client>(), id, shower),
                     .client = {},
                     .hold = {},
                     .actions = {},
                     .tags = {},
                     .figures = read.figures(storage::record_type<Client>(), id)};
    head.client = storage::Read::typed<Client>(head.view.raw);
    head.hold = office::hold_of(read, head.client);
    head.actions = fitting_actions(read, request, *head.view.type, head.view.raw);
    head.tags = tags_of(read, head.client);
    return head;
}

namespace {

/// Of a person in natural order; lists have the family first.
std::string spoken_name(const Client_head& head) {
    const Client& client = head.client;
    const std::string natural = natural_name(client.first_name, client.last_name);
    return client.type == office::Client_type::organisation || natural.empty() ? head.view.name : natural;
}

std::string option_of(const Record_view& view, std::string_view column) {
    const auto at = std::ranges::find(view.rows, column, [](const storage::Row& row) { return row.column->name; });
    return at == view.rows.end() ? std::string{} : at->text;
}

std::string client_url(const Client_head& head) { return url_of(Client::kind, head.client.id); }

Item item_of(const Client_head& head, std::string_view name) {
    return *find_item(*head.view.type, head.view.definitions, name);
}

void set_line(Data& data, const http::Request& request, const Client_head& head) {
    const bool may_edit = may(request, Right::edit_clients);
    const bool held = head.client.status == office::Status::on_hold;  // only a release changes that
    const std::string values = client_url(head) + "/values/";
    data["client_name"] = text(spoken_name(head));
    data["client_type"] = text(head.view.shown.at("type").text);
    data["is_organisation"] = head.client.type == office::Client_type::organisation;
    data["status_label"] = text(head.view.shown.at("status").text);
    data["status_color"] = text(chip_color(option_of(head.view, "status")));
    data["type_edit_url"] = may_edit ? text(values + "type") : Data(false);
    data["status_edit_url"] = may_edit && !held ? text(values + "status") : Data(false);
    data["client_lacks"] = text(lacks_text(Language::of(request), head.view.raw));
}

void set_reach(Data& data, const http::Request& request, const Client_head& head) {
    const Language& language = Language::of(request);
    Data reach = list();
    const auto add = [&](std::string_view label, std::string_view icon, const std::string& url) {
        Data one = object();
        one["reach_label"] = text(language.say(label));
        one["reach_url"] = text(url);
        one["reach_icon"] = text(icon);
        append(reach, std::move(one));
    };
    const Data place = place_data(head.view);
    if (!head.client.phone.text.empty()) add("Call", "phone", phone_url(head.client.phone.text));
    if (!head.client.email.text.empty()) add("E-mail", "mail", mail_url(head.client.email.text));
    if (place.is_object()) add("Map", "map-pin", place.get("place_geo_url")->string_value());
    if (may(request, Right::write_notes)) add("Note", "note", client_url(head) + "#note-text");
    data["reach"] = std::move(reach);
    data["bar_phone"] = text(head.client.phone.text);
    data["bar_phone_url"] = head.client.phone.text.empty() ? Data(false) : text(phone_url(head.client.phone.text));
}

void set_adds(Data& data, const http::Request& request, const Client_head& head) {
    Data adds = list();
    const auto offer = [&](std::string_view name) {
        const Item item = item_of(head, name);
        if (!shown_item(head.view, item).empty()) return;
        Data one = object();
        one["add_label"] = text(label_of(Language::of(request), item));
        one["add_url"] = text(value_url(client_url(head), item));
        one["add_opens"] = text(value_id(item));
        append(adds, std::move(one));
    };
    if (may(request, Right::edit_clients)) {
        std::ranges::for_each(head_values, offer);
        std::ranges::for_each(about_values, offer);
    }
    data["has_adds"] = !adds.is_empty_list();
    data["adds"] = std::move(adds);
}

/// Those that are not nothing, each with a link to what it counts.
Data figures_data(const http::Request& request, const Client_head& head) {
    Data figures = list();
    for (const auto& row : head.figures) {
        const auto holds = storage::parse_whole(row.text).value_or(0);
        if (row.column->name != "figures.holds" || holds == 0) continue;
        Data figure = object();
        figure["figure_label"] = text(Language::of(request).say("Holds"));
        figure["figure_text"] = text(row.text);
        figure["figure_url"] = text(std::format("/holds?client={}", head.client.id));
        figure["figure_alarm"] = false;
        append(figures, std::move(figure));
    }
    return figures;
}

void set_hold(Data& data, const http::Request& request, const Client_head& head) {
    const bool may_release = head.hold && may(request, Right::hold_clients);
    data["on_hold"] = head.client.status == office::Status::on_hold;
    data["hold_reason"] = head.hold ? text(head.hold->reason) : Data(false);
    data["hold_release_url"] = may_release ? text(url_of(office::Hold::kind, head.hold->id) + "/release") : Data(false);
}

// ---- what can be done -----------------------------------------------------------------------------------------------

/// A link to a page that asks, or what is done at once.
struct Act {
    std::string label, url;
    std::string_view icon, key = {};
    bool posts = false, destroys = false;
};
using Acts = std::vector<Act>;

Data act_data(const Act& act, std::string_view css) {
    Data one = object();
    one["act_label"] = text(act.label);
    one["act_url"] = text(act.url);
    one["act_icon"] = text(act.icon);
    one["act_class"] = text(act.destroys ? std::string(css) + " menu-danger" : std::string(css));
    one["act_key"] = text(act.key);
    one["act_posts"] = act.posts;
    return one;
}

Data acts_data(const Acts& acts, std::string_view css) {
    Data data = list();
    for (const Act& act : acts) append(data, act_data(act, css));
    return data;
}

Act act_of(const Language& language, const Client_head& head, const office::Action& action) {
    return {.label = language.say(action.label),
            .url = url_of(Client::kind, head.client.id, action),
            .icon = icon_of(Client::kind, action),
            .posts = action.asks == nullptr};
}

/// Where one more of what belongs to a client is added.
Acts new_acts(const Site& site, const http::Request& request, const Client_head& head) {
    Acts acts;
    for (const Children& children : children_of(site.store.schema(), Client::kind)) {
        const storage::Kind& kind = children.type->kind;
        const std::string url = new_child_url(children, head.client.id);
        if (url.empty() || is_written(kind.number) || !may(request, office::rights_for(kind).edit)) continue;
        acts.push_back({.label = Language::of(request).say("New " + lower_first(kind.label)),
                        .url = url,
                        .icon = page_row(kind.number).new_icon});
    }
    return acts;
}

struct Offered {
    Acts next, near, others, own, data, grave;
};

constexpr std::size_t most_near = 4;

bool is_grave(const office::Action& action) { return action.name == "archive" || action.name == "put_on_hold"; }

/// What is done most with a client, the first of it first.
Acts usual_acts(const http::Request& request, const Client_head& head) {
    const Language& language = Language::of(request);
    const std::string url = client_url(head);
    const bool may_edit = may(request, Right::edit_clients);
    const Act edit{.label = language.say("Edit"), .url = url + "/edit", .icon = "pencil", .key = "edit-page"};
    const bool is_incomplete = may_edit && head.client.is_incomplete();
    Acts acts;
    if (is_incomplete) acts.push_back(edit);
    if (is_incomplete) acts.back().label = language.say("Complete the details");
    if (may(request, Right::write_notes))
        acts.push_back({.label = language.say("New note"), .url = url + "#note-text", .icon = "note", .key = "new"});
    if (may_edit && !is_incomplete) acts.push_back(edit);
    return acts;
}

Offered offered(const Site& site, const http::Request& request, const Client_head& head) {
    const Language& language = Language::of(request);
    Offered all{.next = {}, .near = usual_acts(request, head), .others = {}, .own = {}, .data = {}, .grave = {}};
    for (const office::Action* action : head.actions) {
        const Act act = act_of(language, head, *action);
        if (action->name == "restore")
            all.near.insert(all.near.begin(), act);
        else
            (is_grave(*action) ? all.grave : all.own).push_back(act);
    }
    for (const Act& act : new_acts(site, request, head)) {
        const bool is_near =
            all.near.size() <= most_near && (act.icon == page_row(office::Task::kind.number).new_icon ||
                                             act.icon == page_row(office::Contact::kind.number).new_icon);
        (is_near ? all.near : all.others).push_back(act);
    }
    if (!all.near.empty()) {
        all.next.push_back(all.near.front());
        all.near.erase(all.near.begin());
    }
    const std::string url = client_url(head);
    if (may(request, Right::export_records))
        all.data.push_back({.label = language.say("Data"), .url = url + "/personal-data", .icon = "download"});
    if (may(request, Right::delete_clients))
        all.grave.push_back(
            {.label = language.say("Delete"), .url = url + "/delete", .icon = "trash", .destroys = true});
    return all;
}

void set_actions(Data& data, const Site& site, const http::Request& request, const Client_head& head) {
    const Offered all = offered(site, request, head);
    Data groups = list();
    const auto add = [&](std::string_view label, const Acts& acts, bool narrow = false) {
        if (acts.empty()) return;
        Data group = object();
        group["more_label"] = text(Language::of(request).say(label));
        group["more_narrow"] = narrow;
        group["more_actions"] = acts_data(acts, "menu-item");
        append(groups, std::move(group));
    };
    add("Often", all.near, true);
    add("New", all.others);
    add("This client", all.own);
    add("Data", all.data);
    add("With care", all.grave);
    data["next_actions"] = acts_data(all.next, "btn btn-primary");
    data["near_actions"] = acts_data(all.near, "btn wide-action");
    data["has_more"] = !groups.is_empty_list();
    data["more_groups"] = std::move(groups);
}

/// What of it follows the fields of the client.
void set_parts(Data& data, const Site& site, const http::Request& request, const Client_head& head, bool again) {
    data["head_again"] = again;
    set_line(data, request, head);
    set_reach(data, request, head);
    set_adds(data, request, head);
    set_actions(data, site, request, head);
}

}  // namespace

Data values_data(const http::Request& request, const Client_head& head, std::span<const char* const> names) {
    const std::string url = may(request, Right::edit_clients) ? client_url(head) : "";
    Data values = list();
    for (const char* name : names) {
        const Item item = item_of(head, name);
        append(values, value_data(Language::of(request), item, shown_item(head.view, item), value_url(url, item)));
    }
    return values;
}

void set_head(Data& data, const Site& site, const http::Request& request, const Client_head& head) {
    set_parts(data, site, request, head, false);
    set_hold(data, request, head);
    data["title"] = text(spoken_name(head));
    std::vector<const char*> values(head_values.begin(), head_values.end());
    values.insert(values.end(), head_line.begin(), head_line.end());
    data["head_values"] = values_data(request, head, values);
    data["figures"] = figures_data(request, head);
    data["has_figures"] = !data["figures"].is_empty_list();
    set_stars(data, request, head.client.id, head.client.rating.count);
    set_tags(data, request, head.client.id, head.tags, {});
}

std::string client_head_parts(const Records& records, const http::Request& request) {
    const Client_head head = records.site.store.read(request.scope(), [&](const storage::Read& read) {
        Shower shower(read, Language::of(request));
        return read_head(read, request, request.id(), shower);
    });
    Data data = object();
    data["csrf"] = text(request.csrf);
    set_parts(data, records.site, request, head, true);
    return Templates::render(Language::of(request), "clients/head_parts", data);
}

}  // namespace pages
