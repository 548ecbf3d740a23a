// One field of many records gets the same value (bulk.h): which field is asked first, then the value.
//
//   GET  /clients/bulk?bulk.verb=change&bulk.id=3                       which field
//   GET  /clients/bulk?bulk.verb=change&bulk.id=3&bulk.field=status     which value; POST sets it
#pragma once

#include "pages/records/lists/bulk.h"

namespace pages {

inline constexpr std::string_view change_verb = "change";
inline constexpr std::string_view field_name = "bulk.field";

/// Whether this person may change records of that kind at all.
bool may_change_many(const http::Request& request, const storage::Kind& kind);

http::Response ask_to_change_many(const Records& records, const http::Request& request);
http::Response change_many(const Records& records, const http::Request& request);

}  // namespace pages
