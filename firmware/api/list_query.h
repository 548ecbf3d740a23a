// What the URL of a list in the API asks for.
//
//   ?q=oak &status=active &custom.size=M &client_since.from=2024-01-01 &custom.budget.empty=no &sort=-name &limit=20 &after=…
#pragma once

#include <string>

#include "http/request.h"
#include "storage/read.h"

namespace api {

/// A page holds no more records.
inline constexpr std::size_t largest_limit = 500;

/// Sorted by name when words are searched for and nothing else is asked, otherwise in the order in which they were made.
/// Throws Error{invalid} with all that is unknown, cannot be, or does not go together.
storage::List list_query(const http::Pairs& url, const storage::Record_type& type,
                         const storage::Definitions& definitions);

}  // namespace api
