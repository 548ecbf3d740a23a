#include "pages/records/lists/list_filters.h"

#include <algorithm>
#include <format>

#include "http/form.h"
#include "pages/frame/view.h"
#include "pages/records/fields.h"
#include "pages/records/kind.h"
#include "pages/records/lists/filter_words.h"

namespace pages {

using office::Asked;
using storage::Column;

namespace {

List_query from_the_beginning(List_query query) {
    query.list.after.clear();
    return query;
}

Data chip_data(std::string_view sentence, std::string_view label, const std::string& removed) {
    Data chip = object();
    chip["chip_text"] = text(sentence);
    chip["chip_label"] = text(label);
    chip["chip_remove_url"] = text(removed);
    chip["chip_edit_url"] = false;
    chip["chip_field"] = false;
    chip["chip_wrong"] = false;
    return chip;
}

Data condition_chip(const Language& language, const Found_list& found, std::size_t at) {
    const Asked& asked = found.query.asked[at];
    List_query without = from_the_beginning(found.query);
    without.asked.erase(without.asked.begin() + static_cast<std::ptrdiff_t>(at));
    Data chip = chip_data(condition_text(language, asked, found), label_of(language, *asked.column), url_of(without));
    chip["chip_edit_url"] = has_editor(*asked.column) ? text(filter_url(found.query, *asked.column)) : Data(false);
    chip["chip_field"] = text(asked.column->name);
    chip["chip_wrong"] = !asked.errors.empty();
    return chip;
}

/// "/clients/filters?status=active": the query of a list behind another path.
std::string beside(const List_query& query, std::string_view place) {
    const std::string url = url_of(from_the_beginning(query));
    return query.path + "/" + std::string(place) + url.substr(query.path.size());
}

}  // namespace

std::string filters_url(const List_query& query) { return beside(query, "filters"); }

std::string columns_url(const List_query& query) { return beside(query, "columns"); }

std::string filter_url(const List_query& query, const Column& column) {
    const std::string url = filters_url(query);
    return std::format("{}{}{}={}", url, url.contains('?') ? '&' : '?', filter_field,
                       http::percent_encoded(column.name));
}

Data kept_of(List_query query, std::initializer_list<std::string_view> without) {
    query.list.after.clear();
    Data fields = list();
    const std::string url = url_of(query);
    const auto mark = url.find('?');
    if (mark == std::string::npos) return fields;
    for (const auto& [name, value] : http::urlencoded(std::string_view(url).substr(mark + 1))) {
        if (std::ranges::contains(without, name)) continue;
        Data field = object();
        field["kept_name"] = text(name);
        field["kept_value"] = text(value);
        append(fields, std::move(field));
    }
    return fields;
}

void set_filters(Data& data, const Language& language, const storage::Record_type& type, const Found_list& found) {
    const List_query& query = found.query;
    Data chips = list();
    for (std::size_t at = 0; at < query.asked.size(); ++at) append(chips, condition_chip(language, found, at));
    if (query.with_left_out) {
        List_query without = from_the_beginning(query);
        without.with_left_out = false;
        const std::string label = language.say(page_row(type.kind.number).left_out.shown_too);
        append(chips, chip_data(label, label, url_of(without)));
    }
    List_query nothing = from_the_beginning(query);
    nothing.asked.clear();
    nothing.list.words.clear();
    data["chips"] = std::move(chips);
    data["clear_url"] = query.filtered() ? text(url_of(nothing)) : Data(false);
    data["filters_url"] = text(filters_url(query));
    data["columns_url"] = text(columns_url(query));
    data["kept"] = kept_of(query, {"q"});
}

}  // namespace pages
