#pragma once

#include "office/records/kind.h"

namespace office {

std::span<const Kind_row> client_kinds();

}  // namespace office
