// Custom fields of clients: defined by an admin, from then on like declared ones.
#pragma once

#include <string_view>

#include "storage/store.h"

namespace office {

/// Gives a new one its place and its name (from the label: "Annual budget" → "annual_budget", unique per kind).
void name_and_place(storage::Write& write, storage::Custom_field& field);

/// One place up (-1) or down (+1).
void move(storage::Write& write, storage::Ref<storage::Custom_field> field, int places);

/// How many records have a value in it, counted up to 1,000.
std::size_t values_of(const storage::Read& read, const storage::Custom_field& field);

/// Does some record have that choice?
bool is_chosen(const storage::Read& read, const storage::Custom_field& field, std::string_view choice);

/// Out of every record.
void take_out_values(storage::Write& write, const storage::Custom_field& field);

/// Takes its values out of every record, then the definition.
void erase_custom_field(storage::Write& write, storage::Ref<storage::Custom_field> field);

}  // namespace office
