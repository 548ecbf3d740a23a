// Files that are resumed: tus 1.0 with creation, expiration and termination (see README.md).
#pragma once

#include <vector>

#include "http/server.h"
#include "office/documents/uploads.h"

namespace transfer {

std::vector<http::Route> tus_routes(office::Uploads& uploads);

}  // namespace transfer
