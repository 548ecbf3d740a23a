// What stands at the end of a row in the list of what belongs to a record: how that record refers to it ("Primary contact"), what
// can be done with it there, and its pencil.
#pragma once

#include <string>
#include <vector>

#include "pages/frame/snippets.h"
#include "pages/records/lists/children.h"

namespace pages {

class Row_ends {
  public:
    /// For `records` within a record, as it is now.
    Row_ends(const storage::Read& read, const http::Request& request, const Records& records);

    /// Appends the cell of one row.
    void add(std::string& html, const storage::Raw& raw, std::string_view name) const;

  private:
    struct Beside {
        const office::Action* action;
        std::string field, url;
    };
    void add_marks(std::string& html, storage::Id id) const;
    void add_actions(std::string& html, storage::Id id, std::string_view name) const;

    const storage::Read* read_;
    const http::Request* request_;
    const Records* records_;
    const List_snippets* snippets_;
    storage::Raw parent_;
    storage::Rows referring_;  ///< fields of the parent that refer to records of that kind
    std::vector<Beside> beside_;
};

}  // namespace pages
