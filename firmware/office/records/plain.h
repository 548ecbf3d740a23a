// Numbers and days as people type and read them, as names.h does it for references. Records know one form, the plain one.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "storage/types/record_type.h"
#include "storage/values/date_style.h"
#include "storage/values/number_style.h"

namespace office {

/// Numbers, percentages and money.
bool is_number(const storage::Column& column);

/// What was typed for a column in the form that records know, or what is wrong with it. Only numbers and days have more than one.
storage::Parsed<std::string> plain_text(const storage::Column& column, std::string_view typed,
                                        const storage::Style& style, const storage::Currency& currency);

/// What is in `typed` becomes plain, in rows too; what cannot be read is taken out and has an error.
void resolve_plain(std::span<const storage::Column> columns, const storage::Style& style,
                   const storage::Currency& currency, storage::Typed& typed, storage::Errors& errors);
/// The same for the declared and the custom fields of a record.
void resolve_plain(const storage::Record_type& type, const storage::Definitions& definitions,
                   const storage::Style& style, storage::Typed& typed, storage::Errors& errors);

/// A stored value of any column as it stands in a field of a form.
std::string typed_number(const storage::Column& column, std::string_view plain, char decimal,
                         const storage::Currency& currency);

}  // namespace office
