// What one page of a list shows, found in one read transaction.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "office/people/saved_view.h"
#include "pages/frame/page.h"
#include "pages/records/lists/list_query.h"

namespace pages {

struct Choice {
    std::string value, label;
};

/// Rows of a page.
inline constexpr std::size_t page_length = 50;

/// One of what defines the fields of the records, as a list of these alone: trees among items.
struct Kind_of_them {
    storage::Id id;
    std::string name;
    std::string_view icon;
};

struct Found_list {
    storage::Definitions definitions;
    List_query query;
    std::vector<storage::Id> ids;
    std::string rows_html;
    std::string next;
    std::optional<std::string> previous;    ///< as List::after: "" for the first page; none on it
    std::uint64_t total = 0, bound = 0;     ///< more than `bound` were not counted
    std::vector<office::Saved_view> views;  ///< of this list
    std::vector<Kind_of_them> kinds;        ///< unless there is only one, or too many for tabs
    std::map<const storage::Column*, std::vector<Choice>> choices;  ///< see find_choices
    std::map<std::pair<const storage::Column*, std::string>, std::string>
        chosen;  ///< filter value → what it is called; "": it is gone
    /// A record that a name may mean which is not quite its own.
    struct Fit {
        std::size_t asked;  ///< which condition
        storage::Id id;
        std::string name;
    };
    std::vector<Fit> fits;
    std::vector<const storage::Column*> gone;  ///< filters by records that are not there any more
};

/// What is asked for alone, with the names of what it is asked for.
Found_list look_up_question(const storage::Read& read, const Records& records, const http::Request& request);
/// The records of which the values of a field are chosen, unless they are too many.
void find_choices(const storage::Read& read, const storage::Column& column, Found_list& found);

Found_list look_up_list(const storage::Read& read, const Records& records, const http::Request& request);

}  // namespace pages
