// The rules of the office beyond what a record type declares and its check() judges: those that need to see other
// records, or who is asking. One row for each kind in rules.cc; save.h applies them.
#pragma once

#include "storage/write.h"

namespace office {

/// Judges what is about to be stored and completes it. `stored` is null for a new record.
void apply_rules(storage::Write& write, const storage::Record_type& type, const storage::Raw* stored,
                 std::string& fields, storage::Errors& errors);

/// Does to other records what follows from this one.
void follow_rules(storage::Write& write, const storage::Record_type& type, const storage::Raw& saved);

/// Throws Error{refused} when it has to stay; takes out what erasing does not take along by itself.
void prepare_erase(storage::Write& write, const storage::Record_type& type, const storage::Raw& stored);

/// Is that an administrator, or the box itself (command line, import)?
bool is_admin(const storage::Read& read, const storage::Actor& actor);

}  // namespace office
