// Numbers as people type and read them, as names.h does it for references.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "storage/record_type.h"
#include "storage/values/number_style.h"

namespace office {

/// Numbers, percentages and money.
bool is_number(const storage::Column& column);

/// What was typed for such a column in the form that records know, or what is wrong with it.
storage::Parsed<std::string> plain_number(const storage::Column& column, std::string_view typed, char decimal);

/// Numbers in `typed` become plain, in rows too; what cannot be read is taken out and has an error.
void resolve_numbers(std::span<const storage::Column> columns, char decimal, storage::Typed& typed,
                     storage::Errors& errors);
/// The same for the declared and the custom fields of a record.
void resolve_numbers(const storage::Record_type& type, const storage::Definitions& definitions, char decimal,
                     storage::Typed& typed, storage::Errors& errors);

/// A stored value of any column as it stands in a field of a form.
std::string typed_number(const storage::Column& column, std::string_view plain, char decimal);

}  // namespace office
