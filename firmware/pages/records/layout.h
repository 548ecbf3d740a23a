// How the fields of a record stand on its pages: which go together, under which title.
//
// A type without a layout of its own has one group with everything and one with its custom fields.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "storage/types/record_type.h"

namespace pages {

/// One line of a form or a profile: a column, or all columns of a part (an address).
struct Item {
    std::string name;   ///< of the column, or of the part: "billing_address"
    std::string label;  ///< in English
    std::vector<const storage::Column*> columns;
    bool part = false;
    const storage::Column& column() const { return *columns.front(); }
    bool typed() const { return column().typed(); }
};

struct Group {
    std::string_view title;  ///< "" for none
    std::vector<Item> items;
};

/// Every field that may be seen, in the order of declaration, custom ones last. Points into `definitions`.
std::vector<Item> items_of(const storage::Record_type& type, const storage::Definitions& definitions);
std::vector<Item> items_of(std::span<const storage::Column> columns);
std::optional<Item> find_item(const storage::Record_type& type, const storage::Definitions& definitions,
                              std::string_view name);
std::vector<Group> groups_of(const storage::Record_type& type, const storage::Definitions& definitions);

/// The order by name, where there is one; else by age.
storage::Tag_path name_order(const storage::Record_type& type);

/// The columns that a list shows unless others are chosen, fewer in the page of what the records belong to; the name always
/// comes first and is not among them.
std::vector<std::string> usual_columns(const storage::Record_type& type, bool within);

}  // namespace pages
