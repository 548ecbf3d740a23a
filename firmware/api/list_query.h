// What the URL of a list in the API asks for.
//
//   ?limit=20 &sort=-name &after=… &status=active &custom.size=M     or, by search:  ?q=oak &limit=20 &after=… &status=active
#pragma once

#include <string>

#include "http/request.h"
#include "storage/read.h"

namespace api {

/// A page holds no more records.
inline constexpr std::size_t largest_limit = 500;

struct List_query {
    std::string words;     ///< what is searched for; "" when nothing is
    std::size_t skip = 0;  ///< of what was found: the pages before
    storage::List list;    ///< each filter has one key
};

/// Throws Error{invalid} with all that is unknown, cannot be, or does not go together.
List_query list_query(const http::Pairs& url, const storage::Record_type& type,
                      const storage::Definitions& definitions);

}  // namespace api
