#pragma once

#include "office/records/kind.h"

namespace office {

std::span<const Kind_row> document_kinds();

}  // namespace office
