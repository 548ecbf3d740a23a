#pragma once

#include <string>

#include "storage/read.h"

namespace api {

/// The OpenAPI 3.1 description of every record type, custom fields included, as JSON text.
std::string openapi(const storage::Read& read, const std::string& version);

}  // namespace api
