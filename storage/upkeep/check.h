// Is every byte of the store what was written, and do all its parts agree? Read-only; others may go on writing.
//
// First the pages of the file (lmdb_pages.h), since LMDB may only touch sound ones; then every record (checksum, fields),
// every index entry and search word both ways, references, counts, figures (counted anew), and the chain of
// the journal.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "storage/store.h"

namespace storage {

struct Findings {
    std::uint64_t records = 0, index_entries = 0, words = 0, journal_entries = 0;
    std::uint64_t problem_count = 0;
    std::vector<std::string> problems;  ///< a sentence each; the first thousand
    /// Records of kinds that only another version of the program knows: they are kept.
    struct Kept {
        std::string title;
        std::uint64_t count;
    };
    std::vector<Kept> kept;
    bool sound() const { return problem_count == 0; }
};

/// The pages of the file alone: what is wrong, a sentence each.
std::vector<std::string> check_pages(const Store& store);

/// `progress` is called with 0 to 1.
Findings check(const Store& store, const std::function<void(double)>& progress = {});

}  // namespace storage
