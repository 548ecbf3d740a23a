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
    "Cross-Origin-Opener-Policy: same-origin\r\n"
    "Cross-Origin-Resource-Policy: same-origin\r\n";

std::string http_date() {
    return std::format("{:%a, %d %b %Y %T} GMT",
                       std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now()));
}

std::string refusal(int status, std::string_view reason) {
    return refusal(Response::text(std::string(reason) + "\n", status), reason);
}

std::string refusal(const Response& response, std::string_view reason) {
    std::string text =
        std::format("HTTP/1.1 {} {}\r\n{}Date: {}\r\nContent-Type: {}\r\nContent-Length: {}\r\n", response.status,
                    reason, security_headers, http_date(), response.type, response.body->size());
    for (const auto& [name, value] : response.headers) text += std::format("{}: {}\r\n", name, value);
    return text + "Connection: close\r\n\r\n" + *response.body;
}

}  // namespace http
