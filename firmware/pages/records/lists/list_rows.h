// The rows of a list. They are most of a page and of what it costs, so they become HTML while the records are read,
// without a copy between.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "pages/frame/snippets.h"
#include "pages/records/lists/list_query.h"
#include "pages/records/lists/row_ends.h"
#include "pages/records/shown.h"

namespace pages {

/// Money and numbers stand to the right.
bool is_figure(const storage::Column& column);

class List_rows {
  public:
    /// `picked`: with a box to choose each; `ends`: what stands at the end of each, or null.
    List_rows(const storage::Read& read, const storage::Record_type& type, const List_query& query,
              const storage::Definitions& definitions, const Language& language, bool picked, const Row_ends* ends);

    /// Appends a row for each. Throws Error{not_found}.
    void add(std::string& html, std::span<const storage::Id> ids);

  private:
    void add_row(std::string& html, const storage::Raw& raw, storage::Rows& rows);
    storage::Rows rows_of(const storage::Raw& raw) const;
    std::string icon_of(const storage::Raw& raw) const;
    std::string badges_of(const storage::Raw& raw) const;
    void add_cells(const storage::Raw& raw, storage::Rows& rows);
    void add_value(storage::Id id, const storage::Column& column, const std::string& stored);
    void add_moment(storage::Moment moment);
    /// Long ones are cut in their middle.
    void add_mail(const std::string& address);
    void add_cell(storage::Id id, const storage::Column& column, const Shown& shown);

    const storage::Read* read_;
    const storage::Record_type* type_;
    /// What stands in a row behind the name: a column, or a moment of the record.
    struct Place {
        const storage::Column* column;
        bool is_created;
    };
    static std::vector<Place> places_of(const storage::Record_type& type, const List_query& query,
                                        const storage::Definitions& definitions);

    std::vector<const storage::Column*> columns_;  ///< the name and what the query asks for, in order of declaration
    std::vector<Place> places_;
    bool picked_;
    Shower shower_;
    const List_snippets* snippets_;
    const Row_ends* ends_;
    std::string cells_, chips_, pick_;  ///< of the row that is being made
};

}  // namespace pages
