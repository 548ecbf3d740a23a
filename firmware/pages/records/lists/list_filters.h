// What a list is asked for, above it: a sentence for each condition, which leads to what it is changed in (filter_editor.h).
#pragma once

#include <initializer_list>
#include <string>
#include <string_view>

#include "pages/frame/page.h"
#include "pages/records/lists/list_found.h"

namespace pages {

/// Names of web/pages/parts/filter_line, and `kept` of the search beside it.
void set_filters(Data& data, const Language& language, const storage::Record_type& type, const Found_list& found);

/// As hidden fields of a form: what the address of a list says, without its place in it and without those of some names.
Data kept_of(List_query query, std::initializer_list<std::string_view> without = {});

// Where the pop-overs of a list are pages, too: its path and query behind another name.
/// "/clients/filters": what it may be asked for, or how for one field.
std::string filters_url(const List_query& query);
std::string filter_url(const List_query& query, const storage::Column& column);
/// "/clients/columns": which columns it shows.
std::string columns_url(const List_query& query);

/// Which field the page of filters is about.
inline constexpr std::string_view filter_field = "filter.field";

}  // namespace pages
