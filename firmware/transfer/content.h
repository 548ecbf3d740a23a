// The bytes of a file as an answer.
#pragma once

#include "http/request.h"
#include "storage/files/files.h"
#include "storage/values/file.h"

namespace transfer {

/// The bytes of an open file.
http::Content content_of(storage::Descriptor file);

/// In whole or in part, as the request asks, under the name that people know it by; "?download=yes" saves what could be shown.
/// Throws Error{not_found}.
http::Response content(const storage::Files& files, const http::Request& request, const storage::File& file,
                       std::string name);

}  // namespace transfer
