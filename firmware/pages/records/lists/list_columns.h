// The columns of a list are chosen and put in order on a page of their own, or in what the list opens beside its filters.
//
//   GET  /clients/columns?status=active&column=email
#pragma once

#include "pages/records/records.h"

namespace pages {

http::Response ask_for_columns(const Records& records, const http::Request& request);

}  // namespace pages
