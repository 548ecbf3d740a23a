#include "pages/records/lists/view_tabs.h"

#include <algorithm>
#include <format>
#include <ranges>

#include "http/form.h"
#include "office/people/saved_views.h"
#include "pages/frame/view.h"
#include "pages/records/kind.h"
#include "pages/records/lists/children.h"

namespace pages {

using office::Saved_view;
using storage::Column;

std::string view_url(const Saved_view& view, std::string_view list_url) {
    std::string url = std::string(list_url) + "?";
    const auto add = [&](std::string_view name, std::string_view value) {
        url += std::format("{}={}&", http::percent_encoded(name), http::percent_encoded(value));
    };
    for (const office::View_filter& filter : view.filters) add(filter.field, filter.value);
    if (!view.sort.empty()) add("sort", view.sort);
    for (const auto column : std::views::split(view.columns, ' '))
        if (!column.empty()) add("column", std::string_view(column));
    return std::format("{}view={}", url, view.id);
}

std::string whole_list_url(const List_query& query) {
    return query.view.empty() ? query.path : query.path + "?view=all";
}

namespace {

std::string columns_text(const List_query& query, const storage::Kind& kind) {
    if (page_row(kind.number).card != nullptr) return {};
    std::string columns;
    for (const std::string& name : query.columns) columns += (columns.empty() ? "" : " ") + name;
    return columns;
}

std::vector<office::Parameter> sorted(std::vector<office::Parameter> conditions) {
    std::ranges::sort(conditions);
    return conditions;
}

/// Whether the list is what the view says; what it leaves open is as it likes.
bool is_shown(const Saved_view& view, const List_query& query, const storage::Kind& kind) {
    std::vector<office::Parameter> filters;
    for (const office::View_filter& filter : view.filters) filters.emplace_back(filter.field, filter.value);
    return sorted(std::move(filters)) == sorted(conditions_of(query)) &&
           (view.sort.empty() ? query.usual_sort : view.sort) == sort_text(query) &&
           (view.columns.empty() || view.columns == columns_text(query, kind));
}

/// Nothing is asked for, and it looks as usual.
bool is_plain(const List_query& query) {
    return conditions_of(query).empty() && query.is_usual_sort() && !query.columns_chosen;
}

const Saved_view* begun_with(const std::vector<Saved_view>& views, const http::Request& request) {
    const storage::Id user = request.caller ? request.caller->user : 0;
    const auto at = std::ranges::find_if(views, [&](const Saved_view& v) { return office::begins_with(v, user); });
    return at == views.end() ? nullptr : &*at;
}

/// "assignee=me": the first field that says whose a record is.
std::string mine(const storage::Record_type& type, const List_query& query) {
    for (const Column& column : type.columns)
        if (column.refers_to == query.kind_of_me && column.typed() && has_filter(column) && &column != query.fixed)
            return column.name + "=me";
    return {};
}

Data tab(std::string_view name, const std::string& url, bool current, bool shared, std::string_view icon = {}) {
    Data one = object();
    one["view_name"] = text(name);
    one["view_url"] = text(url);
    one["view_current"] = current;
    one["view_shared"] = shared;
    one["view_icon"] = text(icon);
    return one;
}

/// "All", and one for each of the kinds of them; above the whole list also "Mine", and what the kind has ready.
void add_ready(Data& tabs, const Language& language, const storage::Record_type& type, const Found_list& found) {
    const List_query& query = found.query;
    std::string asked;
    for (const auto& [name, value] : conditions_of(query)) asked += (asked.empty() ? "" : "&") + name + "=" + value;
    const bool of_view = query.view_id() != 0;
    append(tabs, tab(language.say("All"), whole_list_url(query), !of_view && asked.empty(), false));
    const auto add = [&](const std::string& name, const std::string& filters, std::string_view icon) {
        append(tabs, tab(name, std::format("{}?{}{}", query.path, filters, query.view.empty() ? "" : "&view=all"),
                         !of_view && asked == filters, false, icon));
    };
    for (const auto& [id, name, icon] : found.kinds) add(name, std::format("{}={}", type.definer()->name, id), icon);
    if (query.fixed != nullptr) return;
    if (const std::string filters = mine(type, query); !filters.empty()) add(language.say("Mine"), filters, "");
    for (const Ready_view& ready : page_row(type.kind.number).views)
        add(language.say(ready.name), std::string(ready.filters), "");
}

/// The address of a POST: where it goes and what the list shows.
std::string post_url(const List_query& query, const storage::Kind& kind, std::string_view place) {
    List_query whole = query;
    whole.list.after.clear();
    const std::string url = url_of(whole);
    const auto mark = url.find('?');
    return std::format("/{}/views/{}{}", kind.plural, place, mark == std::string::npos ? "" : url.substr(mark));
}

Data change_data(const Saved_view& view, const http::Request& request, const List_query& query,
                 const storage::Kind& kind) {
    Data change = object();
    const bool may_save = !view.shared || may(request, office::Right::manage_office);
    change["view_reset_url"] = text(view_url(view, query.path));
    change["view_update_url"] = may_save ? text(post_url(query, kind, std::format("{}/update", view.id))) : Data(false);
    return change;
}

}  // namespace

storage::Typed view_of(const List_query& query, const storage::Kind& kind) {
    storage::Typed typed{
        {"list", std::string(kind.plural)}, {"sort", sort_text(query)}, {"columns", columns_text(query, kind)}};
    std::string order;
    std::size_t number = 0;
    for (const auto& [name, value] : conditions_of(query)) {
        const std::string row = std::format("new{}", ++number);
        order += (order.empty() ? "" : ",") + row;
        typed.emplace(std::format("filters.{}.field", row), name);
        typed.emplace(std::format("filters.{}.value", row), value);
    }
    typed.emplace("filters.order", order);
    return typed;
}

std::string opened_instead(const storage::Read& read, const Records& records, const http::Request& request) {
    const auto named = storage::parse_id(request.query.get("view")).value_or(0);
    const auto asked = std::ranges::distance(request.query);
    const std::string url = list_url(records, request);
    if (named != 0 && asked == 1) {
        const auto view = read.find<Saved_view>(named);
        const bool fits = view && view->list == records.type.kind.plural;
        const std::string opened = fits ? view_url(*view, url) : std::string{};
        return opened == std::format("{}?view={}", url, named) ? std::string{} : opened;
    }
    if (asked != 0 || records.within != nullptr) return {};
    const auto views = office::views_of(read, records.type.kind.plural);
    const Saved_view* first = begun_with(views, request);
    return first == nullptr ? std::string{} : view_url(*first, url);
}

void set_view_tabs(Data& data, const Records& records, const http::Request& request, const Found_list& found) {
    const storage::Kind& kind = records.type.kind;
    const List_query& query = found.query;
    Data tabs = list();
    add_ready(tabs, Language::of(request), records.type, found);
    const Saved_view* open = nullptr;
    for (const Saved_view& view : found.views) {
        const bool current = view.id == query.view_id();
        append(tabs, tab(view.name, view_url(view, query.path), current, view.shared));
        if (current) open = &view;
    }
    const bool changed = open != nullptr && !is_shown(*open, query, kind);
    const bool can_be_saved = open == nullptr ? !is_plain(query) : changed;
    data["has_views"] = records.within == nullptr || !found.views.empty() || !found.kinds.empty();
    data["views"] = std::move(tabs);
    data["view_change"] = changed ? change_data(*open, request, query, kind) : Data(false);
    data["view_save_url"] = can_be_saved ? text(post_url(query, kind, "new")) : Data(false);
    data["view_may_share"] = may(request, office::Right::manage_office);
    data["views_url"] = found.views.empty() ? Data(false) : text(std::format("/{}/views", kind.plural));
}

}  // namespace pages
