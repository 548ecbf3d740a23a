// What the office has set for all of its records.
#pragma once

#include <string_view>

#include "storage/settings.h"
#include "storage/write.h"

namespace office {

/// Throws Error{invalid} for "currency": no such one, or there are amounts in another.
void set_currency(storage::Write& write, std::string_view code);
/// The same, and what the office is called.
void set_office(storage::Write& write, std::string_view name, std::string_view currency);

}  // namespace office
