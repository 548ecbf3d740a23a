// Merging a record into another one of its kind (office/records/merging.h): which one, then field by field what is to stay.
#pragma once

#include "pages/records/records.h"

namespace pages {

http::Response ask_to_merge(const Records& records, const http::Request& request);
http::Response merge_record(const Records& records, const http::Request& request);

}  // namespace pages
