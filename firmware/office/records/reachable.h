// Whom a phone or an address book may know.
#pragma once

#include "storage/types/record_type.h"

namespace office {

/// Whether records of a type are somebody who can be called or written to: with a name, an address and a number.
inline bool is_reachable(const storage::Record_type& type) {
    return !type.kind.internal && type.column("name") != nullptr && type.column("email") != nullptr &&
           type.column("phone") != nullptr;
}

}  // namespace office
