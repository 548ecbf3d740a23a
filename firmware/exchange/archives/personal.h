// All that the office keeps about one client, for whom it is about (GDPR, Art. 15 and 20).
#pragma once

#include <map>
#include <vector>

#include "exchange/archives/archive.h"

namespace exchange {

/// The client, what refers to it, and what belongs to that: ids by kind, sorted. What belongs to a contact of several clients is the
/// contact's, and stays out.
std::map<std::uint8_t, std::vector<storage::Id>> hanging_on(const storage::Read& read, storage::Subject client);

/// Records as JSON, the files of documents, and what was done, in short: who, when, which fields before and after. Throws
/// Error{not_found}.
Archive personal_data(const Archive_source& source, storage::Subject client, storage::Moment now);

}  // namespace exchange
