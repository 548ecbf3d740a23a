#include "http/transport/certificate.h"

#include <arpa/inet.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/rand.h>
#include <openssl/x509v3.h>

#include <algorithm>
#include <array>
#include <ctime>
#include <format>
#include <memory>

#include "storage/error.h"

namespace http {
namespace {

using namespace std::chrono_literals;

constexpr auto authority_life = std::chrono::days{3652};
constexpr auto server_life = std::chrono::days{397};
constexpr auto renew_before_end = std::chrono::days{30};
constexpr auto backdated = std::chrono::days{1};  // clocks of devices differ

template <auto free> struct Free {
    template <class T> void operator()(T* thing) const { free(thing); }
};
using Bio = std::unique_ptr<BIO, Free<BIO_free_all>>;
using Key = std::unique_ptr<EVP_PKEY, Free<EVP_PKEY_free>>;
using X509_owned = std::unique_ptr<X509, Free<X509_free>>;

[[noreturn]] void fail(const char* what) {
    std::array<char, 256> text{};
    ERR_error_string_n(ERR_get_error(), text.data(), text.size());
    throw storage::Error(storage::Fault::unusable, std::string("The certificate of this box cannot be used: ") + what,
                         text.data());
}

void must(int result, const char* what) {
    if (result <= 0) fail(what);
}

Bio reader(std::string_view text) { return Bio(BIO_new_mem_buf(text.data(), static_cast<int>(text.size()))); }

std::string text_of(BIO* bio) {
    char* bytes = nullptr;
    auto size = BIO_get_mem_data(bio, &bytes);
    return {bytes, static_cast<std::size_t>(size)};
}

/// Null when the text is no certificate.
X509_owned read_certificate(std::string_view pem) {
    X509_owned read(PEM_read_bio_X509(reader(pem).get(), nullptr, nullptr, nullptr));
    ERR_clear_error();
    return read;
}

Key read_key(std::string_view pem) {
    Key read(PEM_read_bio_PrivateKey(reader(pem).get(), nullptr, nullptr, nullptr));
    ERR_clear_error();
    return read;
}

std::string pem_of(X509* certificate) {
    Bio bio(BIO_new(BIO_s_mem()));
    must(PEM_write_bio_X509(bio.get(), certificate), "it cannot be written");
    return text_of(bio.get());
}

std::string pem_of(EVP_PKEY* key) {
    Bio bio(BIO_new(BIO_s_mem()));
    must(PEM_write_bio_PKCS8PrivateKey(bio.get(), key, nullptr, nullptr, 0, nullptr, nullptr), "no key");
    return text_of(bio.get());
}

bool is_address(const std::string& name) {
    std::unique_ptr<ASN1_OCTET_STRING, Free<ASN1_OCTET_STRING_free>> parsed(a2i_IPADDRESS(name.c_str()));
    ERR_clear_error();
    return parsed != nullptr;
}

void add_extension(X509* certificate, X509* issuer, int kind, const std::string& value) {
    X509V3_CTX context;
    X509V3_set_ctx(&context, issuer, certificate, nullptr, nullptr, 0);
    std::unique_ptr<X509_EXTENSION, Free<X509_EXTENSION_free>> extension(
        X509V3_EXT_conf_nid(nullptr, &context, kind, value.c_str()));
    if (!extension) fail(("it cannot say " + value).c_str());
    must(X509_add_ext(certificate, extension.get(), -1), "extension");
}

/// Version 3, a random serial number, that key and that life; no names, no extensions, no signature yet.
X509_owned blank(EVP_PKEY* key, Moment from, Moment until) {
    X509_owned made(X509_new());
    must(X509_set_version(made.get(), X509_VERSION_3), "version");
    std::array<unsigned char, 16> serial;
    must(RAND_bytes(serial.data(), serial.size()), "no random numbers");
    serial[0] &= 0x7FU;
    std::unique_ptr<BIGNUM, Free<BN_free>> number(BN_bin2bn(serial.data(), serial.size(), nullptr));
    BN_to_ASN1_INTEGER(number.get(), X509_get_serialNumber(made.get()));
    ASN1_TIME_set(X509_getm_notBefore(made.get()), std::chrono::system_clock::to_time_t(from));
    ASN1_TIME_set(X509_getm_notAfter(made.get()), std::chrono::system_clock::to_time_t(until));
    must(X509_set_pubkey(made.get(), key), "key");
    return made;
}

void add_name(X509_NAME* name, const char* field, std::string_view value) {
    must(X509_NAME_add_entry_by_txt(name, field, MBSTRING_UTF8, reinterpret_cast<const unsigned char*>(value.data()),
                                    static_cast<int>(value.size()), -1, 0),
         "name");
}

std::string alternative_names(const std::vector<std::string>& names) {
    std::string list;
    for (const auto& name : names)
        list += (list.empty() ? "" : ",") + (is_address(name) ? "IP:" + name : "DNS:" + name);
    return list;
}

bool covers(X509* certificate, const std::string& name) {
    if (is_address(name)) return X509_check_ip_asc(certificate, name.c_str(), 0) == 1;
    return X509_check_host(certificate, name.c_str(), name.size(), 0, nullptr) == 1;
}

std::string bytes_of(const ASN1_STRING* string) {
    return {reinterpret_cast<const char*>(ASN1_STRING_get0_data(string)),
            static_cast<std::size_t>(ASN1_STRING_length(string))};
}

bool is_address_size(int bytes) { return bytes == 4 || bytes == 16; }

std::string address_in(const std::string& bytes) {
    std::array<char, INET6_ADDRSTRLEN> text{};
    inet_ntop(bytes.size() == 4 ? AF_INET : AF_INET6, bytes.data(), text.data(), text.size());
    return text.data();
}

/// A host name that may stand in a certificate: a comma would start another name.
bool is_host_name(std::string_view name) {
    return !name.empty() && name.size() <= 253 && std::ranges::all_of(name, [](unsigned char letter) {
        return (letter >= '0' && letter <= '9') || (letter >= 'a' && letter <= 'z') ||
               (letter >= 'A' && letter <= 'Z') || letter == '-' || letter == '.';
    });
}

}  // namespace

Certificate make_authority(std::string_view name, Moment now) {
    Key key(EVP_EC_gen("P-256"));
    if (!key) fail("no key could be made");
    auto made = blank(key.get(), now - backdated, now + authority_life);
    auto* subject = X509_get_subject_name(made.get());
    add_name(subject, "O", "Clientbox");
    add_name(subject, "CN", name.substr(0, 64));
    must(X509_set_issuer_name(made.get(), subject), "issuer");
    add_extension(made.get(), made.get(), NID_basic_constraints, "critical,CA:TRUE,pathlen:0");
    add_extension(made.get(), made.get(), NID_key_usage, "critical,keyCertSign,cRLSign");
    add_extension(made.get(), made.get(), NID_subject_key_identifier, "hash");
    must(X509_sign(made.get(), key.get(), EVP_sha256()), "signature");
    return {pem_of(made.get()), pem_of(key.get())};
}

std::vector<std::string> server_names(std::string_view host, const std::vector<std::string>& addresses) {
    std::vector<std::string> names;
    auto add = [&](std::string name) {
        bool good = is_address(name) || is_host_name(name);
        if (good && std::ranges::find(names, name) == names.end()) names.push_back(std::move(name));
    };
    add(std::string(host));
    if (!host.empty() && !host.contains('.')) add(std::string(host) + ".local");
    for (const auto* name : {"localhost", "127.0.0.1", "::1"}) add(name);
    for (const auto& address : addresses) add(address);
    return names;
}

Certificate make_server_certificate(const Certificate& authority, const std::vector<std::string>& names, Moment now) {
    auto issuer = read_certificate(authority.certificate);
    auto issuer_key = read_key(authority.key);
    if (!issuer || !issuer_key || X509_check_private_key(issuer.get(), issuer_key.get()) != 1)
        fail("its authority's certificate and key do not belong together");
    if (names.empty()) fail("it has no name");
    Key key(EVP_EC_gen("P-256"));
    if (!key) fail("no key could be made");
    auto made = blank(key.get(), now - backdated, now - backdated + server_life);
    auto* subject = X509_get_subject_name(made.get());
    add_name(subject, "CN", std::string_view(names.front()).substr(0, 64));
    must(X509_set_issuer_name(made.get(), X509_get_subject_name(issuer.get())), "issuer");
    add_extension(made.get(), issuer.get(), NID_basic_constraints, "critical,CA:FALSE");
    add_extension(made.get(), issuer.get(), NID_key_usage, "critical,digitalSignature");
    add_extension(made.get(), issuer.get(), NID_ext_key_usage, "serverAuth");
    add_extension(made.get(), issuer.get(), NID_subject_key_identifier, "hash");
    add_extension(made.get(), issuer.get(), NID_authority_key_identifier, "keyid:always");
    add_extension(made.get(), issuer.get(), NID_subject_alt_name, alternative_names(names));
    must(X509_sign(made.get(), issuer_key.get(), EVP_sha256()), "signature");
    return {pem_of(made.get()) + authority.certificate, pem_of(key.get())};
}

bool needs_renewal(const Certificate& server, const Certificate& authority, const std::vector<std::string>& names,
                   Moment now) {
    auto own = read_certificate(server.certificate);
    auto key = read_key(server.key);
    auto issuer = read_certificate(authority.certificate);
    if (!own || !key || !issuer || X509_check_private_key(own.get(), key.get()) != 1) return true;
    if (X509_verify(own.get(), X509_get0_pubkey(issuer.get())) != 1) return true;
    auto at = std::chrono::system_clock::to_time_t(now);
    auto soon = std::chrono::system_clock::to_time_t(now + renew_before_end);
    if (X509_cmp_time(X509_get0_notBefore(own.get()), &at) > 0) return true;
    if (X509_cmp_time(X509_get0_notAfter(own.get()), &soon) < 0) return true;
    return !std::ranges::all_of(names, [&](const auto& name) { return covers(own.get(), name); });
}

std::vector<std::string> names_of(std::string_view certificate) {
    const auto read = read_certificate(certificate);
    if (!read) return {};
    const std::unique_ptr<GENERAL_NAMES, Free<GENERAL_NAMES_free>> all(
        static_cast<GENERAL_NAMES*>(X509_get_ext_d2i(read.get(), NID_subject_alt_name, nullptr, nullptr)));
    std::vector<std::string> names;
    for (int i = 0; all && i < sk_GENERAL_NAME_num(all.get()); ++i) {
        const auto* name = sk_GENERAL_NAME_value(all.get(), i);
        if (name->type == GEN_DNS) names.push_back(bytes_of(name->d.dNSName));
        if (name->type == GEN_IPADD && is_address_size(name->d.iPAddress->length))
            names.push_back(address_in(bytes_of(name->d.iPAddress)));
    }
    return names;
}

std::string der_of(std::string_view certificate) {
    auto read = read_certificate(certificate);
    if (!read) fail("it is not in PEM form");
    Bio bio(BIO_new(BIO_s_mem()));
    must(i2d_X509_bio(bio.get(), read.get()), "it cannot be written");
    return text_of(bio.get());
}

std::string fingerprint(std::string_view certificate) {
    auto read = read_certificate(certificate);
    if (!read) fail("it is not in PEM form");
    std::array<unsigned char, EVP_MAX_MD_SIZE> digest;
    unsigned size = 0;
    must(X509_digest(read.get(), EVP_sha256(), digest.data(), &size), "no digest");
    std::string text;
    for (unsigned i = 0; i < size; ++i) text += std::format("{}{:02X}", i ? ":" : "", digest[i]);
    return text;
}

}  // namespace http
