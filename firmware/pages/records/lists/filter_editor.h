// What a list may be asked for: its fields, and for each a small form. A page, or what the list opens below its filters.
//
//   GET  /clients/filters?status=active&q=oak                        which field
//   GET  /clients/filters?status=active&q=oak&filter.field=status    how; the form leads to the list
//
// A field's form holds all that the address says of it, so nothing that somebody asked for is out of reach.
#pragma once

#include "pages/records/records.h"

namespace pages {

http::Response ask_for_filter(const Records& records, const http::Request& request);

}  // namespace pages
