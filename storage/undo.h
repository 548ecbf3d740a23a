// Taking back what an operation did: a change, an erasure with all that went along, an import, a bulk change, a merge.
//
// A record is put back when it still has the revision that the operation left: its fields become what they were, one that was
// made goes, one that was erased comes back under its number with its moment of creation. What somebody changed since is
// left as it is and told. Undoing is an operation itself, and can be undone.
#pragma once

#include <functional>
#include <vector>

#include "storage/write.h"

namespace storage {

/// A record that was not put back.
struct Left_alone {
    Subject subject;
    std::string name;
    std::string now;   ///< its fields; "" when it is not there
    std::string then;  ///< what they would have become; "": it would have gone
};

struct Undone {
    std::size_t put_back = 0;
    std::vector<Left_alone> left_alone;
};

/// For how long an operation can be taken back.
inline constexpr std::chrono::days undo_within{30};

/// The first entry of an operation. Throws Error{not_found} when there is none, Error{refused} when it is too old to be taken
/// back, or when personal details were erased from it.
Entry undoable(const Read& read, std::uint64_t operation, Moment now);

/// Of records of the kinds that `takes` says, the others are passed over. Throws as undoable() does.
Undone undo(Write& write, std::uint64_t operation, const std::function<bool(std::uint8_t kind)>& takes = {});

}  // namespace storage
