// The header of a client's page beside its fields: rating, tags.
#include <algorithm>
#include <format>

#include "office/clients/tags.h"
#include "pages/clients/client_page.h"
#include "pages/frame/view.h"
#include "pages/records/shown.h"

namespace pages {

using office::Client;
using office::Right;
using storage::Ref;

std::vector<http::Route> client_routes(const Site& site) {
    return {{http::Method::get, "/clients/<id>/history", needs(Right::see_clients),
             [&site](const http::Request& request) { return show_client_history(site, request); }},
            {http::Method::get, "/clients/<id>/details", needs(Right::see_clients),
             [&site](const http::Request& request) { return show_client_details(site, request); }},
            {http::Method::get, "/clients/<id>/activity", needs(Right::see_clients),
             [&site](const http::Request& request) { return show_activity(site, request); }}};
}

http::Response stars_control(const Records& records, const http::Request& request, const std::string&) {
    const auto client = records.site.store.read(
        request.scope(), [&](const storage::Read& read) { return read.get<Client>(request.id()); });
    Data data = object();
    set_stars(data, request, client.id, client.rating.count);
    return fragment(request, "clients/stars", std::move(data));
}

http::Response tags_control(const Records& records, const http::Request& request, const std::string& error) {
    const auto tags = records.site.store.read(
        request.scope(), [&](const storage::Read& read) { return tags_of(read, read.get<Client>(request.id())); });
    Data data = object();
    set_tags(data, request, request.id(), tags, error);
    return fragment(request, "clients/tags", std::move(data));
}

Tags_of_client tags_of(const storage::Read& read, const Client& client) {
    Tags_of_client found;
    for (const office::Tag& tag : office::all_tags(read)) {
        if (std::ranges::contains(client.tags, Ref<office::Tag>{tag.id}))
            found.tags.push_back({tag.id, tag.name, chip_color(storage::Value<office::Colour>::show(tag.colour))});
        else
            found.others.push_back(tag.name);
    }
    return found;
}

namespace {

/// On one line; of more the rest is in a menu.
constexpr std::size_t most_tags = 4;

}  // namespace

void set_tags(Data& data, const http::Request& request, storage::Id client, const Tags_of_client& tags,
              const std::string& error) {
    const bool may_edit = may(request, Right::edit_clients);
    const std::string url = url_of(Client::kind, client);
    Data chips = list(), more = list();
    const std::size_t shown = tags.tags.size() > most_tags ? most_tags - 1 : tags.tags.size();
    for (const Tag_line& tag : tags.tags) {
        Data chip = object();
        chip["tag_name"] = text(tag.name);
        chip["tag_color"] = text(tag.color);
        chip["tag_url"] = text("/clients?tags=" + std::to_string(tag.id));
        chip["tag_id"] = text(std::to_string(tag.id));
        chip["tag_remove_url"] = may_edit ? text(url + "/remove_tag") : Data(false);
        append(chips.list_value().size() < shown ? chips : more, std::move(chip));
    }
    Data suggestions = list();
    if (may_edit)
        for (const std::string& name : tags.others) {
            Data one = object();
            one["suggestion"] = text(name);
            append(suggestions, std::move(one));
        }
    data["client_tags"] = std::move(chips);
    data["more_tags_label"] = more.is_empty_list() ? Data(false) : text(std::format("+{}", more.list_value().size()));
    data["more_tags"] = std::move(more);
    data["has_client_tags"] = !tags.tags.empty();
    data["tags_url"] = may_edit ? text(url + "/add_tag") : Data(false);
    data["tag_suggestions"] = std::move(suggestions);
    data["tag_error"] = text(error);
}

void set_stars(Data& data, const http::Request& request, storage::Id client, unsigned stars) {
    const Language& language = Language::of(request);
    Data five = list();
    for (unsigned star = 1; star <= 5; ++star) {
        Data one = object();
        one["star_number"] = text(std::to_string(star));
        one["star_value"] = star == stars ? Data(false) : text(std::to_string(star));
        one["star_label"] = text(stars_label(language, star));
        one["star_on"] = star <= stars;
        append(five, std::move(one));
    }
    data["stars"] = std::move(five);
    data["stars_label"] = text(stars_label(language, stars));
    data["stars_url"] = may(request, Right::edit_clients) ? text(url_of(Client::kind, client) + "/rate") : Data(false);
}

}  // namespace pages
