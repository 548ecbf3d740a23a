// Hashes, random bytes and their spellings: the store's door to OpenSSL's libcrypto.
#pragma once

#include <string>
#include <string_view>

namespace storage {

/// 32 raw bytes. FIPS 180-4.
std::string sha256(std::string_view bytes);

/// 20 raw bytes. RFC 2104 over SHA-1: what authenticator apps compute; for nothing else.
std::string hmac_sha1(std::string_view key, std::string_view bytes);

/// Hashes what comes in pieces.
class Sha256 {
  public:
    Sha256();
    ~Sha256();
    Sha256(const Sha256&) = delete;
    Sha256& operator=(const Sha256&) = delete;
    void add(std::string_view bytes);
    std::string finish();
    /// From the beginning again.
    void start();

  private:
    void* context_;
};

/// From the system's generator; throws Error{unusable} if it has none.
std::string random_bytes(std::size_t count);

std::string hex(std::string_view bytes);
/// "" when it is not hexadecimal.
std::string from_hex(std::string_view text);
/// RFC 4648, 4, with its padding; "" when it is none.
std::string from_base64(std::string_view text);

}  // namespace storage
