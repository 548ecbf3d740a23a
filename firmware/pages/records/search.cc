#include "pages/records/search.h"

#include <algorithm>
#include <array>
#include <format>

#include "http/form.h"
#include "office/records/kind.h"
#include "pages/frame/snippets.h"
#include "pages/frame/view.h"
#include "pages/records/found_by.h"
#include "pages/records/lists/list_query.h"
#include "storage/words.h"

namespace pages {

namespace {

/// Of each kind: below the search field, and on the page of its own.
constexpr std::size_t most_at_once = 8;
constexpr std::size_t most_on_page = 50;
/// The search chooses the best of so many anyway; those that are left out are among them.
constexpr std::size_t looked_through = 60;

/// The column that says what a record belongs to; null when there is none.
const storage::Column* parent_column(const storage::Record_type& type) {
    const auto at = std::ranges::find_if(type.columns, [](const storage::Column& column) {
        return column.attributes.parent && !column.many() && page_row(column.refers_to).pages;
    });
    return at == type.columns.end() ? nullptr : &*at;
}

/// What tells namesakes apart, in order of declaration.
std::vector<const storage::Column*> subtitle_columns(const storage::Record_type& type) {
    std::vector<const storage::Column*> columns;
    for (const char* name : {"email", "phone", "company"})
        if (const auto* column = type.column(name)) columns.push_back(column);
    if (const auto* parent = parent_column(type)) columns.push_back(parent);
    std::ranges::sort(columns);
    return columns;
}

/// Where a record is read: on its page, on that of what it belongs to, or where its kind is kept.
std::string place_of(const storage::Read& read, const storage::Record_type& type, const storage::Raw& raw) {
    const Page_row& row = page_row(type.kind.number);
    if (row.pages) return url_of(type.kind, raw.id);
    const auto* parent = parent_column(type);
    if (parent == nullptr) return std::string(row.home);
    const std::array columns{parent};
    const storage::Rows shown = type.show_columns(type, raw.fields, columns, read.currency());
    const auto id = storage::parse_id(shown.empty() ? std::string{} : shown.front().text);
    return id && *id != 0 ? url_of(office::kind_row(parent->refers_to).type->kind, *id) : std::string{};
}

/// Whether there is a page for whoever asks on which records of that kind are read.
bool may_open(const http::Request& request, const storage::Record_type& type) {
    const Page_row& row = page_row(type.kind.number);
    const auto& rights = office::rights_for(type.kind);
    if (!may(request, rights.see)) return false;
    return row.pages || parent_column(type) != nullptr || (!row.home.empty() && may(request, rights.edit));
}

/// "ana@example.org", "555 0101", "Oak & Sons"
std::vector<std::string> subtitle_parts(const storage::Read& read, const storage::Rows& rows) {
    std::vector<std::string> parts;
    for (const storage::Row& row : rows) {
        const bool refers = row.column->refers_to != 0;
        std::string part =
            refers ? read.name(row.column->refers_to, storage::parse_id(row.text).value_or(0)) : row.text;
        if (!part.empty()) parts.push_back(std::move(part));
    }
    return parts;
}

/// What tells namesakes apart, and what the record was found by when that is neither there nor in its name.
std::string subtitle_html(const storage::Read& read, const Language& language, const storage::Record_type& type,
                          const storage::Raw& raw, const storage::Rows& rows, const std::string& name,
                          const Typed_words& typed) {
    std::vector<std::string> shown = subtitle_parts(read, rows);
    std::string html;
    const auto add = [&](const std::string& part) { html += (html.empty() || part.empty() ? "" : " · ") + part; };
    for (const std::string& part : shown) add("<bdi>" + typed.marked(part) + "</bdi>");
    shown.push_back(name);
    if (!typed.are_in(shown)) add(typed.marked_place(read, language, type, raw.fields));
    return html;
}

/// `leaving_out` is for those that have one of its values, or for those that have none.
bool is_left_out(const storage::Record_type& type, const storage::Raw& raw, const storage::Filter& leaving_out) {
    const bool has_one = std::ranges::any_of(type.index_keys(raw.fields, leaving_out.tag), [&](const std::string& key) {
        return std::ranges::contains(leaving_out.keys, key);
    });
    return has_one == (leaving_out.mode == storage::Filter::none);
}

Hit_group group_of(const storage::Read& read, const Language& language, const storage::Record_type& type,
                   std::string_view words, std::size_t most) {
    const List_snippets& snippets = List_snippets::of(language);
    const auto columns = subtitle_columns(type);
    const storage::Currency currency = read.currency();
    const Typed_words typed(words);
    const auto left_out = leaving_out(read, type);
    Hit_group group{.type = &type};
    std::size_t shown = 0;
    for (const storage::Hit& hit : read.search(type, words, left_out ? std::max(looked_through, most + 1) : most + 1)) {
        const storage::Raw raw = read.get(type, hit.id);
        if (left_out && is_left_out(type, raw, *left_out)) {
            ++group.left_out;
            continue;
        }
        group.more = group.more || shown++ == most;
        if (group.more) continue;
        std::string subtitle;
        const std::string url = place_of(read, type, raw);
        if (url.empty()) continue;
        const auto rows = type.show_columns(type, raw.fields, columns, currency);
        if (const auto html = subtitle_html(read, language, type, raw, rows, hit.name, typed); !html.empty())
            snippets.hit_subtitle.fill(subtitle, {{"hit_subtitle_html", html}});
        if (group.count++ == 0) group.first_url = url;
        std::string title = typed.marked(name_or_number(language, type.kind, hit.name, hit.id));
        const Page_row& row = page_row(type.kind.number);
        if (const std::string badge = row.badge == nullptr ? "" : row.badge(language, raw); !badge.empty())
            snippets.row_badge.fill(title, {{"badge_text", badge}});
        const std::string_view icon = row.icon_of == nullptr ? row.icon : row.icon_of(read, raw);
        snippets.hit.fill(
            group.hits_html,
            {{"hit_url", url}, {"hit_icon", icon}, {"hit_title_html", title}, {"hit_subtitle_html", subtitle}});
    }
    return group;
}

Data group_data(const Language& language, const Hit_group& group, std::string_view words) {
    Data data = object();
    const std::string_view label = page_row(group.type->kind.number).left_out.shown_too;
    data["hit_left_out"] =
        group.left_out == 0 ? Data(false) : text(std::format("{} ({})", language.say(label), group.left_out));
    data["hit_left_out_url"] =
        text(std::format("/{}?q={}&all=yes", group.type->kind.plural, http::percent_encoded(words)));
    data["hit_group_label"] = text(language.say(group.type->kind.title));
    data["hits_html"] = text(group.hits_html);
    return data;
}

/// What the page of results does not show, the list of that kind does.
Data list_url(const std::vector<Hit_group>& groups, std::string_view words) {
    for (const Hit_group& group : groups)
        if (group.more) return text(std::format("/{}?q={}", group.type->kind.plural, http::percent_encoded(words)));
    return false;
}

/// Who was not found may be somebody new: "New client", with what was typed in its form.
Data new_data(const http::Request& request, std::string_view words) {
    const Language& language = Language::of(request);
    Data all = list();
    if (storage::words_of(words).empty()) return all;
    for (const Page_row& row : page_rows()) {
        const storage::Kind& kind = office::kind_row(row.kind).type->kind;
        if (row.new_from == nullptr || !may(request, office::rights_for(kind).edit)) continue;
        Data one = object();
        one["new_label"] = text(language.say("New " + lower_first(kind.label)));
        one["new_url"] = text(std::format("/{}/new?{}", kind.plural, row.new_from(words)));
        append(all, std::move(one));
    }
    return all;
}

/// Enter opens what alone was found.
std::string only_hit(const std::vector<Hit_group>& groups) {
    const bool one = groups.size() == 1 && groups.front().count == 1 && !groups.front().more;
    return one ? groups.front().first_url : std::string{};
}

http::Response search(const Site& site, const http::Request& request) {
    const Language& language = Language::of(request);
    const std::string words(storage::trimmed(request.query.get("q")));
    const std::size_t most = request.fragment() ? most_at_once : most_on_page;
    const auto groups = site.store.read(request.scope(), [&](const storage::Read& read) {
        return find_hits(read, request, words, most,
                         [](const Page_row& row) { return row.in_navigation || row.searched; });
    });
    if (const std::string url = only_hit(groups); !url.empty() && !request.fragment())
        return http::Response::see_other(url);
    Data data = object();
    data["search_query"] = storage::is_text(words) ? text(words) : Data(false);
    data["search_new"] = groups.empty() ? new_data(request, words) : list();
    data["search_signs"] = !words.empty() && storage::is_text(words) && storage::words_of(words).empty();
    data["hit_groups"] = hit_groups_data(language, groups, words);
    data["has_hits"] = !groups.empty();
    const bool more = std::ranges::any_of(groups, &Hit_group::more);
    data["search_all_url"] = !more                ? Data(false)
                             : request.fragment() ? text(search_url(words))
                                                  : list_url(groups, words);
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

std::vector<Hit_group> find_hits(const storage::Read& read, const http::Request& request, std::string_view words,
                                 std::size_t most, bool (*fits)(const Page_row&)) {
    std::vector<Hit_group> groups;
    if (words.empty() || !storage::is_text(words)) return groups;
    for (const Page_row& row : page_rows()) {
        const storage::Record_type& type = read.schema().type(row.kind);
        if (!fits(row) || !may_open(request, type)) continue;
        auto group = group_of(read, Language::of(request), type, words, most);
        if (group.count + group.left_out > 0) groups.push_back(std::move(group));
    }
    return groups;
}

Data hit_groups_data(const Language& language, const std::vector<Hit_group>& groups, std::string_view words) {
    Data data = list();
    for (const Hit_group& group : groups) append(data, group_data(language, group, words));
    return data;
}

std::string search_url(std::string_view words) { return std::format("/search?q={}", http::percent_encoded(words)); }

std::vector<http::Route> search_routes(const Site& site) {
    return {{http::Method::get, "/search", needs(office::Right::see_clients),
             [&site](const http::Request& request) { return search(site, request); }}};
}

}  // namespace pages
