// Addresses that stand in records already, asked of these records themselves: who may not see a record, or erased it, finds nothing of it.
#pragma once

#include <vector>

#include "places/address.h"
#include "storage/read.h"

namespace pages {

/// Of clients and companies that have all words in their address, each address once.
std::vector<places::Suggestion> saved_addresses(const storage::Read& read, const places::Query& query);

}  // namespace pages
