// What sessions, tokens and recovery codes prove themselves by: random bits, of which only the SHA-256 is stored.
#pragma once

#include <string>
#include <string_view>

#include "storage/digest.h"
#include "storage/values/text.h"

namespace office {

/// 256 bits as 64 hexadecimal digits.
inline std::string new_secret() { return storage::hex(storage::random_bytes(32)); }

/// For people to type: four groups of letters and digits that cannot be mistaken for each other, 79 bits.
inline std::string new_typed_secret() {
    constexpr std::string_view letters = "23456789abcdefghjkmnpqrstuvwxyz2";
    std::string secret;
    for (const char byte : storage::random_bytes(16)) {
        if (secret.size() % 5 == 4) secret += '-';
        secret += letters[static_cast<unsigned char>(byte) % letters.size()];
    }
    return secret;
}

inline storage::Secret stored_form(std::string_view secret) { return {storage::hex(storage::sha256(secret))}; }

}  // namespace office
