// The files that are embedded in the program and go to browsers as they are: /assets/<name>, /favicon.ico.
#pragma once

#include <memory>
#include <optional>
#include <string_view>

#include "http/request.h"

namespace http {

/// Empty when the path is not one of ours to answer. Picks Brotli, gzip or plain by Accept-Encoding; names carry a
/// hash of the content, so browsers keep them for a year.
std::optional<Response> static_file(std::string_view path, const Request& request);

}  // namespace http
