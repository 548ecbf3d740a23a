// The TLS side of a listener: certificate and key in, SSL_CTX out.
#pragma once

#include <openssl/ssl.h>

#include <memory>
#include <string_view>

namespace http {

/// TLS 1.3, or 1.2 with ECDHE and AEAD; HTTP/1.1 by ALPN. `certificate` may be a chain, own one first. Texts are PEM.
/// Throws Error{unusable} when they are not a certificate and its key.
std::shared_ptr<SSL_CTX> tls_context(std::string_view certificate, std::string_view key);

}  // namespace http
