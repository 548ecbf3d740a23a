// What the safety of accounts does when the store takes nothing: it goes on from memory.
#pragma once

#include "storage/error.h"

namespace office {

/// The store takes nothing, whatever it is.
inline bool is_no_room(const storage::Error& error) {
    using storage::Fault;
    return error.fault() == Fault::full || error.fault() == Fault::read_only || error.fault() == Fault::unusable ||
           error.fault() == Fault::corrupt;
}

}  // namespace office
