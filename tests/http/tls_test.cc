// Which versions and ciphers of TLS the box speaks.
#include <openssl/ssl.h>

#include <catch2/catch_test_macros.hpp>
#include <memory>

#include "http/transport/certificate.h"
#include "http/transport/tls.h"

namespace http::test {
namespace {

template <auto free> struct Free {
    template <class T> void operator()(T* thing) const { free(thing); }
};
using Ssl = std::unique_ptr<SSL, Free<SSL_free>>;

/// The cipher that a client of that version, with those ciphers of 1.2, comes to with the box; "" when to none.
std::string agreed(SSL_CTX* box, int version, const char* ciphers = "ALL:@SECLEVEL=0") {
    const std::unique_ptr<SSL_CTX, Free<SSL_CTX_free>> settings(SSL_CTX_new(TLS_client_method()));
    SSL_CTX_set_min_proto_version(settings.get(), version);
    SSL_CTX_set_max_proto_version(settings.get(), version);
    SSL_CTX_set_cipher_list(settings.get(), ciphers);
    const Ssl client(SSL_new(settings.get())), server(SSL_new(box));
    BIO *client_end = nullptr, *server_end = nullptr;
    BIO_new_bio_pair(&client_end, 0, &server_end, 0);
    SSL_set_bio(client.get(), client_end, client_end);
    SSL_set_bio(server.get(), server_end, server_end);
    SSL_set_connect_state(client.get());
    SSL_set_accept_state(server.get());
    for (int i = 0; i < 10; ++i)
        if (SSL_do_handshake(client.get()) == 1 && SSL_do_handshake(server.get()) == 1)
            return SSL_get_cipher_name(client.get());
        else
            SSL_do_handshake(server.get());
    return {};
}

}  // namespace

TEST_CASE("TLS 1.2 has forward secrecy and authenticated encryption, and nothing older is spoken", "[X4]") {
    const auto now = std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
    const auto authority = make_authority("Test", now);
    const auto own = make_server_certificate(authority, {"box.local"}, now);
    const auto box = tls_context(own.certificate, own.key);
    CHECK(agreed(box.get(), TLS1_3_VERSION).starts_with("TLS_"));
    for (const auto* good :
         {"ECDHE-ECDSA-AES128-GCM-SHA256", "ECDHE-ECDSA-AES256-GCM-SHA384", "ECDHE-ECDSA-CHACHA20-POLY1305"}) {
        INFO(good);
        CHECK(agreed(box.get(), TLS1_2_VERSION, good) == good);
    }
    for (const auto* bad : {"ECDHE-ECDSA-AES256-SHA384", "ECDHE-ECDSA-AES128-SHA", "ECDHE-ECDSA-AES128-CCM"}) {
        INFO(bad);
        CHECK(agreed(box.get(), TLS1_2_VERSION, bad).empty());
    }
    CHECK(agreed(box.get(), TLS1_1_VERSION).empty());
    CHECK(agreed(box.get(), TLS1_VERSION).empty());
}

}  // namespace http::test
