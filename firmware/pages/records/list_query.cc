#include "pages/records/list_query.h"

#include <algorithm>
#include <format>
#include <ranges>

#include "http/form.h"
#include "office/records/asking.h"
#include "office/records/names.h"
#include "office/records/numbers.h"
#include "pages/frame/page.h"
#include "pages/records/layout.h"
#include "storage/words.h"

namespace pages {

using storage::Column;
using storage::Control;
using storage::Filter;

bool can_filter(const Column& column) {
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
    if (column.custom == 0) return false;
    switch (column.custom_type) {
    case storage::Custom_type::text:
    case storage::Custom_type::number:
    case storage::Custom_type::money:
    case storage::Custom_type::date: return true;
    default: return false;
    }
}

bool can_sort(const Column& column) {
    if (column.custom != 0 || !column.sortable() || column.attributes.hidden) return false;
    return !column.refers() || column.attributes.by_name;
}

bool can_show(const Column& column) {
    return column.name != "name" && !column.attributes.hidden && column.control != Control::textarea &&
           column.control != Control::rows;
}

namespace {

void parse_order(List_query& query, std::string_view sort, const storage::Record_type& type) {
    const bool descending = sort.starts_with('-');
    if (descending) sort.remove_prefix(1);
    const Column* column = type.column(sort);
    const bool known = sort == created_column || sort == "activity" || (column != nullptr && can_sort(*column));
    if (!known) return;
    query.sort = sort;
    query.descending = descending;
}

void parse_filter(List_query& query, const http::Request& request, const Column& column) {
    if (!can_filter(column)) return;
    List_filter filter{&column, Filter::any, {}};
    const http::Pairs& url = request.query;
    for (const std::string_view value : url.all(column.name))
        if (!value.empty() && storage::is_text(value)) filter.values.emplace_back(value);
    if (filter.values.empty()) return;
    filter.decimal = Language::of(request).numbers().decimal;
    const std::string_view mode = url.get(column.name + ".mode");
    filter.mode = mode == "all" ? Filter::all : mode == "none" ? Filter::none : Filter::any;
    query.filters.push_back(std::move(filter));
}

void parse_range(List_query& query, const http::Request& request, const Column& column) {
    if (!column.typed() || !office::can_range(column)) return;
    const auto typed = [&](std::string_view what) {
        const auto text = storage::trimmed(request.query.get(std::format("{}.{}", column.name, what)));
        return storage::is_text(text) ? std::string(text) : std::string{};
    };
    std::string from = typed("from"), to = typed("to");
    if (!from.empty() || !to.empty())
        query.filters.push_back(
            {&column, Filter::between, {std::move(from), std::move(to)}, Language::of(request).numbers().decimal});
    const std::string empty = office::can_be_empty(column) ? typed("empty") : "";
    if (empty == "yes" || empty == "no")
        query.filters.push_back({&column, empty == "yes" ? Filter::not_between : Filter::between, {}});
}

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
    std::ranges::for_each(type.columns, take);
    std::ranges::for_each(definitions.columns, take);
    if (std::ranges::contains(wanted, created_column)) query.columns.emplace_back(created_column);
}

}  // namespace

List_query list_query(const http::Request& request, const storage::Record_type& type,
                      const storage::Definitions& definitions) {
    List_query query;
    parse_order(query, request.query.get("sort"), type);
    if (const auto words = storage::trimmed(request.query.get("q")); storage::is_text(words)) query.words = words;
    const std::string_view after = request.query.get("after");
    const bool is_key = after.size() >= 16 && after.size() <= 1024 && after.size() % 2 == 0 &&
                        after.find_first_not_of("0123456789abcdef") == std::string_view::npos;
    if (is_key) query.after = after;
    const auto parse = [&](const Column& column) {
        parse_filter(query, request, column);
        parse_range(query, request, column);
    };
    type.each_valued_column(parse);
    std::ranges::for_each(definitions.columns, parse);
    choose_columns(query, request, type, definitions);
    return query;
}

storage::Tag_path sort_tag(const storage::Record_type& type, const List_query& query) {
    if (query.sort == created_column) return storage::index_tag::created;
    if (query.sort == "activity") return storage::index_tag::activity;
    const Column* column = type.column(query.sort);
    if (column == nullptr) return storage::index_tag::created;
    return column->attributes.by_name ? storage::index_tag::by_name + column->tag : column->tag;
}

namespace {

/// A reference may be typed by name.
std::string id_of(const storage::Read& read, const Column& column, const std::string& typed) {
    if (storage::parse_id(typed)) return typed;
    for (const auto& hit : read.search(read.schema().type(column.refers_to), typed, 20))
        if (storage::identity_of(hit.name) == storage::identity_of(typed)) return std::to_string(hit.id);
    return "18446744073709551615";  // nobody has that
}

storage::Parsed<std::string> key_of(const storage::Read& read, const List_filter& filter, const std::string& typed) {
    const Column& column = *filter.column;
    if (column.refers_to != 0) return storage::index_key(column, id_of(read, column, typed));
    if (column.refers_to_any())
        return office::Names(read, {}).any_of(typed).and_then(
            [&](const std::string& any) { return storage::index_key(column, any); });
    if (!office::is_number(column)) return storage::index_key(column, typed);
    return office::plain_number(column, typed, filter.decimal).and_then([&](const std::string& plain) {
        return storage::index_key(column, plain);
    });
}

/// Its ends as people type them.
storage::Parsed<Filter> in_range(const List_filter& filter) {
    const auto plain = [&](const std::string& typed) -> storage::Parsed<std::string> {
        return office::is_number(*filter.column) ? office::plain_number(*filter.column, typed, filter.decimal) : typed;
    };
    return plain(filter.values.front()).and_then([&](const std::string& from) {
        return plain(filter.values.back()).and_then([&](const std::string& to) {
            return office::in_range(*filter.column, from, to);
        });
    });
}

}  // namespace

Filter filter_of(const storage::Read& read, const List_filter& filter) {
    Filter nothing{.mode = Filter::any, .tag = filter.column->tag};
    if (filter.is_range()) {
        if (filter.values.empty()) return office::is_empty(*filter.column, filter.mode == Filter::not_between);
        return in_range(filter).value_or(nothing);
    }
    Filter result{.mode = filter.mode, .tag = filter.column->tag, .keys = {}};
    for (const std::string& value : filter.values) {
        const auto key = key_of(read, filter, value);
        if (key)
            result.keys.push_back(*key);
        else if (filter.mode == Filter::all)  // no record has all of them
            return nothing;
    }
    return result;
}

storage::List list_of(const storage::Read& read, const storage::Record_type& type, const List_query& query) {
    storage::List list{
        .tag = sort_tag(type, query), .descending = query.descending, .words = query.words, .after = query.after};
    for (const List_filter& filter : query.filters) list.filters.push_back(filter_of(read, filter));
    return list;
}

namespace {

void add_range(const List_filter& filter, auto&& add) {
    const std::string& name = filter.column->name;
    if (filter.values.empty()) return add(name + ".empty", filter.mode == Filter::not_between ? "yes" : "no");
    if (!filter.values.front().empty()) add(name + ".from", filter.values.front());
    if (!filter.values.back().empty()) add(name + ".to", filter.values.back());
}

}  // namespace

std::string url_of(const storage::Kind& kind, const List_query& query) {
    std::string url = std::format("/{}", kind.plural);
    char mark = '?';
    const auto add = [&](std::string_view name, std::string_view value) {
        url += std::exchange(mark, '&');
        url += http::percent_encoded(name) + "=" + http::percent_encoded(value);
    };
    if (!query.words.empty()) add("q", query.words);
    for (const List_filter& filter : query.filters) {
        if (filter.is_range()) {
            add_range(filter, add);
            continue;
        }
        for (const std::string& value : filter.values) add(filter.column->name, value);
        if (filter.mode != Filter::any) add(filter.column->name + ".mode", filter.mode == Filter::all ? "all" : "none");
    }
    if (query.sort != "name" || query.descending) add("sort", (query.descending ? "-" : "") + query.sort);
    if (query.columns_chosen)
        for (const std::string& column : query.columns) add("column", column);
    if (!query.after.empty()) add("after", query.after);
    return url;
}

std::string columns_cookie(const storage::Kind& kind) { return std::format("columns_{}", kind.plural); }

std::string export_url(const storage::Kind& kind, List_query query) {
    query.after.clear();
    const std::string list = std::format("/{}", kind.plural);
    return list + "/export.csv" + url_of(kind, query).substr(list.size());
}

}  // namespace pages
