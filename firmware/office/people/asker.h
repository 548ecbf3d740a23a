// Who asks for a list, today: what "me" and "this_week" in its URL mean (office/records/asking.h).
#pragma once

#include "office/records/asking.h"

namespace office {

Asker asker(storage::Id user, const storage::Style& style = {.decimal = '.'});

}  // namespace office
