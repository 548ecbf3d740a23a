// Does what is stored keep the rules of its kinds? Every change is judged by them (storage/gate.h, among.h), so what breaks one was stored
// by an older program, or around this one.
#pragma once

#include <string>
#include <vector>

#include "storage/store.h"

namespace office {

struct Broken_rules {
    std::size_t count = 0;
    std::vector<std::string> sentences;  ///< which record, and what is wrong with it; the first thousand
};

/// Looks at every record, in short transactions. The store must be sound (storage/upkeep/check.h).
Broken_rules broken_rules(const storage::Store& store);

}  // namespace office
