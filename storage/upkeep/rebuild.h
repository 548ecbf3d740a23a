// Makes figures, indexes and search words anew from the records, in slices: each is a transaction of its own, so that neither memory
// nor the file has to hold all of it twice.
#pragma once

#include <functional>
#include <vector>

#include "storage/upkeep/manifest.h"

namespace storage {

/// `progress` is called with 0 to 1 while there is something to do; what it throws breaks off the work, which is then seen and
/// done at the next opening.
void rebuild(Engine& engine, const Schema& schema, const std::vector<Rebuild>& rebuilds,
             const std::function<void(double)>& progress);

/// What else follows from records and journal: how many there are of each kind, the next number of each, and when each was
/// last written about. For damage; nothing else needs it.
void recount(Engine& engine, const Schema& schema);

}  // namespace storage
