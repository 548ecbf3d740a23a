#pragma once

#include "office/records/kind.h"

namespace office {

std::span<const Kind_row> exchange_kinds();

}  // namespace office
