// What work in the background has in common.
#pragma once

#include <chrono>

#include "storage/journal.h"

namespace office {

/// In whose name it changes what nobody asked for.
inline const storage::Actor the_box{.user = 0, .name = "Clientbox"};

/// As long as this it holds the writer at a time, and what it puts off until that ends: others save in between.
inline constexpr std::chrono::milliseconds slice{60};

}  // namespace office
