#include "pages/records/search.h"

#include <algorithm>
#include <format>

#include "http/form.h"
#include "pages/frame/snippets.h"
#include "pages/frame/view.h"
#include "pages/records/kind.h"
#include "storage/words.h"

namespace pages {

namespace {

/// Of each kind: below the search field, and on the page of its own.
constexpr std::size_t most_at_once = 8;
constexpr std::size_t most_on_page = 50;

struct Hit_group {
    const storage::Record_type* type;
    std::string hits_html;
    bool more = false;
};

/// What tells namesakes apart, in order of declaration.
std::vector<const storage::Column*> subtitle_columns(const storage::Record_type& type) {
    std::vector<const storage::Column*> columns;
    for (const char* name : {"email", "phone", "company"})
        if (const auto* column = type.column(name)) columns.push_back(column);
    std::ranges::sort(columns);
    return columns;
}

/// "ana@example.org · 555 0101 · Oak & Sons"
std::string subtitle(const storage::Read& read, const storage::Rows& rows) {
    std::string line;
    for (const storage::Row& row : rows) {
        const bool refers = row.column->refers_to != 0;
        const std::string part =
            refers ? read.name(row.column->refers_to, storage::parse_id(row.text).value_or(0)) : row.text;
        if (!part.empty()) line += (line.empty() ? "" : " · ") + part;
    }
    return line;
}

Hit_group group_of(const storage::Read& read, const Language& language, const storage::Record_type& type,
                   std::string_view words, std::size_t most) {
    const List_snippets& snippets = List_snippets::of(language);
    const auto columns = subtitle_columns(type);
    const storage::Currency currency = read.currency();
    Hit_group group{&type, {}, false};
    std::size_t shown = 0;
    for (const storage::Hit& hit : read.search(type, words, most + 1)) {
        group.more = shown++ == most;
        if (group.more) break;
        std::string subtitle_html;
        const storage::Raw raw = read.get(type, hit.id);
        if (const auto line = subtitle(read, type.show_columns(type, raw.fields, columns, currency)); !line.empty())
            snippets.hit_subtitle.fill(subtitle_html, {{"hit_subtitle", line}});
        snippets.hit.fill(group.hits_html, {{"hit_url", url_of(type.kind, hit.id)},
                                            {"hit_icon", page_row(type.kind.number).icon},
                                            {"hit_title", name_or_number(language, type.kind, hit.name, hit.id)},
                                            {"hit_subtitle_html", subtitle_html}});
    }
    return group;
}

std::vector<Hit_group> found_for(const storage::Read& read, const Language& language, std::string_view words,
                                 std::size_t most) {
    std::vector<Hit_group> groups;
    if (words.empty() || !storage::is_text(words)) return groups;
    for (const Page_row& row : page_rows()) {
        if (!row.in_navigation) continue;
        auto group = group_of(read, language, read.schema().type(row.kind), words, most);
        if (!group.hits_html.empty()) groups.push_back(std::move(group));
    }
    return groups;
}

Data group_data(const Language& language, const Hit_group& group) {
    Data data = object();
    data["hit_group_label"] = text(language.say(group.type->kind.title));
    data["hits_html"] = text(group.hits_html);
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
    const auto groups = site.store.read(
        request.scope(), [&](const storage::Read& read) { return found_for(read, language, words, most); });
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
        response = fragment(request, "records/search_results", std::move(data));
    } else {
        data["title"] = text(language.say("Search"));
        response = page(site, request, "records/search", std::move(data));
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
