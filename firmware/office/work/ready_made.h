// What an office finds there before it has defined anything.
#pragma once

#include "office/records/sentence.h"
#include "storage/store.h"

namespace office {

/// The kind "Tree" in the language of `say`, once: one that was deleted does not come back.
void make_ready_kinds(storage::Store& store, const storage::Actor& actor, const Say& say);

}  // namespace office
