#pragma once

#include <string>

#include "storage/read.h"

namespace api {

enum class Custom_fields : bool { left_out, described };

/// The OpenAPI 3.1 description of every record type as JSON text. What an office asks its clients is its own business, so
/// custom fields are for those who may sign in.
std::string openapi(const storage::Read& read, const std::string& version, Custom_fields custom);

}  // namespace api
