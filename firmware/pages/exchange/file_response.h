// What goes out as a file: saved under a name, kept by nobody on the way, and noted.
#pragma once

#include <string>
#include <string_view>

#include "http/request.h"
#include "pages/frame/site.h"

namespace pages {

http::Response file_response(std::string_view name, std::string type);
/// As an event of the office: `what` says what it was, without names.
void note_export(const Site& site, const http::Request& request, std::string what);

}  // namespace pages
