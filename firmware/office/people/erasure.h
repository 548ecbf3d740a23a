// Erasing for good what was deleted (GDPR, Art. 17): what the journal says of it goes, so that nobody can read it or take the deletion
// back; also what it says of records that were merged into it (records/merger.h). That it was there, and who deleted it when, stays.
// The file of the records is written anew soon after (Store::renew), and the files of imports go, since it may stand in them; files of
// documents go with it, those too that came a moment ago (erased_file.h).
//
// Not reached: backups that were made before, and what people wrote of it into other records.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "storage/write.h"

namespace office {

/// What an operation deleted and what is still gone and not erased yet, up to a limit.
std::vector<storage::Entry> gone_by(const storage::Read& read, std::uint64_t operation, std::size_t limit = SIZE_MAX);

/// Why `actor` cannot erase for good what that operation deleted, in the user's words; "" when it can.
std::string why_not_erase_for_good(const storage::Read& read, const storage::Actor& actor, std::uint64_t operation);

/// Whether to offer it: judged by the first hundred entries of the operation.
bool offers_erasure(const storage::Read& read, const storage::Actor& actor, std::uint64_t operation);

/// Returns how many records that were. Noted as an event, without names; `address`: where it was asked from. Throws
/// Error{refused} saying why not.
std::size_t erase_for_good(storage::Write& write, std::uint64_t operation, std::string_view address);

}  // namespace office
