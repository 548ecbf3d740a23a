// What stands in a file of records beside the records: pages that were freed, gaps inside pages, room behind long values, keys in
// branches that say where erased ones stood. LMDB's compacting copy leaves out the first only. So each entry is put into a
// new file, which takes the place of the old one, whose bytes then go.
//
//   records.db.fresh    the new file until it is whole; then, since the two change names, the old one until it is overwritten
//
// Names change places in one step that is on the disk before the first old byte is touched. So a cut at any moment leaves the old
// file or the new one as records.db, and what has the other name may always be overwritten.
//
// Overwriting is all that a program can do: flash memory writes elsewhere and keeps the old cells until it needs them, and so do
// file systems that copy on writing. What was given back (discarded) is cleared by the device in its own time.
//
// Errors: full, unusable, corrupt.
#pragma once

#include <cstdint>
#include <filesystem>

#include "storage/disk/engine.h"

namespace storage {

std::filesystem::path fresh_copy_of(const std::filesystem::path& file);

/// All that the snapshot has, in a new file, on the disk when this returns and looked at once more. Its transaction has the
/// number of the snapshot, so that whoever waits to open the file finds what he expects, and numbers go on behind it. Returns
/// the least number that this needs, as many as writing takes transactions; with a lower one, as a store that was restored may
/// have, the new file is of no use.
std::uint64_t write_fresh_copy(const Transaction& snapshot, const std::filesystem::path& copy);

/// Each gets the other's name, on the disk once their folder is. Throws Error{unusable} where the file system cannot.
void exchange_names(const std::filesystem::path& one, const std::filesystem::path& other);

/// Overwrites it, gives its room back to the device and removes it. Does nothing when it is not there.
void overwrite_and_remove(const std::filesystem::path& file);

}  // namespace storage
