#pragma once

#include "office/people/user.h"
#include "office/people/viewer.h"

namespace office {

/// One condition, as the address of a list says it (records/asking.h): "status" is "active", "due" is "this_week".
struct View_filter : storage::Table_row {
    std::string field, value;
    auto operator<=>(const View_filter&) const = default;

    static constexpr auto fields = std::tuple{
        Field{1,
              "field",
              &View_filter::field,
              {.label = "Field", .required = true, .missing = "Say which field.", .longest = 100}},
        Field{2,
              "value",
              &View_filter::value,
              {.label = "Value", .required = true, .missing = "Enter a value.", .longest = 500}},
    };
};

/// A list as somebody wants it again: what it is filtered and sorted by, and which columns it has.
struct Saved_view : Stored {
    static constexpr Kind kind{45, "saved_view", "saved_views", "View", "Views"};
    std::string list;  ///< of which kind, as its plural: "clients"
    std::string name;
    std::vector<View_filter> filters;
    std::string columns;  ///< their names in order, with spaces between; none: the usual ones
    std::string sort;     ///< as an address says it: "-due"; none: the usual order
    bool shared = false;  ///< everybody's
    Ref<User> owner;      ///< whoever made it; none when it is everybody's
    std::int64_t position = 0;
    std::vector<Ref<User>> opens_for;  ///< whose list begins with it

    static constexpr auto fields = std::tuple{
        Field{1,
              "list",
              &Saved_view::list,
              {.label = "List",
               .required = true,
               .index = Index::sorted,
               .missing = "Say of which list.",
               .longest = 60}},
        Field{2,
              "name",
              &Saved_view::name,
              {.label = "Name", .required = true, .index = Index::sorted, .missing = "Enter a name.", .longest = 60}},
        Field{3, "filters", &Saved_view::filters, {.label = "Filters"}},
        Field{4, "columns", &Saved_view::columns, {.label = "Columns", .longest = 4'000}},
        Field{5, "sort", &Saved_view::sort, {.label = "Order", .longest = 200}},
        Field{6,
              "owner",
              &Saved_view::owner,
              {.label = "Owner", .index = Index::sorted, .gone = Gone::cascade, .read_only = true}},
        Field{7, "position", &Saved_view::position, {.label = "Position"}},
        Field{8,
              "opens_for",
              &Saved_view::opens_for,
              {.label = "Opens first for", .index = Index::sorted, .gone = Gone::clear, .read_only = true}},
        Field{9, "shared", &Saved_view::shared, {.label = "For everybody"}},
    };
};

/// One has no more of a list, nor has everybody.
inline constexpr std::size_t most_views = 40;

/// Whose views somebody sees: their own, and everybody's.
storage::Visible sees_views(const storage::Read& whole, const Viewer& viewer);
/// Everybody's need the right to set what holds for the whole office.
std::string_view why_not_change(const Saved_view& view, const Viewer& viewer);
void judge(storage::Write& write, const Saved_view* before, Saved_view& view, Errors& errors);

}  // namespace office
