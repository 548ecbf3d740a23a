#include "storage/digest.h"

#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <openssl/rand.h>

#include "storage/error.h"

namespace storage {

namespace {

/// EVP_sha256() would be looked up anew at every use.
const EVP_MD* algorithm() {
    static const EVP_MD* const found = EVP_MD_fetch(nullptr, "SHA256", nullptr);
    return found;
}

}  // namespace

Sha256::Sha256()
    : context_(EVP_MD_CTX_new()) {
    start();
}

void Sha256::start() { EVP_DigestInit_ex(static_cast<EVP_MD_CTX*>(context_), algorithm(), nullptr); }

Sha256::~Sha256() { EVP_MD_CTX_free(static_cast<EVP_MD_CTX*>(context_)); }

void Sha256::add(std::string_view bytes) {
    EVP_DigestUpdate(static_cast<EVP_MD_CTX*>(context_), bytes.data(), bytes.size());
}

std::string Sha256::finish() {
    std::string digest(32, '\0');
    EVP_DigestFinal_ex(static_cast<EVP_MD_CTX*>(context_), reinterpret_cast<unsigned char*>(digest.data()), nullptr);
    return digest;
}

std::string sha256(std::string_view bytes) {
    thread_local Sha256 hash;  // making one costs more than most hashing
    hash.add(bytes);
    std::string digest = hash.finish();
    hash.start();
    return digest;
}

std::string hmac_sha1(std::string_view key, std::string_view bytes) {
    std::string mac(20, '\0');
    const auto* made =
        HMAC(EVP_sha1(), key.data(), static_cast<int>(key.size()), reinterpret_cast<const unsigned char*>(bytes.data()),
             bytes.size(), reinterpret_cast<unsigned char*>(mac.data()), nullptr);
    if (made == nullptr) throw Error(Fault::unusable, "The code cannot be checked now.", "HMAC-SHA-1 failed");
    return mac;
}

std::string random_bytes(std::size_t count) {
    std::string bytes(count, '\0');
    if (RAND_bytes(reinterpret_cast<unsigned char*>(bytes.data()), static_cast<int>(count)) != 1)
        throw Error(Fault::unusable, "The system gives no random numbers.");
    return bytes;
}

std::string hex(std::string_view bytes) {
    static constexpr std::string_view digits = "0123456789abcdef";
    std::string text;
    text.reserve(bytes.size() * 2);
    for (const char byte : bytes) {
        text += digits[static_cast<unsigned char>(byte) >> 4];
        text += digits[static_cast<unsigned char>(byte) & 15];
    }
    return text;
}

std::string from_hex(std::string_view text) {
    const auto value = [](char digit) {
        if (digit >= '0' && digit <= '9') return digit - '0';
        if (digit >= 'a' && digit <= 'f') return digit - 'a' + 10;
        return -1;
    };
    std::string bytes;
    if (text.size() % 2 != 0) return bytes;
    for (std::size_t i = 0; i < text.size(); i += 2) {
        const int high = value(text[i]);
        const int low = value(text[i + 1]);
        if (high < 0 || low < 0) return {};
        bytes += static_cast<char>(high << 4 | low);
    }
    return bytes;
}

std::string from_base64(std::string_view text) {
    if (text.size() % 4 != 0 || text.empty()) return {};
    std::string bytes(text.size() / 4 * 3, '\0');
    const int size =
        EVP_DecodeBlock(reinterpret_cast<unsigned char*>(bytes.data()),
                        reinterpret_cast<const unsigned char*>(text.data()), static_cast<int>(text.size()));
    if (size < 0) return {};
    bytes.resize(static_cast<std::size_t>(size) - (text.ends_with("==") ? 2 : text.ends_with('=') ? 1 : 0));
    return bytes;
}

}  // namespace storage
