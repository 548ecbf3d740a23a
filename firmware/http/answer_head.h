// What stands in the head of every answer.
#pragma once

#include <string>
#include <string_view>

#include "http/request.h"

namespace http {

/// Whole lines.
extern const std::string_view security_headers;

/// Now, as RFC 9110, 5.6.7 writes it.
std::string http_date();

/// A whole answer to what did not become a request; the connection ends with it.
std::string refusal(int status, std::string_view reason);
/// Likewise, with more to say.
std::string refusal(const Response& response, std::string_view reason);

}  // namespace http
