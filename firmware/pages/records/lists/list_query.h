// What the URL of a list says: what is asked for (office/records/asking.h), and which columns are shown. Parsed from a request,
// and written back with changes for the links of the page.
//
//   ?sort=-created&status=active&tags=3&due=this_week&custom.budget.from=500&q=oak&column=email&view=7&after=…
//
// All of it stands there, also in a saved view: "view" only tells which one it began with. Alone it leads to the whole address
// (views.h), as the bare list does to the view that somebody begins with, unless it says "view=all".
#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "http/request.h"
#include "office/records/asking.h"
#include "pages/records/records.h"

namespace pages {

struct List_query : office::Question {
    std::vector<std::string> columns;  ///< names that are shown beside the name, in their order
    bool columns_chosen = false;       ///< the URL says which
    std::string view;             ///< number of the one that this began with; "all": of none, on purpose; "": of none
    std::uint8_t kind_of_me = 0;  ///< of the record that "me" means
    std::size_t row = 0;          ///< number of the first one on the page; 0: not known
    std::string path;             ///< "/errands", "/clients/7/errands"
    std::string usual_sort;       ///< as the URL would say it
    const storage::Column* fixed =
        nullptr;                 ///< what the path asks for, and nobody takes away: theirs that refers to client 7,
    std::string fixed_value;     ///< and how it says that
    bool with_left_out = false;  ///< the URL asks for what is over and done with, too

    storage::Id view_id() const { return storage::parse_id(view).value_or(0); }
    bool is_usual_sort() const { return (list.descending ? "-" : "") + sort == usual_sort; }
};

/// In the kind's usual order unless it says otherwise. What no field is called is passed over, as is an order that there is not (a
/// bookmark may be older than the fields), and stands in `errors`, which the page tells. Points into the type and `definitions`.
List_query list_query(const storage::Read& read, const http::Request& request, const Records& records,
                      const storage::Definitions& definitions);

/// Whether a list has a control for a column: a choice of values, or a field to type one into.
bool has_filter(const storage::Column& column);
/// A custom field whose value is not chosen from a few.
bool is_filtered_by_typing(const storage::Column& column);
/// Fields for a range of days, numbers or amounts.
bool has_range(const storage::Column& column);
/// One of both, or the moment at which records were made.
bool has_editor(const storage::Column& column);
bool can_show(const storage::Column& column);
/// Names of those that a list can show beside the name, in order of declaration.
std::vector<std::string> possible_columns(const List_query& query, const storage::Record_type& type,
                                          const storage::Definitions& definitions);
/// What every record has, though no field: when it was made, and when something was last done to it.
inline constexpr std::array<std::string_view, 2> moments_of_record{"created", "activity"};
std::string_view label_of_moment(std::string_view moment);

/// The condition by which a kind's lists leave out what is over and done with; nothing when it has none.
std::optional<storage::Filter> leaving_out(const storage::Read& read, const storage::Record_type& type);

/// What it is filtered by, as the URL says it.
std::vector<office::Parameter> conditions_of(const List_query& query);
/// "-due"
std::string sort_text(const List_query& query);
std::string url_of(const List_query& query);
/// Where the list of `query` is to be had as a file: "export.csv".
std::string export_url(const storage::Kind& kind, List_query query, std::string_view file);
std::string columns_cookie(const storage::Kind& kind);

}  // namespace pages
