// What somebody sees who sees only what their own work is about: the records that are theirs (Kind_row::own), the clients that
// these name, and what hangs on those.
#pragma once

#include "office/records/kind.h"

namespace office {

/// Whether they see only some of that kind: it tells of clients.
bool is_limited_to_own_work(const storage::Record_type& type);
/// Which records of a kind they see; everything of kinds that tell of nobody: tags, settings.
storage::Visible seen_of_own_work(const storage::Read& whole, storage::Id person, const storage::Record_type& type);

}  // namespace office
