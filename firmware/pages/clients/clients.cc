// What can be done with one client at once: tabs, rating, tags.
#include <algorithm>
#include <charconv>
#include <format>

#include "office/clients/tags.h"
#include "office/records/kind.h"
#include "pages/clients/client_page.h"
#include "pages/frame/view.h"
#include "pages/records/show.h"
#include "pages/records/undo.h"

namespace pages {

using office::Client;
using office::Right;
using storage::Ref;

namespace {

http::Response show_children(const Site& site, const http::Request& request) {
    return client_page(site, request, request.id(), Tab::children);
}

http::Response show_history(const Site& site, const http::Request& request) {
    return client_page(site, request, request.id(), Tab::history);
}

// ---- rating ---------------------------------------------------------------------------------------------------------

http::Response rate(const Site& site, const http::Request& request) {
    const std::string_view rating = request.form.get("rating") == "0" ? "" : request.form.get("rating");
    act_on_client(site, request, "rate", {{"rating", std::string(rating)}});
    if (!request.fragment()) return http::Response::see_other(url_of(Client::kind, request.id()));
    Data data = object();
    set_stars(data, request, request.id(), storage::parse_stars(rating).value().count);
    return fragment(request, "clients/stars", std::move(data));
}

// ---- tags -----------------------------------------------------------------------------------------------------------

http::Response tags_answer(const Site& site, const http::Request& request, const std::string& error) {
    if (!request.fragment() && error.empty()) return http::Response::see_other(url_of(Client::kind, request.id()));
    const auto tags = site.store.read(
        request.scope(), [&](const storage::Read& read) { return tags_of(read, read.get<Client>(request.id())); });
    Data data = object();
    set_tags(data, request, request.id(), tags, error);
    return fragment(request, "clients/tags", std::move(data), error.empty() ? 200 : 422);
}

http::Response add_tag(const Site& site, const http::Request& request) {
    const std::string name(storage::trimmed(request.form.get("tag")));
    if (name.empty()) return tags_answer(site, request, {});
    try {
        act_on_client(site, request, "add_tag", {{"tag", name}});
    } catch (const storage::Error& error) {
        if (error.fault() != storage::Fault::invalid || !request.fragment()) throw;
        const auto& fields = error.fields();
        return tags_answer(site, request,
                           Language::of(request).say(fields.empty() ? error.what() : fields.begin()->second));
    }
    return tags_answer(site, request, {});
}

http::Response remove_tag(const Site& site, const http::Request& request) {
    act_on_client(site, request, "remove_tag", {{"tag", std::string(request.part("tag"))}});
    return tags_answer(site, request, {});
}

}  // namespace

std::vector<http::Route> client_routes(const Site& site) {
    using enum http::Method;
    const auto with = [&site](auto handler) {
        return [&site, handler](const http::Request& request) { return handler(site, request); };
    };
    const auto see = needs(Right::see_clients), edit = needs(Right::edit_clients);
    std::vector<http::Route> routes{
        {get, "/clients/<id>/history", see, with(&show_history)},
        {post, "/clients/<id>/rating", edit, with(&rate)},
        {post, "/clients/<id>/tags", edit, with(&add_tag)},
        {post, "/clients/<id>/tags/<tag>/deletion", edit, with(&remove_tag)},
    };
    for (const Children& children : children_of(site.store.schema(), Client::kind))
        routes.push_back({get, std::format("/clients/<id>/{}", children.type->kind.plural),
                          needs(office::rights_for(children.type->kind).see), with(&show_children)});
    return routes;
}

std::string act_on_client(const Site& site, const http::Request& request, std::string_view action,
                          const storage::Typed& typed) {
    return change(site, request, [&](storage::Write& write) {
        office::act(write, storage::record_type<Client>(), *office::find_action(Client::kind, action), request.id(),
                    std::nullopt, typed);
    });
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

void set_tags(Data& data, const http::Request& request, storage::Id client, const Tags_of_client& tags,
              const std::string& error) {
    const bool may_edit = may(request, Right::edit_clients);
    const std::string url = url_of(Client::kind, client) + "/tags";
    Data chips = list();
    for (const Tag_line& tag : tags.tags) {
        Data chip = object();
        chip["tag_name"] = text(tag.name);
        chip["tag_color"] = text(tag.color);
        chip["tag_url"] = text("/clients?tags=" + std::to_string(tag.id));
        chip["tag_remove_url"] = may_edit ? text(url + "/" + std::to_string(tag.id) + "/deletion") : Data(false);
        append(chips, std::move(chip));
    }
    Data suggestions = list();
    if (may_edit)
        for (const std::string& name : tags.others) {
            Data one = object();
            one["suggestion"] = text(name);
            append(suggestions, std::move(one));
        }
    data["client_tags"] = std::move(chips);
    data["has_client_tags"] = !tags.tags.empty();
    data["tags_url"] = may_edit ? text(url) : Data(false);
    data["tag_suggestions"] = std::move(suggestions);
    data["tag_error"] = text(error);
}

void set_stars(Data& data, const http::Request& request, storage::Id client, unsigned stars) {
    const Language& language = Language::of(request);
    Data five = list();
    for (unsigned star = 1; star <= 5; ++star) {
        Data one = object();
        one["star_value"] = text(std::to_string(star == stars ? 0 : star));
        one["star_label"] = text(stars_label(language, star));
        one["star_on"] = star <= stars;
        append(five, std::move(one));
    }
    data["stars"] = std::move(five);
    data["stars_label"] = text(stars_label(language, stars));
    data["stars_url"] =
        may(request, Right::edit_clients) ? text(url_of(Client::kind, client) + "/rating") : Data(false);
}

}  // namespace pages
