// A record as JSON text, written as it is read: a list of many costs no tree of values.
//
// Names are those of the declarations; a part is an object of its own, so are custom fields ("custom": {"budget": …}).
//   texts string · numbers number · money string "12.50" with the digits of the currency · yes/no boolean · date, moment string or null
//   rows: array of objects, each with its number as "line"
//   a file: {"name", "type", "size", "sha256"} or null · a reference to any kind: {"kind": "client", "id": 7} or null
//   a reference: id or null · references: array of ids · many choices: array of strings
#pragma once

#include <string>
#include <string_view>

#include "storage/read.h"

namespace office {

/// `rows` are those of all columns, in their order; hidden ones are left out. A record with amounts says their currency:
/// "currency": "EUR", unless it has a field of that name (says_currency).
void append_record(std::string& out, const storage::Raw& raw, const storage::Rows& rows,
                   const storage::Currency& currency);
/// Whether records of a type do.
bool says_currency(const storage::Record_type& type, const storage::Definitions& definitions);
void append_string(std::string& out, std::string_view text);
/// What a reader sees of a record, figures behind its own columns; they point into the definitions.
storage::Rows shown_rows(const storage::Read& read, const storage::Record_type& type, const storage::Raw& raw,
                         const storage::Definitions& definitions);

/// The two together, with the custom fields that the record may have; `definitions` are those of the type.
void append_seen(std::string& out, const storage::Read& read, const storage::Record_type& type, const storage::Raw& raw,
                 const storage::Definitions& definitions);

}  // namespace office
