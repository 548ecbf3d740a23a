#pragma once

#include "office/records/kind.h"

namespace office {

std::span<const Kind_row> message_kinds();

}  // namespace office
