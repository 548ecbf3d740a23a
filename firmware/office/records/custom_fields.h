// Custom fields: defined by an admin for a kind of record, from then on like declared ones.
#pragma once

#include <string_view>

#include "office/records/kind.h"
#include "storage/store.h"

namespace office {

/// A new one needs `of_kind`; it gets a place and a name (from the label: "Annual budget" → "annual_budget", unique per
/// kind). Of one that is there, values must stay readable.
void judge_field(storage::Write& write, const storage::Custom_field* before, storage::Custom_field& field,
                 storage::Errors& errors);

/// The kind that the office defines fields for: the first that can have them.
const storage::Record_type& custom_kind(const storage::Read& read);

/// One place up (-1) or down (+1).
void move(storage::Write& write, storage::Ref<storage::Custom_field> field, int places);

/// How many records have a value in it, counted up to 1,000.
std::size_t values_of(const storage::Read& read, const storage::Custom_field& field);

/// Does some record have that choice?
bool is_chosen(const storage::Read& read, const storage::Custom_field& field, std::string_view choice);

/// Out of every record.
void take_out_values(storage::Write& write, const storage::Custom_field& field);

}  // namespace office
