// A record as plain code sees it: rows of (column, text). Forms, pages, JSON, CSV and history work on these.
//
// A part's fields are columns of their own with a dotted name ("billing_address.city"); so are custom fields
// ("custom.budget"), which exist only as data and come from Definitions. Rows are one column ("lines"), whose members are
// columns ("lines.price") that have a value in each row: these are filtered by, and typed as "lines.3.price".
#pragma once

#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "storage/error.h"
#include "storage/types/field.h"
#include "storage/value.h"
#include "storage/values/currency.h"

namespace storage {

enum class Custom_type : std::uint8_t { text = 1, number, money, date, choice, choices, yes_no, link };

struct Column_option {
    std::string key, label;
    std::string order;  ///< index key of this option
    bool by_verb = false;
};

struct Column {
    std::string name;
    std::string label;
    std::string group;  ///< label of the part it belongs to, "" at the top level
    Tag_path tag = 0;   ///< names its index
    Control control = Control::text;
    std::size_t longest = 0;
    Attributes attributes;
    bool derived = false;
    std::uint8_t refers_to = 0;  ///< kind number, for references to one kind
    std::vector<Column_option> options;
    Id custom = 0;  ///< id of the custom field, 0 for declared ones
    Custom_type custom_type{};
    Id defined_by = 0;            ///< of a custom field that only those records have that refer to this one; 0: all
    std::vector<Column> members;  ///< of a column of rows
    bool in_rows = false;         ///< is such a member
    bool optional = false;        ///< may be not told, which is something else than zero
    std::string empty_key;        ///< of an empty value in its index; "" when that has no entry
    /// The index key of one typed value; null for types of value that have no order.
    Parsed<std::string> (*key)(std::string_view typed, const Currency&) = nullptr;

    /// Of the record's figures (figures.h), which are no fields of its own.
    bool kept() const { return outermost(tag) == index_tag::figures; }
    bool typed() const { return !derived && !attributes.read_only && !attributes.hidden; }
    bool many() const { return control == Control::tags || control == Control::multi; }
    bool refers_to_any() const { return control == Control::record; }
    bool refers() const { return refers_to != 0 || refers_to_any(); }
    bool indexed() const { return attributes.index != Index::none; }
    /// An amount, or rows with one in them.
    bool in_currency() const;
    /// Its index has exactly one entry a record, in an order that means something to people.
    bool sortable() const { return indexed() && !many() && !in_rows && control != Control::file; }
};

/// Calls visit(column) for those that hold a value, in a row too: the ones with indexes and references.
void each_valued_column(std::span<const Column> columns, auto&& visit) {
    for (const Column& column : columns)
        if (column.control == Control::rows)
            each_valued_column(column.members, visit);
        else
            visit(column);
}

struct Row {
    /// One row of a record.
    struct Line {
        std::uint32_t number;
        std::vector<Row> cells;  ///< one for each of the column's members
    };
    const Column* column;
    std::string text;  ///< canonical, as Value<T>::show gives it; "" when empty. Rows: a line for each, to be compared
    std::vector<Line> lines = {};  ///< of a column of rows
};
using Rows = std::vector<Row>;

/// Name → text, as it came from a form, a CSV line or JSON. What is not there stays as it is.
///
/// "lines.3.price" is a field of row 3, "lines.new1.price" of a new one; "lines.order" = "3,new1" says which rows there
/// are and in which order. Without it, rows that are typed are changed or added behind the others, and none goes.
using Typed = std::map<std::string, std::string, std::less<>>;

/// Under which names a column was typed: its own, in rows one for each row. Only those that are there.
std::vector<std::string> typed_names(const Column& column, const Typed& typed);
/// A member of rows as it is called inside its row: "lines.place.city" → "place.city".
std::string_view name_in_row(const Column& member);

/// What records of a kind have beyond its declaration: the custom fields of one moment, the columns of their figures, by
/// which lists are sorted and filtered, and whose values Read::figures gives, and what their amounts are counted in.
struct Definitions {
    std::vector<Column> columns = {};
    std::span<const Column> figures = {};
    Currency currency = {};
};

}  // namespace storage
