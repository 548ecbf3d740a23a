// Saved views that name a person who is erased for good, and nobody else: "Quetzal’s trees", filtered by that client's name.
#pragma once

#include <vector>

#include "storage/write.h"

namespace office {

/// They go, and with them what the journal says of them. `gone`: what the persons were, the entries of their deletion.
void erase_views_naming(storage::Write& write, const std::vector<storage::Entry>& gone);

}  // namespace office
