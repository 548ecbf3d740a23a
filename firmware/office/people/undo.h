// Taking back what was done: who may, and which kinds. What somebody changed since is left alone (storage/undo.h).
#pragma once

#include "storage/undo.h"

namespace office {

/// Why that operation cannot be taken back by whoever asks, in the user's words; "" when it can. One's own needs the right to
/// change such records, somebody else's the right to delete them.
std::string why_not_undo(const storage::Read& read, const storage::Actor& actor, std::uint64_t operation,
                         storage::Moment now);

/// Whether to offer it beside one of its entries: judged by that one alone, since an import has very many.
bool offers_undo(const storage::Read& read, const storage::Actor& actor, const storage::Entry& entry,
                 storage::Moment now);

/// How many changes there are to take back, up to a limit. The last one may be of a record that says how it went, as that of an
/// import does, and stays.
std::size_t changes_of(const storage::Read& read, std::uint64_t operation, std::size_t limit = SIZE_MAX);

/// Throws Error{refused} saying why.
storage::Undone undo(storage::Write& write, std::uint64_t operation);

}  // namespace office
