// Taking back what an operation did: a change, an erasure with all that went along, an import, a bulk change, a merge.
//
// A change is taken back when the fields that it changed still have the values that it left: they become what they were, and
// other fields stay as they are by now. A record that was made goes when nobody changed it since, one that was erased comes
// back under its number with its moment of creation. What does not fit is left as it is and told; what is already as it
// would become is passed over. Undoing is an operation itself, and can be undone.
#pragma once

#include <chrono>
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
    Errors why = {};   ///< by field, or "" for the whole; none where nobody knows any more
};

struct Undone {
    std::size_t put_back = 0;
    std::size_t passed_over = 0;  ///< were as they would have become
    std::vector<Left_alone> left_alone;
};

/// For how long an operation can be taken back.
inline constexpr std::chrono::days undo_within{30};

/// The first entry of an operation. Throws Error{not_found} when there is none, Error{refused} when it is too old to be taken
/// back, or when personal details were erased from it.
Entry undoable(const Read& read, std::uint64_t operation, Moment now);

/// Which kinds are taken back; records of others are passed over. Empty: all.
using Takes = std::function<bool(std::uint8_t kind)>;

/// All at once. Throws as undoable() does.
Undone undo(Write& write, std::uint64_t operation, const Takes& takes = {});

/// An operation that is taken back step by step, so that one of very many records need not be one transaction. The steps of
/// an operation are always the same, the store is sound behind each, and one that was taken already changes nothing.
class Undoing {
  public:
    Undoing(const Read& read, std::uint64_t operation, const Takes& takes = {});

    std::size_t steps() const { return steps_.size(); }
    /// Takes the steps from `from` on until all are taken or it is that late, one at least. Returns the first that was not.
    std::size_t run(Write& write, std::size_t from, std::chrono::steady_clock::time_point end, Undone& undone) const;

    /// What the operation did to one record.
    struct Story {
        Subject subject;
        std::vector<std::uint64_t> entries;  ///< newest first
        bool was_made = false, is_erased = false;
        bool belongs_to_next = false;  ///< refers to what the next steps bring back: one transaction with them
    };

  private:
    void add_erased(const Read& read, std::vector<Story> erased);
    std::vector<Story> steps_;
};

/// How a record of that operation stands, and what it would become; for one that was left alone.
Left_alone left_alone(const Read& read, std::uint64_t operation, Subject subject);

}  // namespace storage
