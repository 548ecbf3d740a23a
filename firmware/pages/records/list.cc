// Lists of records: what list_found.h found, as a page.
#include <algorithm>
#include <chrono>
#include <format>

#include "office/records/asking.h"
#include "office/records/kind.h"
#include "pages/frame/snippets.h"
#include "pages/frame/view.h"
#include "pages/records/fields.h"
#include "pages/records/kind.h"
#include "pages/records/list_found.h"
#include "pages/records/list_rows.h"
#include "pages/records/records.h"

namespace pages {

using storage::Column;
using storage::Control;

namespace {

Data head_data(const storage::Kind& kind, const List_query& query, std::string label, std::string_view name,
               bool sortable, bool figure) {
    Data head = object();
    head["column_label"] = text(label);
    head["column_class"] = figure ? text("num") : Data(false);
    const bool by_this = query.sort == name;
    List_query turned = query;
    turned.sort = name;
    turned.descending = by_this && !query.descending;
    turned.after.clear();
    head["column_sort_url"] = sortable ? text(url_of(kind, turned)) : Data(false);
    head["column_up"] = by_this && !query.descending;
    head["column_down"] = by_this && query.descending;
    return head;
}

Data heads_data(const Language& language, const storage::Record_type& type, const Found_list& found) {
    Data heads = list();
    const Column* name = type.column("name");
    append(heads,
           head_data(type.kind, found.query, language.say("Name"), "name", name != nullptr && can_sort(*name), false));
    for (const std::string& shown : found.query.columns) {
        const Column* column = storage::Record_type::column(type, found.definitions, shown);
        if (column == nullptr)
            append(heads, head_data(type.kind, found.query, language.say("Created"), created_column, true, false));
        else
            append(heads, head_data(type.kind, found.query, label_of(language, *column), column->name,
                                    can_sort(*column), is_figure(*column)));
    }
    return heads;
}

std::vector<Choice> choices_of(const Language& language, const Column& column, const Found_list& found) {
    if (const auto at = found.choices.find(&column); at != found.choices.end()) return at->second;
    if (column.control == Control::checkbox) return {{"yes", language.say("Yes")}, {"no", language.say("No")}};
    std::vector<Choice> choices;
    if (column.control == Control::stars)
        for (unsigned count = 1; count <= 5; ++count) choices.push_back({std::to_string(count), stars_text(count)});
    for (const auto& option : column.options)
        choices.push_back({option.key, column.custom == 0 ? language.say(option.label) : option.label});
    return choices;
}

const List_filter* active(const List_query& query, const Column& column) {
    const auto at = std::ranges::find_if(
        query.filters, [&](const List_filter& filter) { return filter.column == &column && !filter.is_range(); });
    return at == query.filters.end() ? nullptr : &*at;
}

Data filter_data(const Language& language, const Column& column, const Found_list& found) {
    const List_filter* filter = active(found.query, column);
    Data data = object();
    std::string id = "filter-" + column.name;
    std::ranges::replace(id, '.', '-');
    data["filter_id"] = text(id);
    data["filter_name"] = text(column.name);
    data["filter_label"] = text(label_of(language, column));
    const bool by_typing = is_filtered_by_typing(column) || (column.refers() && !found.choices.contains(&column));
    data["filter_is_select"] = !by_typing;
    data["filter_is_text"] = by_typing;
    data["filter_value"] = filter != nullptr ? text(found.chosen.at({&column, filter->values.front()})) : Data(false);
    data["filter_options_html"] = false;
    if (by_typing) return data;
    std::string options;
    const auto add = [&](std::string_view value, std::string_view label, bool selected) {
        List_snippets::of(language).option.fill(
            options, {{"option_value", value}, {"option_mark", selected ? "selected" : ""}, {"option_label", label}});
    };
    add("", language.say("{}: any", {label_of(language, column)}), filter == nullptr);
    for (const Choice& choice : choices_of(language, column, found))
        add(choice.value, choice.label, filter != nullptr && filter->values.front() == choice.value);
    data["filter_options_html"] = text(options);
    return data;
}

/// From, to, and whether there is a value.
Data range_data(const Language& language, const Column& column, const List_query& query) {
    Data data = object();
    data["range_label"] = text(label_of(language, column));
    data["range_name"] = text(column.name);
    data["range_is_date"] = column.control == Control::date;
    data["range_from"] = false;
    data["range_to"] = false;
    data["range_can_be_empty"] = office::can_be_empty(column);
    data["range_any"] = false;
    data["range_none"] = false;
    for (const List_filter& filter : query.filters) {
        if (filter.column != &column || !filter.is_range()) continue;
        if (filter.values.empty()) {
            data[filter.mode == storage::Filter::between ? "range_any" : "range_none"] = true;
        } else {
            data["range_from"] = text(filter.values.front());
            data["range_to"] = text(filter.values.back());
        }
    }
    return data;
}

std::string range_text(const Language& language, const List_filter& filter) {
    if (filter.values.empty())
        return language.say(filter.mode == storage::Filter::between ? "with a value" : "without a value");
    const std::string &from = filter.values.front(), &to = filter.values.back();
    std::string said = to.empty()     ? language.say("from {}", {from})
                       : from.empty() ? language.say("to {}", {to})
                                      : from + " – " + to;
    if (const auto range = office::in_range(*filter.column, from, to); !range)
        said += std::format(" ({})", language.say(range.error()));
    return said;
}

std::string chip_text(const Language& language, const Column& column, const std::string& value,
                      const Found_list& found) {
    if (column.refers()) return found.chosen.at({&column, value});
    for (const Choice& choice : choices_of(language, column, found))
        if (choice.value == value) return choice.label;
    return value;
}

Data chip_data(std::string_view label, std::string_view value, const std::string& url) {
    Data chip = object();
    chip["chip_label"] = text(label);
    chip["chip_value"] = text(value);
    chip["chip_remove_url"] = text(url);
    return chip;
}

void set_chips(Data& data, const Language& language, const storage::Kind& kind, const Found_list& found) {
    Data chips = list();
    for (std::size_t at = 0; at < found.query.filters.size(); ++at) {
        const List_filter& filter = found.query.filters[at];
        List_query without = found.query;
        without.after.clear();
        without.filters.erase(without.filters.begin() + static_cast<std::ptrdiff_t>(at));
        std::string values;
        if (filter.is_range()) values = range_text(language, filter);
        for (const std::string& value : filter.is_range() ? std::vector<std::string>{} : filter.values)
            values += (values.empty()                        ? ""
                       : filter.mode == storage::Filter::all ? " + "
                                                             : ", ") +
                      chip_text(language, *filter.column, value, found);
        if (filter.mode == storage::Filter::none) values = language.say("not {}", {values});
        append(chips, chip_data(label_of(language, *filter.column), values, url_of(kind, without)));
    }
    if (!found.query.words.empty()) {
        List_query without = found.query;
        without.after.clear();
        without.words.clear();
        append(chips, chip_data(language.say("Search"), found.query.words, url_of(kind, without)));
    }
    List_query bare = found.query;
    bare.filters.clear();
    bare.words.clear();
    bare.after.clear();
    data["chips"] = std::move(chips);
    data["clear_url"] = found.query.filtered() ? text(url_of(kind, bare)) : Data(false);
}

void set_filters(Data& data, const Language& language, const storage::Record_type& type, const Found_list& found) {
    Data filters = list();
    Data ranges = list();
    Data kept = list();
    const auto keep = [&](std::string_view name, std::string_view value) {
        Data item = object();
        item["kept_name"] = text(name);
        item["kept_value"] = text(value);
        append(kept, std::move(item));
    };
    if (found.query.sort != "name" || found.query.descending)
        keep("sort", (found.query.descending ? "-" : "") + found.query.sort);
    const auto add = [&](const Column& column) {
        const bool by_range = column.typed() && office::can_range(column);
        if (by_range) append(ranges, range_data(language, column, found.query));
        if (!can_filter(column)) return;
        if (!by_range) append(filters, filter_data(language, column, found));
        const List_filter* filter = active(found.query, column);
        if (filter != nullptr && filter->mode != storage::Filter::any)
            keep(column.name + ".mode", filter->mode == storage::Filter::all ? "all" : "none");
        if (filter != nullptr)  // a control holds the first value
            for (std::size_t at = by_range ? 0 : 1; at < filter->values.size(); ++at)
                keep(column.name, filter->values[at]);
    };
    std::ranges::for_each(type.columns, add);
    std::ranges::for_each(found.definitions.columns, add);
    data["has_filters"] = !filters.is_empty_list();
    data["filters"] = std::move(filters);
    data["has_ranges"] = !ranges.is_empty_list();
    data["ranges"] = std::move(ranges);
    data["kept"] = std::move(kept);
}

void set_column_choices(Data& data, const Language& language, const storage::Record_type& type,
                        const Found_list& found) {
    std::string choices;
    const auto add = [&](std::string_view name, std::string_view label) {
        const bool shown = std::ranges::contains(found.query.columns, name);
        List_snippets::of(language).column_choice.fill(
            choices, {{"column_name", name}, {"column_mark", shown ? "checked" : ""}, {"column_title", label}});
    };
    const auto add_column = [&](const Column& column) {
        if (can_show(column)) add(column.name, label_of(language, column));
    };
    std::ranges::for_each(type.columns, add_column);
    std::ranges::for_each(found.definitions.columns, add_column);
    add(created_column, language.say("Created"));
    data["column_choices_html"] = text(choices);
    data["has_choices"] = true;
}

void set_paging(Data& data, const Language& language, const storage::Kind& kind, const Found_list& found) {
    List_query first = found.query;
    first.after.clear();
    List_query next = found.query;
    next.after = found.next;
    data["first_url"] = found.query.after.empty() ? Data(false) : text(url_of(kind, first));
    data["next_url"] = found.next.empty() ? Data(false) : text(url_of(kind, next));
    const std::string total = count_up_to(language, found.total, found.bound);
    data["total"] = text(total);
    const std::string shown = std::to_string(found.ids.size());
    data["range"] = found.ids.empty()           ? Data(false)
                    : found.query.after.empty() ? text("1–" + shown)
                                                : text(language.say("{} more", {shown}));
}

void set_actions(Data& data, const Language& language, const http::Request& request, const storage::Record_type& type) {
    const auto rights = office::rights_for(type.kind);
    const std::string path = std::format("/{}", type.kind.plural);
    data["list_title"] = text(language.say(type.kind.title));
    data["title"] = text(language.say(type.kind.title));
    data["list_icon"] = text(page_row(type.kind.number).icon);
    data["list_url"] = text(path);
    data["list_new_url"] = may(request, rights.edit) ? text(path + "/new") : Data(false);
    data["list_new_label"] = text(language.say("New " + lower_first(type.kind.label)));
    data["import_url"] = may(request, office::Right::import_records) ? text("/import") : Data(false);
}

void set_empty(Data& data, const Language& language, const storage::Kind& kind, const Found_list& found) {
    data["has_rows"] = !found.ids.empty();
    data["is_filtered"] = found.query.filtered();
    const std::string title(kind.title);
    data["empty_title"] = text(found.query.filtered() ? language.say("Nothing found")
                                                      : language.say("No " + lower_first(title) + " yet"));
    data["empty_text"] = text(found.query.filtered() ? language.say("Nothing fits this filter.")
                                                     : language.say("Add the first one, or import a file."));
}

}  // namespace

http::Response list_records(const Records& records, const http::Request& request) {
    const Language& language = Language::of(request);
    const Found_list found = records.site.store.read(
        [&](const storage::Read& read) { return look_up_list(read, records.type, request, language); });
    Data data = object();
    set_actions(data, language, request, records.type);
    set_filters(data, language, records.type, found);
    set_chips(data, language, records.type.kind, found);
    set_column_choices(data, language, records.type, found);
    set_paging(data, language, records.type.kind, found);
    set_empty(data, language, records.type.kind, found);
    data["export_url"] =
        may(request, office::Right::export_records) ? text(export_url(records.type.kind, found.query)) : Data(false);
    data["list_query"] = text(found.query.words);
    data["columns"] = heads_data(language, records.type, found);
    data["rows_html"] = text(found.rows_html);
    http::Response response = page(records.site, request, "records/list", std::move(data));
    if (!found.query.columns_chosen) {
        response.cacheable = true;
        return response;
    }
    std::string columns;
    for (const std::string& column : found.query.columns) columns += (columns.empty() ? "" : "!") + column;
    response.cookie(columns_cookie(records.type.kind), columns, std::chrono::hours{24 * 365}, request.secure);
    return response;
}

}  // namespace pages
