// What a list may be asked for beyond single values: from one day, number or amount to another, and whether there is any.
// Pages and API ask alike: "due.from=2026-03-01", "custom.budget.to=500", "client_since.empty=yes".
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "storage/read.h"

namespace office {

/// Days, moments, numbers and amounts with an index.
bool can_range(const storage::Column& column);

/// The records with a value from `from` to `to`, both as they are typed and within; "" leaves a side open. What has no value is
/// in no range.
storage::Parsed<storage::Filter> in_range(const storage::Column& column, std::string_view from, std::string_view to);

/// Whether there are records without a value: an amount or number of the record type itself is 0 then, which is one.
bool can_be_empty(const storage::Column& column);
/// The records that have no value, or those that have one.
storage::Filter is_empty(const storage::Column& column, bool empty);

/// "custom.budget.from" → {"custom.budget", "from"}; nothing when it ends in none of .from, .to, .empty.
struct Asked {
    std::string_view column, what;
};
std::optional<Asked> asked_by(std::string_view name);

}  // namespace office
