#include "pages/search.h"

#include <algorithm>
#include <format>

#include "http/form.h"
#include "office/client.h"
#include "pages/layout.h"
#include "pages/view.h"
#include "storage/words.h"

namespace pages {

namespace {

/// Of each kind: below the search field, and on the page of its own.
constexpr std::size_t most_at_once = 8;
constexpr std::size_t most_on_page = 50;

struct Hit_line {
    std::string url, title, subtitle;
};

struct Hit_group {
    const storage::Record_type* type;
    std::vector<Hit_line> hits;
    bool more = false;
};

/// E-mail · phone · company: what tells namesakes apart.
std::string subtitle(const storage::Read& read, const storage::Record_type& type, storage::Id id) {
    std::string line;
    const auto add = [&](const std::string& part) {
        if (!part.empty()) line += (line.empty() ? "" : " · ") + part;
    };
    for (const storage::Row& row : type.show(read.get(type, id).fields, {})) {
        if (row.column->name == "email" || row.column->name == "phone") add(row.text);
        if (row.column->name == "company")
            if (const auto company = storage::parse_id(row.text); company && *company != 0)
                add(read.name(row.column->refers_to, *company));
    }
    return line;
}

Hit_group group_of(const storage::Read& read, const Language& language, const storage::Record_type& type,
                   std::string_view words, std::size_t most) {
    Hit_group group{&type, {}, false};
    for (const storage::Hit& hit : read.search(type, words, most + 1)) {
        group.more = group.hits.size() == most;
        if (group.more) break;
        group.hits.push_back({url_of(type.kind, hit.id), name_or_number(language, type.kind, hit.name, hit.id),
                              subtitle(read, type, hit.id)});
    }
    return group;
}

std::vector<Hit_group> found_for(const storage::Read& read, const Language& language, std::string_view words,
                                 std::size_t most) {
    std::vector<Hit_group> groups;
    if (words.empty() || !storage::is_text(words)) return groups;
    for (const auto* type : {&storage::record_type<office::Client>(), &storage::record_type<office::Company>(),
                             &storage::record_type<office::Contact>()})
        if (auto group = group_of(read, language, *type, words, most); !group.hits.empty())
            groups.push_back(std::move(group));
    return groups;
}

Data group_data(const Language& language, const Hit_group& group) {
    Data hits = list();
    for (const Hit_line& line : group.hits) {
        Data hit = object();
        hit["hit_url"] = text(line.url);
        hit["hit_title"] = text(line.title);
        hit["hit_icon"] = text(icon_of(group.type->kind));
        hit["hit_subtitle"] = text(line.subtitle);
        append(hits, std::move(hit));
    }
    Data data = object();
    data["hit_group_label"] = text(language.say(group.type->kind.title));
    data["hits"] = std::move(hits);
    return data;
}

Data page_url(std::string_view words) { return text(std::format("/search?q={}", http::percent_encoded(words))); }

/// What the page of results does not show, the list of that kind does.
Data list_url(const std::vector<Hit_group>& groups, std::string_view words) {
    for (const Hit_group& group : groups)
        if (group.more) return text(std::format("/{}?q={}", group.type->kind.plural, http::percent_encoded(words)));
    return false;
}

http::Response search(const Site& site, const http::Request& request) {
    const Language& language = Language::of(request);
    const std::string words(storage::trimmed(request.query.get("q")));
    const std::size_t most = request.fragment() ? most_at_once : most_on_page;
    const auto groups =
        site.store.read([&](const storage::Read& read) { return found_for(read, language, words, most); });
    Data group_list = list();
    for (const Hit_group& group : groups) append(group_list, group_data(language, group));
    Data data = object();
    data["search_query"] = storage::is_text(words) ? text(words) : Data(false);
    data["hit_groups"] = std::move(group_list);
    data["has_hits"] = !groups.empty();
    const bool more = std::ranges::any_of(groups, &Hit_group::more);
    data["search_all_url"] = !more ? Data(false) : request.fragment() ? page_url(words) : list_url(groups, words);
    http::Response response;
    if (request.fragment()) {
        response = fragment(request, "search/results", std::move(data));
    } else {
        data["title"] = text(language.say("Search"));
        response = page(site, request, "search/page", std::move(data));
    }
    response.cacheable = true;
    return response;
}

}  // namespace

std::vector<http::Route> search_routes(const Site& site) {
    return {{http::Method::get, "/search", needs(office::Right::see_clients),
             [&site](const http::Request& request) { return search(site, request); }}};
}

}  // namespace pages
