// What stands in the head of every answer.
#pragma once

#include <string>
#include <string_view>

namespace http {

/// Whole lines.
extern const std::string_view security_headers;

/// Now, as RFC 9110, 5.6.7 writes it.
std::string http_date();

/// A whole answer to what did not become a request.
std::string refusal(int status, std::string_view reason);

}  // namespace http
