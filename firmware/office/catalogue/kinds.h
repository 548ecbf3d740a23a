#pragma once

#include "office/records/kind.h"

namespace office {

std::span<const Kind_row> catalogue_kinds();

}  // namespace office
