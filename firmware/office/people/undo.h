// Taking back what was done: who may, and which kinds. What somebody changed since is left alone (storage/undo.h).
//
// What changed few records is taken back at once. A large one, an import or a bulk change, goes by slices in the background
// (undoer.h), and is one operation all the same.
#pragma once

#include "storage/store.h"
#include "storage/undo.h"

namespace office {

/// Operations with more changes than this are taken back by slices.
inline constexpr std::size_t most_undone_at_once = 500;
/// Of what is left alone the first are shown.
inline constexpr std::size_t most_left_shown = 100;

/// Why that operation cannot be taken back by whoever asks, in the user's words; "" when it can. One's own action needs the right
/// that it needed, one's own other changes that to change such records, somebody else's that to delete them.
std::string why_not_undo(const storage::Read& read, const storage::Actor& actor, std::uint64_t operation,
                         storage::Moment now);

/// Whether to offer it beside one of its entries: judged by that one and the first hundred of its operation.
bool offers_undo(const storage::Read& read, const storage::Actor& actor, const storage::Entry& entry,
                 storage::Moment now);

/// What was done to records of that kind is taken back.
bool is_undone(const storage::Read& read, std::uint8_t kind);

/// How taking back an operation stands.
struct Taken_back {
    enum State : std::uint8_t { running, done, failed } state = done;
    std::uint64_t operation = 0;  ///< by which this itself is taken back; 0: nothing was changed
    std::size_t steps = 0, steps_taken = 0;
    std::size_t put_back = 0, left = 0;                ///< records
    std::vector<storage::Left_alone> left_alone = {};  ///< the first of them
    std::string problem = {};                          ///< why it failed
};

/// Takes it back, or begins to and waits a moment for the end. Once more goes on with one that failed. Throws Error{refused}
/// saying why not, Error{stale} when something was changed since of what is taken back whole or not at all (Kind_row::undone_whole).
Taken_back take_back(storage::Store& store, const storage::Actor& actor, std::uint64_t operation);

/// How a large one stands that was begun to be taken back; empty when it was not.
std::optional<Taken_back> taken_back(const storage::Read& read, std::uint64_t operation);

/// How many changes there are to take back, up to a limit. The last one may be of a record that says how it went, as that of an
/// import does, and stays.
std::size_t changes_of(const storage::Read& read, std::uint64_t operation, std::size_t limit = SIZE_MAX);

}  // namespace office
