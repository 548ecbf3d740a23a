// Which of the bytes in files.h the records name: what is swept, what is checked.
#pragma once

#include <set>
#include <span>
#include <string>
#include <vector>

#include "storage/files/files.h"
#include "storage/store.h"

namespace storage {

/// The files of one record.
std::vector<File> files_of(const Record_type& type, std::string_view fields);
bool is_named(const Read& read, std::string_view digest);
/// What records named that were erased since, and may be put back (undo.h).
std::set<std::string, std::less<>> named_by_erased(const Read& read, Moment since);

/// Bytes that a record named which was erased for good: they need not get old before they go.
struct Let_go {
    std::string digest;
    Moment arrived_by;  ///< the same that arrived later may be about to be named by another one
};

/// Removes what no record names, and no erased one that may come back; what never arrived whole, too. Nothing while there are
/// records of a newer program, which may name files. How many files that were.
std::size_t sweep_unnamed(const Store& store, Files& files, Moment now, std::span<const Let_go> erased = {});

struct File_findings {
    std::uint64_t files = 0;            ///< that records name
    std::vector<std::string> problems;  ///< a sentence each: missing, or not what arrived
    std::uint64_t strays = 0;           ///< that no record names: they are swept after a while
};
/// Reads all of them.
File_findings check_files(const Store& store, const Files& files);

}  // namespace storage
