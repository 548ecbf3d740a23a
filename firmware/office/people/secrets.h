// What sessions and tokens prove themselves by: 256 random bits, of which only the SHA-256 is stored.
#pragma once

#include <string>
#include <string_view>

#include "storage/digest.h"
#include "storage/values/text.h"

namespace office {

/// 64 hexadecimal digits.
inline std::string new_secret() { return storage::hex(storage::random_bytes(32)); }

inline storage::Secret stored_form(std::string_view secret) { return {storage::hex(storage::sha256(secret))}; }

}  // namespace office
