#include "office/records/rules.h"

#include "storage/error.h"

namespace office {

void never_typed(storage::Write&, const storage::Raw*, std::string&, storage::Errors&) {
    throw storage::Error(storage::Fault::refused, "These records are made by the program and cannot be changed.");
}

}  // namespace office
