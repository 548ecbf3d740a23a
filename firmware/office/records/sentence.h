// What is wrong with a field, as a whole sentence: “Phone” is not a phone number. Enter a last name.
//
// Errors (storage/error.h) hold what is said of a field; this is where it becomes what people read, on pages and in the API.
#pragma once

#include <functional>
#include <initializer_list>
#include <string>
#include <string_view>

#include "storage/types/column.h"

namespace office {

/// Says an English text in a language, each "{}" in it replaced by the next value.
using Say = std::function<std::string(std::string_view english, std::initializer_list<std::string_view> values)>;

/// `label` is the field's in the language of `say`, or its name where it has none; `missing` what its declaration says when
/// it is empty. What ends in a full stop is a sentence by itself; what ends in a colon goes on with a link.
std::string sentence(std::string_view label, std::string_view missing, std::string_view what, const Say& say);

/// In English: of a column, or of something else that was sent under this name.
std::string sentence(const storage::Column* column, std::string_view name, std::string_view what);

}  // namespace office
