#include "http/transport/tls.h"

#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/x509.h>

#include <string>

#include "storage/error.h"

namespace http {
namespace {

template <auto free> struct Free {
    template <class T> void operator()(T* thing) const { free(thing); }
};
using Bio = std::unique_ptr<BIO, Free<BIO_free_all>>;
using Key = std::unique_ptr<EVP_PKEY, Free<EVP_PKEY_free>>;
using Certificate = std::unique_ptr<X509, Free<X509_free>>;

/// Of TLS 1.2, those with forward secrecy and authenticated encryption (RFC 9325, 4.2); those of 1.3 all have both.
constexpr const char* ciphers_1_2 = "ECDHE+AESGCM:ECDHE+CHACHA20";

[[noreturn]] void refuse(const char* what) {
    char text[256] = "";
    ERR_error_string_n(ERR_get_error(), text, sizeof text);
    throw storage::Error(storage::Fault::unusable,
                         std::string("The certificate for HTTPS cannot be used: ") + what + ".", text);
}

Bio reader(std::string_view text) { return Bio(BIO_new_mem_buf(text.data(), static_cast<int>(text.size()))); }

int choose_http_1_1(SSL*, const unsigned char** chosen, unsigned char* length, const unsigned char* offered,
                    unsigned offered_length, void*) {
    static constexpr unsigned char ours[] = "\x08http/1.1";
    auto* out = const_cast<unsigned char**>(chosen);
    return SSL_select_next_proto(out, length, ours, sizeof ours - 1, offered, offered_length) == OPENSSL_NPN_NEGOTIATED
               ? SSL_TLSEXT_ERR_OK
               : SSL_TLSEXT_ERR_NOACK;
}

void use_chain(SSL_CTX* context, std::string_view pem) {
    auto bio = reader(pem);
    Certificate own(PEM_read_bio_X509(bio.get(), nullptr, nullptr, nullptr));
    if (!own || SSL_CTX_use_certificate(context, own.get()) != 1) refuse("it is not a certificate in PEM form");
    while (Certificate next{PEM_read_bio_X509(bio.get(), nullptr, nullptr, nullptr)})
        SSL_CTX_add1_chain_cert(context, next.get());
    ERR_clear_error();  // the end of the text is reported as an error
}

}  // namespace

std::shared_ptr<SSL_CTX> tls_context(std::string_view certificate, std::string_view key) {
    std::shared_ptr<SSL_CTX> context(SSL_CTX_new(TLS_server_method()), SSL_CTX_free);
    if (!context) refuse("TLS is not available");
    SSL_CTX_set_min_proto_version(context.get(), TLS1_2_VERSION);
    SSL_CTX_set_cipher_list(context.get(), ciphers_1_2);
    SSL_CTX_set_options(context.get(), SSL_OP_NO_COMPRESSION | SSL_OP_NO_RENEGOTIATION);
    SSL_CTX_set_mode(context.get(),
                     SSL_MODE_ENABLE_PARTIAL_WRITE | SSL_MODE_ACCEPT_MOVING_WRITE_BUFFER | SSL_MODE_RELEASE_BUFFERS);
    SSL_CTX_set_alpn_select_cb(context.get(), choose_http_1_1, nullptr);
    use_chain(context.get(), certificate);
    auto bio = reader(key);
    Key secret(PEM_read_bio_PrivateKey(bio.get(), nullptr, nullptr, nullptr));
    if (!secret || SSL_CTX_use_PrivateKey(context.get(), secret.get()) != 1) refuse("its key does not belong to it");
    return context;
}

}  // namespace http
