// Rows of a record: in forms (web/pages/parts/row_editor), as text, in history and in conflicts.
//
// A form sends `lines.order` once for each row, in the order of the table, and once empty, which says that there is a
// table. Fields of row 3 are called `lines.3.price`, of a new one `lines.new1.price`. The buttons `lines.add`,
// `lines.remove`, `lines.up`, `lines.down` and `lines.recalculate` change what was typed, or nothing, and store nothing: the form
// comes back, with the sums of what was typed. Scripts ask for the same while somebody types, so that sums have one rule.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "pages/records/fields.h"
#include "pages/records/history.h"

namespace pages {

/// Something in a table that can be typed: a cell, or the order of its rows.
struct Cell {
    std::string name;               ///< "lines.3.price", "lines.order"
    const storage::Column* column;  ///< the member; for the order, the table
    std::string text;               ///< canonical
};
/// All of a table that can be typed, the order first.
std::vector<Cell> cells_of(const storage::Row& table);
/// A stored record's rows as its columns: tables become their cells.
std::vector<Cell> cells_of(const storage::Rows& rows);
/// "Row 3: Price", "New row: Price", "Lines: order"; for a column that is no table, its label.
std::string label_of(const Language& language, const storage::Column& column, std::string_view name);

/// What a form sent for a table; nothing when it had none.
void take_rows(storage::Typed& typed, const http::Pairs& form, const storage::Column& table);
/// What one of the table's buttons asks for is done to what was typed. False when it was no such button.
bool edit_rows(storage::Typed& typed, const http::Pairs& form, const std::vector<Item>& items);

/// Name and text of every cell, for the form.
void set_rows(Field_values& values, const storage::Read& read, const Language& language, const storage::Row& table);
/// What the record works out from what was typed (its Derived numbers and amounts), for each row and for the whole of a type
/// with tables; `fields` are those of the stored record, or "". What is wrong in a row leaves it and the whole without.
void set_figures(Field_values& values, Shower& shower, const storage::Record_type& type,
                 const storage::Definitions& definitions, std::string_view fields);
/// Sets what parts/row_editor shows; a table without rows has one to type into.
void set_row_editor(Data& field, const Language& language, const storage::Column& table, const Field_values& values);
/// A line of text for each row.
Shown shown_rows(Shower& shower, const storage::Row& table);
/// Which cells differ, row by row, and which rows came, went or moved.
std::vector<Change_text> changes_of_rows(const storage::Row& before, const storage::Row& after, Shower& shower);

}  // namespace pages
