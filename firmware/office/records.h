// Every record type of the office, one line each.
#pragma once

#include <vector>

#include "storage/record_type.h"

namespace office {

/// In the order in which navigation, export and the API description list them.
std::vector<const storage::Record_type*> record_types();

}  // namespace office
