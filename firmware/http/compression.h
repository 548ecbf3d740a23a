// Pages and JSON go compressed to whoever takes that: a list of 50 clients is 6 kB then, not 30.
#pragma once

#include "http/request.h"

namespace http {

bool accepts_gzip(const Request& request);

/// Compresses the body (gzip, the quickest level) when it is text worth it and not compressed yet.
void compress(Response& response);

}  // namespace http
