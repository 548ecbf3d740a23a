// What a file of a kind of records may look like.
#pragma once

#include <functional>
#include <string>

#include "storage/read.h"

namespace exchange {

/// CSV with every column that can be imported, called as `title_of` says, and one row that goes in as it stands. What a record
/// must refer to is one that is here.
std::string sample_file(const storage::Read& read, const storage::Record_type& type,
                        const std::function<std::string(const storage::Column&)>& title_of);

}  // namespace exchange
