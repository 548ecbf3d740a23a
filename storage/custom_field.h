// The definition of a custom field is itself a record: the office adds one, and every record of that kind has the field.
//
// Where a kind has a reference that `defines`, its records have the custom fields that belong to what they refer to: a tree those
// of "Tree". A value of a field that belongs to another one stays; it can be taken out, but not changed.
#pragma once

#include <array>
#include <string>

#include "storage/types/record_type.h"

namespace storage {

struct Custom_field : Stored {
    static constexpr Kind kind{250, "custom_field", "custom_fields", "Custom field", "Custom fields"};
    std::int64_t of_kind = 0;  ///< kind number of the records that have it
    std::string name;          ///< in JSON and CSV, behind "custom."; never changes
    std::string label;
    Custom_type type{};
    Text choices;  ///< one a line
    bool required = false;
    bool on_sign_up = false;
    std::int64_t position = 0;
    Any_ref belongs_to;  ///< what defines it; none: every record of the kind has it

    static constexpr auto fields = std::tuple{
        Field{1, "of_kind", &Custom_field::of_kind, {.label = "Records", .index = Index::sorted, .read_only = true}},
        Field{2, "name", &Custom_field::name, {.label = "Name", .read_only = true, .longest = 60}},
        Field{3,
              "label",
              &Custom_field::label,
              {.label = "Label", .required = true, .search = true, .missing = "Enter a label.", .longest = 60}},
        Field{4, "type", &Custom_field::type, {.label = "Type", .required = true, .missing = "Choose a type."}},
        Field{5, "choices", &Custom_field::choices, {.label = "Choices", .hint = "One on each line", .longest = 4'000}},
        Field{6, "required", &Custom_field::required, {.label = "Required"}},
        Field{7, "on_sign_up", &Custom_field::on_sign_up, {.label = "Shown on sign-up"}},
        Field{8, "position", &Custom_field::position, {.label = "Position", .read_only = true}},
        Field{9,
              "belongs_to",
              &Custom_field::belongs_to,
              {.label = "Belongs to", .index = Index::sorted, .parent = true, .gone = Gone::cascade}},
    };
    std::vector<std::string> choice_list() const;
};

/// Choices are there when the type needs them, and have no commas.
void check(const Custom_field& field, Errors& errors);

/// The column of a custom field: "custom.budget".
Column column_of(const Custom_field& field);

}  // namespace storage
