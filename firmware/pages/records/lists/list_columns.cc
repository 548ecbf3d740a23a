#include "pages/records/lists/list_columns.h"

#include <algorithm>
#include <format>

#include "pages/frame/snippets.h"
#include "pages/frame/view.h"
#include "pages/records/fields.h"
#include "pages/records/kind.h"
#include "pages/records/lists/list_filters.h"

namespace pages {

using storage::Column;

namespace {

/// Those that are shown, in their order, then the others.
std::string choices_html(const Language& language, const storage::Record_type& type, const Found_list& found) {
    const List_snippets& snippets = List_snippets::of(language);
    std::string moves, choices, others;
    const auto label = [&](std::string_view name) {
        const Column* column = storage::Record_type::column(type, found.definitions, name);
        return column == nullptr ? language.say(label_of_moment(name)) : label_of(language, *column);
    };
    for (const std::string& name : found.query.columns) {
        const std::string title = label(name);
        moves.clear();
        snippets.column_move.fill(moves, {{"column_name", name}, {"column_title", title}});
        snippets.column_choice.fill(
            choices,
            {{"column_name", name}, {"column_mark", "checked"}, {"column_title", title}, {"column_moves_html", moves}});
    }
    for (const std::string& name : possible_columns(found.query, type, found.definitions))
        if (!std::ranges::contains(found.query.columns, name))
            snippets.column_choice.fill(
                others,
                {{"column_name", name}, {"column_mark", ""}, {"column_title", label(name)}, {"column_moves_html", ""}});
    return choices + others;
}

/// Where no heads can be seen to sort by: those that are shown, in both directions.
std::string orders_html(const Language& language, const storage::Record_type& type, const Found_list& found) {
    const List_query& query = found.query;
    std::string options;
    const auto add = [&](std::string_view name, std::string_view label, bool descending) {
        const std::string value = (descending ? "-" : "") + std::string(name);
        const bool usual = value == query.usual_sort && query.view_id() == 0;
        List_snippets::of(language).option.fill(options,
                                                {{"option_value", usual ? "" : value},
                                                 {"option_mark", value == sort_text(query) ? "selected" : ""},
                                                 {"option_label", std::string(label) + (descending ? " ↓" : " ↑")}});
    };
    const auto add_both = [&](std::string_view name, const std::string& label) {
        add(name, label, false);
        add(name, label, true);
    };
    const Column* name = type.column("name");
    if (name != nullptr && office::can_sort(*name)) add_both("name", language.say("Name"));
    std::vector<std::string> others = query.columns;
    for (const std::string_view also : {std::string_view(query.sort), std::string_view("activity")})
        if (also != "name" && !std::ranges::contains(others, also)) others.emplace_back(also);
    for (const std::string& shown : others) {
        const Column* column = storage::Record_type::column(type, found.definitions, shown);
        if (column == nullptr)
            add_both(shown, language.say(label_of_moment(shown)));
        else if (office::can_sort(*column))
            add_both(shown, label_of(language, *column));
    }
    return options;
}

}  // namespace

http::Response ask_for_columns(const Records& records, const http::Request& request) {
    const Language& language = Language::of(request);
    const Found_list found = records.site.store.read(
        request.scope(), [&](const storage::Read& read) { return look_up_question(read, records, request); });
    const std::string title = language.say(records.type.kind.title);
    Data data = object();
    data["title"] = text(std::format("{}: {}", language.say("Columns"), title));
    data["list_title"] = text(title);
    data["list_back_url"] = text(url_of(found.query));
    data["list_url"] = text(found.query.path);
    data["in_list"] = request.fragment();
    data["kept"] = kept_of(found.query, {"column", "sort"});
    data["is_table"] = page_row(records.type.kind.number).card == nullptr;
    data["orders_html"] = text(orders_html(language, records.type, found));
    data["column_choices_html"] = text(choices_html(language, records.type, found));
    if (request.fragment()) return fragment(request, "records/columns_part", std::move(data));
    return page(records.site, request, "records/columns", std::move(data));
}

}  // namespace pages
