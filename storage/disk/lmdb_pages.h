// Looks at the file of the records without LMDB, which trusts every byte of it: a flipped bit can send LMDB reading
// anywhere. Every page that the newest snapshot reaches is read with pread and checked before LMDB may touch it.
//
// Found: pages and nodes out of place, keys out of order, wrong counts, pages used twice. Not found: what a value says;
// that is what checksums are for (check.h). Nothing here throws on damage or changes the file. Others may write at the same
// time as long as the caller holds a snapshot.
#pragma once

#include <filesystem>
#include <functional>
#include <span>
#include <string>
#include <vector>

namespace storage {

/// The whole file; progress from 0 to 1. Returns what is wrong, a sentence each, at most 100. A file that is empty is sound.
std::vector<std::string> verify_pages(const std::filesystem::path& file,
                                      const std::function<void(double)>& progress = {});

/// A named tree, as Engine makes them.
struct Named_tree {
    const char* name;
    bool whole;  ///< walked by verify_meta; of others only the root is looked at
};

/// Only what opening the file and the small trees `whole` make LMDB read: milliseconds, but for a file that is shorter
/// than it says. All trees must be there, unless none is.
std::vector<std::string> verify_meta(const std::filesystem::path& file, std::span<const Named_tree> trees);

}  // namespace storage
