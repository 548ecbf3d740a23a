#include "http/answer_head.h"

#include <chrono>
#include <format>

namespace http {

const std::string_view security_headers =
    "Content-Security-Policy: default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; "
    "manifest-src 'self'\r\n"
    "X-Content-Type-Options: nosniff\r\n"
    "Referrer-Policy: same-origin\r\n"
    "Permissions-Policy: camera=(self), geolocation=(self), microphone=(), payment=(), usb=()\r\n"
    "Cross-Origin-Opener-Policy: same-origin\r\n";

std::string http_date() {
    return std::format("{:%a, %d %b %Y %T} GMT",
                       std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now()));
}

std::string refusal(int status, std::string_view reason) {
    return std::format("HTTP/1.1 {} {}\r\n{}Date: {}\r\nContent-Type: text/plain\r\nContent-Length: {}\r\n"
                       "Connection: close\r\n\r\n{}\n",
                       status, reason, security_headers, http_date(), reason.size() + 1, reason);
}

}  // namespace http
