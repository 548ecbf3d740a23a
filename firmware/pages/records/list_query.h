// What the URL of a list says: order, filters, words, columns, page. Parsed from a request, and written back with changes
// for the links of the page.
//
//   ?sort=-created&status=active&tags=3&tags=5&tags.mode=all&custom.industry=Retail&q=oak&column=email&after=…
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "http/request.h"
#include "storage/read.h"

namespace pages {

/// Every record has a moment of creation; it is no declared column.
inline constexpr std::string_view created_column = "created";

struct List_filter {
    const storage::Column* column;
    storage::Filter::Mode mode = storage::Filter::any;
    std::vector<std::string> values;  ///< as in the URL: option keys, ids, "yes"/"no", texts; no record need have them
    char decimal = '.';               ///< in numbers, which people type
};

struct List_query {
    std::string sort = "name";  ///< a column, "created" or "activity"
    bool descending = false;
    std::string after, words;
    std::vector<List_filter> filters;
    std::vector<std::string> columns;  ///< names that are shown beside the name, in order of declaration
    bool columns_chosen = false;       ///< the URL says which

    bool filtered() const { return !filters.empty() || !words.empty(); }
};

/// What cannot be understood is left out. Points into `definitions`.
List_query list_query(const http::Request& request, const storage::Record_type& type,
                      const storage::Definitions& definitions);

/// Columns that a list can be filtered by, sorted by, and made of.
bool can_filter(const storage::Column& column);
/// A custom field whose value is not chosen from a few.
bool is_filtered_by_typing(const storage::Column& column);
bool can_sort(const storage::Column& column);
bool can_show(const storage::Column& column);

storage::Tag_path sort_tag(const storage::Record_type& type, const List_query& query);
/// Ids that a typed reference means: numbers, or the name of a record. What no record can have is found in none.
storage::Filter filter_of(const storage::Read& read, const List_filter& filter);
std::vector<storage::Filter> filters_of(const storage::Read& read, const List_query& query);

std::string url_of(const storage::Kind& kind, const List_query& query);
/// Where the list of `query` is to be had as CSV.
std::string export_url(const storage::Kind& kind, List_query query);
std::string columns_cookie(const storage::Kind& kind);

}  // namespace pages
