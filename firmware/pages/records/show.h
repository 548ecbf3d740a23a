// What pages of one record share: its values in groups, a small table of other records, its history below.
#pragma once

#include <string>
#include <vector>

#include "pages/records/history.h"
#include "pages/records/lists/children.h"
#include "pages/records/shown.h"

namespace pages {

/// For parts/values: groups of values, each with its pencil unless `edit_url` is "". Items in `elsewhere` are left out.
Data value_groups(const Language& language, const Record_view& view, const std::string& edit_url,
                  const std::vector<std::string_view>& elsewhere);

/// "/clients/7/values/phone", or "" when it cannot be edited in place.
std::string value_url(const std::string& record_url, const Item& item);

/// A form for files (web/pages/parts/upload).
struct Upload_form {
    std::string action;                  ///< "" when there is none
    std::string about, about_name = {};  ///< what they are to belong to, as Any_ref is written and as people read it
    std::string error = {};              ///< what is wrong with the files that were sent
};
void set_upload(Data& data, const Upload_form& form);

/// A record in a small table inside another page (web/pages/parts/rows).
struct Row_cell {
    std::string text;
    std::string url = {};  ///< "" when it is no link
    bool is_mail = false;
    std::string picture_url = {}, picture_alt = {};  ///< of a file that has a preview
};
struct Row_link {
    std::string url, name;
    std::vector<Row_cell> cells;
};
struct Row_table {
    std::string title = {}, count = {};
    std::vector<std::string> heads;  ///< of the first cell too
    std::vector<Row_link> rows;
    std::string empty_text;
    std::string all_url, all_label;            ///< "" when all is shown
    std::string new_url = {}, new_label = {};  ///< "" when the role may not add one
    Upload_form upload = {};                   ///< in its place for what comes as a file
};
void set_rows(Data& data, const Row_table& table);

/// Those of one record by name, at most twenty, with where one is added.
Row_table child_table(const storage::Read& read, const http::Request& request, const Children& children,
                      const storage::Subject& parent, Shower& shower);

/// What refers to the record and has pages of its own, and what it belongs to with others: a table for each kind, at most
/// twenty rows.
std::vector<Row_table> related_tables(const storage::Read& read, const http::Request& request, const Record_view& view,
                                      Shower& shower);

}  // namespace pages
