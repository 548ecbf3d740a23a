#include "pages/records/lists/list_query.h"

#include <algorithm>
#include <array>
#include <format>
#include <iterator>
#include <ranges>
#include <utility>

#include "http/form.h"
#include "office/people/asker.h"
#include "office/records/plain.h"
#include "pages/records/kind.h"
#include "pages/records/layout.h"
#include "pages/records/lists/children.h"
#include "pages/records/lists/list_filters.h"

namespace pages {

using storage::Column;
using storage::Control;

bool has_filter(const Column& column) {
    if (!column.indexed() || column.attributes.hidden) return false;
    if (!column.typed() && (column.derived ? column.control != Control::multi : column.control != Control::select))
        return false;
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
    using enum storage::Custom_type;
    return column.custom != 0 && (column.custom_type == text || column.custom_type == link);
}

bool has_range(const Column& column) {
    return (column.typed() || column.kept()) && office::can_range(column) &&
           (office::is_day(column) || office::is_measure(column));
}

bool has_editor(const Column& column) {
    return has_range(column) || has_filter(column) || &column == &office::created_column();
}

bool can_show(const Column& column) {
    return column.name != "name" && !column.attributes.hidden && column.control != Control::textarea &&
           column.control != Control::rows;
}

std::vector<std::string> possible_columns(const List_query& query, const storage::Record_type& type,
                                          const storage::Definitions& definitions) {
    std::vector<std::string> possible;
    type.each_column(definitions, [&](const Column& column) {
        if ((&column != query.fixed || column.many()) && can_show(column)) possible.push_back(column.name);
    });
    for (const std::string_view moment : moments_of_record) possible.emplace_back(moment);
    return possible;
}

std::string_view label_of_moment(std::string_view moment) {
    return moment == office::created_column().name ? "Created" : "Last activity";
}

namespace {

/// What the URL or the browser says; nothing for the usual ones.
std::vector<std::string> wanted_columns(List_query& query, const http::Request& request, const storage::Kind& kind) {
    std::vector<std::string> wanted;
    for (const std::string_view name : request.query.all("column")) wanted.emplace_back(name);
    query.columns_chosen = !wanted.empty();
    if (wanted.empty())
        for (const auto part : std::views::split(request.cookies.get(columns_cookie(kind)), '!'))
            if (!part.empty()) wanted.emplace_back(std::string_view(part));
    return wanted;
}

/// "company": one place further; "-company": one nearer to the name.
void move_column(std::vector<std::string>& columns, std::string_view move) {
    const bool nearer = move.starts_with('-');
    const auto at = std::ranges::find(columns, move.substr(nearer ? 1 : 0));
    if (at == columns.end()) return;
    if (nearer && at != columns.begin()) std::iter_swap(at, std::prev(at));
    if (!nearer && std::next(at) != columns.end()) std::iter_swap(at, std::next(at));
}

/// A card shows all.
std::vector<std::string> card_columns(const List_query& query, const storage::Record_type& type,
                                      const storage::Definitions& definitions) {
    std::vector<std::string> columns;
    type.each_column(definitions, [&](const Column& column) {
        if ((&column != query.fixed || column.many()) && column.typed()) columns.push_back(column.name);
    });
    columns.push_back(office::created_column().name);
    return columns;
}

void choose_columns(List_query& query, const http::Request& request, const storage::Record_type& type,
                    const storage::Definitions& definitions) {
    const auto wanted = wanted_columns(query, request, type.kind);
    if (page_row(type.kind.number).card != nullptr) {
        query.columns = card_columns(query, type, definitions);
        return;
    }
    const auto possible = possible_columns(query, type, definitions);
    for (const std::string& name : wanted)
        if (std::ranges::contains(possible, name) && !std::ranges::contains(query.columns, name))
            query.columns.push_back(name);
    move_column(query.columns, request.query.get("move"));
    if (!wanted.empty()) return;
    const auto usual = usual_columns(type, query.fixed != nullptr);
    std::ranges::copy_if(possible, std::back_inserter(query.columns),
                         [&](const std::string& name) { return std::ranges::contains(usual, name); });
}

constexpr std::string_view all_name = "all";
/// "write" is for what stands beside the list.
constexpr std::array about_the_page{std::string_view("column"), all_name,
                                    std::string_view("row"),    std::string_view("write"),
                                    std::string_view("view"),   std::string_view("move")};

/// What the address says of the records; the rest is about the page, and what the path says already is not said again.
std::vector<office::Parameter> asked_for(const http::Request& request, const Column* fixed) {
    std::vector<office::Parameter> asked;
    for (const auto& [name, value] : request.query)
        if (!std::ranges::contains(about_the_page, name) && !name.starts_with("bulk.") && name != filter_field &&
            (fixed == nullptr || (name != fixed->name && !name.starts_with(fixed->name + "."))))
            asked.emplace_back(name, value);
    return asked;
}

/// Only what people read depends on it.
std::size_t row_number(std::string_view typed) {
    const auto row = storage::parse_whole(typed).value_or(0);
    return row > 1 ? static_cast<std::size_t>(row) : 0;
}

bool is_place(std::string_view after) {
    return after.size() >= 16 && after.size() <= 1024 && after.size() % 2 == 0 &&
           after.find_first_not_of("0123456789abcdef") == std::string_view::npos;
}

}  // namespace

List_query list_query(const storage::Read& read, const http::Request& request, const Records& records,
                      const storage::Definitions& definitions) {
    const storage::Record_type& type = records.type;
    const auto asker = office::asker(request.caller ? request.caller->user : 0, Language::of(request).style());
    const Column* fixed = records.within == nullptr ? nullptr : records.within->column;
    const std::string_view usual_sort = page_row(type.kind.number).usual_sort;
    List_query query;
    static_cast<office::Question&>(query) =
        office::question_of(read, type, definitions, asked_for(request, fixed), asker, usual_sort);
    query.kind_of_me = asker.kind;
    query.path = list_url(records, request);
    query.usual_sort = usual_sort;
    query.fixed = fixed;
    if (fixed != nullptr) {
        const storage::Subject parent = parent_of(records, request);
        query.fixed_value = reference_text(*fixed, parent);
        query.list.filters.push_back(
            {.tag = fixed->tag, .keys = {storage::key_of_reference(*fixed, parent.kind, parent.id)}});
    }
    query.with_left_out = request.query.get(all_name) == "yes";
    const auto asked_for_it = [&](const office::Asked& asked) {
        return asked.column->name == page_row(type.kind.number).left_out.column;
    };
    if (!query.with_left_out && std::ranges::none_of(query.asked, asked_for_it))
        if (auto filter = leaving_out(read, type)) query.list.filters.push_back(std::move(*filter));
    if (!is_place(query.list.after)) query.list.after.clear();
    query.view = request.query.get("view");
    if (query.view != all_name && query.view_id() == 0) query.view.clear();
    query.row = query.list.after.empty() ? 1 : row_number(request.query.get("row"));
    choose_columns(query, request, type, definitions);
    return query;
}

std::optional<storage::Filter> leaving_out(const storage::Read& read, const storage::Record_type& type) {
    const Left_out& left_out = page_row(type.kind.number).left_out;
    if (left_out.column.empty()) return std::nullopt;
    const Column& column = *type.column(left_out.column);
    if (!read.shows(column)) return std::nullopt;
    if (left_out.values.empty()) return office::emptiness(column, true);
    storage::Filter filter{.mode = storage::Filter::none, .tag = column.tag};
    for (const std::string_view value : left_out.values)
        filter.keys.push_back(storage::index_key(column, std::string(value), {}).value());
    return filter;
}

std::vector<office::Parameter> conditions_of(const List_query& query) {
    std::vector<office::Parameter> conditions;
    if (!query.list.words.empty()) conditions.emplace_back("q", query.list.words);
    for (const office::Asked& asked : query.asked)
        conditions.insert(conditions.end(), asked.typed.begin(), asked.typed.end());
    if (query.with_left_out) conditions.emplace_back(all_name, "yes");
    return conditions;
}

std::string sort_text(const List_query& query) { return (query.list.descending ? "-" : "") + query.sort; }

namespace {

std::string url_with(std::string url, const List_query& query, bool with_fixed) {
    char mark = '?';
    const auto add = [&](std::string_view name, std::string_view value) {
        url += std::exchange(mark, '&');
        url += http::percent_encoded(name) + "=" + http::percent_encoded(value);
    };
    if (with_fixed && query.fixed != nullptr) add(query.fixed->name, query.fixed_value);
    for (const auto& [name, value] : conditions_of(query)) add(name, value);
    if (!query.is_usual_sort() || query.view_id() != 0) add("sort", sort_text(query));
    if (query.columns_chosen)
        for (const std::string& column : query.columns) add("column", column);
    if (!query.view.empty()) add("view", query.view);
    if (!query.list.after.empty()) add("after", query.list.after);
    if (!query.list.after.empty() && query.row > 1) add("row", std::to_string(query.row));
    return url;
}

}  // namespace

std::string url_of(const List_query& query) { return url_with(query.path, query, false); }

std::string columns_cookie(const storage::Kind& kind) { return std::format("columns_{}", kind.plural); }

std::string export_url(const storage::Kind& kind, List_query query, std::string_view file) {
    query.list.after.clear();
    query.view.clear();
    return url_with(std::format("/{}/{}", kind.plural, file), query, true);
}

}  // namespace pages
