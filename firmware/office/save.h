// The one way in which typed text becomes a stored record: pages, the JSON API and imports all come through here, so
// that the office's rules hold everywhere.
#pragma once

#include "storage/store.h"

namespace office {

/// How references were typed.
enum class References : std::uint8_t {
    ids,    ///< "7", "3,9": the JSON API
    names,  ///< "Acme", "VIP, Lead": forms and CSV; a company or tag that is not there yet is made
};

/// Stores what was typed as a new record (id 0) or as a change of one; fields that are not in `typed` stay.
/// Throws Error{invalid} with a message for each field, Error{stale} when `revision` is not the stored one,
/// Error{refused} when a rule of the office forbids it.
storage::Raw save(storage::Write& write, const storage::Record_type& type, storage::Id id, std::uint64_t revision,
                  const storage::Typed& typed, References references);

/// Erases a record and what goes with it. Throws Error{refused} when a rule forbids it.
void erase(storage::Write& write, const storage::Record_type& type, storage::Id id);

/// A reference's text for people: the names, with ", " between them.
std::string names_of(const storage::Read& read, const storage::Row& row);

/// Clients that may be the same one: same phone number, or same name and city. At most five; never `id` itself.
std::vector<storage::Hit> possible_duplicates(const storage::Read& read, const storage::Typed& typed, storage::Id id);

}  // namespace office
