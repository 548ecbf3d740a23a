// Clients that may be there already under another record.
#pragma once

#include <vector>

#include "storage/read.h"

namespace office {

struct Possible_duplicate : storage::Hit {
    bool same_phone = false;  ///< else the same name and city
};

/// Clients that may be the same one: same phone number, or same name and city. At most five; never `id` itself.
std::vector<Possible_duplicate> possible_duplicates(const storage::Read& read, const storage::Typed& typed,
                                                    storage::Id id);

}  // namespace office
