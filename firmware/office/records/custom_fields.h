// Custom fields: defined by an admin for a kind of record, from then on like declared ones.
#pragma once

#include <string>
#include <vector>

#include "office/records/kind.h"
#include "storage/store.h"

namespace office {

/// A new one gets a place and a name (from the label: "Annual budget" → "annual_budget", unique per kind); it is a field of the
/// records that what it belongs to defines, else of custom_kind(). Of one that is there, values must stay readable.
void judge_field(storage::Write& write, const storage::Custom_field* before, storage::Custom_field& field,
                 storage::Errors& errors);

/// The kind that the office defines fields for: the first whose records all have the same.
const storage::Record_type& custom_kind(const storage::Read& read);
/// The kind whose records have the fields that belong to one of `kind`; null when there is none.
const storage::Record_type* kind_defined_by(const storage::Schema& schema, std::uint8_t kind);

/// One place up (-1) or down (+1), or several.
void move(storage::Write& write, storage::Ref<storage::Custom_field> field, int places);

/// How many records have a value in it, counted up to 1,000.
std::size_t values_of(const storage::Read& read, const storage::Custom_field& field);

struct Lost_choice {
    std::string choice;
    std::size_t used;  ///< by so many records, counted up to 1,000
};
/// Its choices that some record has and that are not among those that are kept.
std::vector<Lost_choice> lost_choices(const storage::Read& read, const storage::Custom_field& field,
                                      const std::vector<std::string>& kept);

struct Other_choice {
    std::string choice, to;
    static constexpr auto fields = std::tuple{
        storage::Field{
            1, "choice", &Other_choice::choice, {.label = "Choice", .required = true, .missing = "Say which choice."}},
        storage::Field{
            2, "to", &Other_choice::to, {.label = "In its place", .hint = "A new one, one that is there, or nothing"}},
    };
};
/// Renames a choice, or puts another one in its place, in all records that have it. Throws Error{invalid} by field.
void replace_choice(storage::Write& write, storage::Ref<storage::Custom_field> field, const Other_choice& asked);

/// Out of every record.
void take_out_values(storage::Write& write, const storage::Custom_field& field);

}  // namespace office
