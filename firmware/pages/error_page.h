// What people see when something could not be done. Given to the door as Gate::error.
#pragma once

#include <string>

#include "http/request.h"
#include "pages/frame/site.h"
#include "storage/error.h"

namespace pages {

/// `incident` is the number of the log entry when it is our fault, else empty.
/// Inside an htmx request what would be swapped in (422) goes out as a message instead, and the page stays as it is.
http::Response error_page(const Site& site, const http::Request& request, int status, const storage::Error& error,
                          const std::string& incident);

}  // namespace pages
