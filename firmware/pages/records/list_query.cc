#include "pages/records/list_query.h"

#include <algorithm>
#include <format>
#include <ranges>
#include <utility>

#include "http/form.h"
#include "office/people/asker.h"
#include "office/records/plain.h"
#include "pages/frame/page.h"
#include "pages/records/layout.h"

namespace pages {

using storage::Column;
using storage::Control;

bool has_filter(const Column& column) {
    if (!column.indexed() || !column.typed()) return false;
    switch (column.control) {
    case Control::select:
    case Control::multi:
    case Control::checkbox:
    case Control::picker:
    case Control::record:
    case Control::tags:
    case Control::stars: return true;
    default: return is_filtered_by_typing(column);
    }
}

bool is_filtered_by_typing(const Column& column) {
    return column.custom != 0 && column.custom_type == storage::Custom_type::text;
}

bool has_range(const Column& column) {
    return (column.typed() || column.kept()) && office::can_range(column) &&
           (office::is_day(column) || office::is_measure(column));
}

bool can_show(const Column& column) {
    return column.name != "name" && !column.attributes.hidden && column.control != Control::textarea &&
           column.control != Control::rows;
}

namespace {

void choose_columns(List_query& query, const http::Request& request, const storage::Record_type& type,
                    const storage::Definitions& definitions) {
    std::vector<std::string> wanted;
    for (const std::string_view name : request.query.all("column")) wanted.emplace_back(name);
    query.columns_chosen = !wanted.empty();
    if (wanted.empty())
        for (const auto part : std::views::split(request.cookies.get(columns_cookie(type.kind)), '!'))
            if (!part.empty()) wanted.emplace_back(std::string_view(part));
    if (wanted.empty()) wanted = usual_columns(type);
    const auto take = [&](const Column& column) {
        if (can_show(column) && std::ranges::contains(wanted, column.name)) query.columns.push_back(column.name);
    };
    type.each_column(definitions, take);
    if (std::ranges::contains(wanted, office::created_column().name))
        query.columns.push_back(office::created_column().name);
}

/// What the address says of the records; the rest is about the page.
std::vector<office::Parameter> asked_for(const http::Request& request) {
    std::vector<office::Parameter> parameters;
    for (const auto& [name, value] : request.query)
        if (name != "column" && !name.starts_with("bulk.")) parameters.emplace_back(name, value);
    return parameters;
}

bool is_place(std::string_view after) {
    return after.size() >= 16 && after.size() <= 1024 && after.size() % 2 == 0 &&
           after.find_first_not_of("0123456789abcdef") == std::string_view::npos;
}

}  // namespace

List_query list_query(const storage::Read& read, const http::Request& request, const storage::Record_type& type,
                      const storage::Definitions& definitions) {
    const auto asker = office::asker(request.caller ? request.caller->user : 0, Language::of(request).style());
    List_query query{
        office::question_of(read, type, definitions, asked_for(request), asker, "name"), {}, false, asker.kind};
    if (!is_place(query.list.after)) query.list.after.clear();
    choose_columns(query, request, type, definitions);
    return query;
}

std::string url_of(const storage::Kind& kind, const List_query& query) {
    std::string url = std::format("/{}", kind.plural);
    char mark = '?';
    const auto add = [&](std::string_view name, std::string_view value) {
        url += std::exchange(mark, '&');
        url += http::percent_encoded(name) + "=" + http::percent_encoded(value);
    };
    if (!query.list.words.empty()) add("q", query.list.words);
    for (const office::Asked& asked : query.asked)
        for (const auto& [name, value] : asked.typed) add(name, value);
    if (query.sort != "name" || query.list.descending) add("sort", (query.list.descending ? "-" : "") + query.sort);
    if (query.columns_chosen)
        for (const std::string& column : query.columns) add("column", column);
    if (!query.list.after.empty()) add("after", query.list.after);
    return url;
}

std::string columns_cookie(const storage::Kind& kind) { return std::format("columns_{}", kind.plural); }

std::string export_url(const storage::Kind& kind, List_query query) {
    query.list.after.clear();
    const std::string list = std::format("/{}", kind.plural);
    return list + "/export.csv" + url_of(kind, query).substr(list.size());
}

}  // namespace pages
