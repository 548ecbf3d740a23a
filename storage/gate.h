// What every change of a record passes, whoever asks: a form, the API, an import, a verb, a merge, a reference that is
// cleared or redirected, a migration, undo. A kind declares, beside its fields:
//
//   void check(const Invoice&, Errors&)                        what must hold; a change may leave what is wrong already
//   void keep(const Invoice* before, const Invoice& after, Errors&)      what a change must not do; null: a new record
//   bool frozen() const                                        from then on it stays as it is …
//   static constexpr std::array after_freeze{9, 12}            … but for fields with these tags
//
// No text of any kind holds the number of a payment card (values/card_number.h).
//
// check and keep are free functions in the namespace of the kind. Fields that this program does not know are frozen too.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "storage/types/record_type.h"

namespace storage {

/// The field bytes to store for a change from `before` (none: a new record). Throws Error{invalid} with what the kind's
/// rules object to, Error{refused} when a frozen field differs.
std::string pass_gate(const Record_type& type, std::optional<std::string_view> before, std::string after);

/// Throws Error{refused} when it is frozen.
void pass_gate_to_erase(const Record_type& type, std::string_view before);

}  // namespace storage
