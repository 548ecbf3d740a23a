// Codes of authenticator apps: RFC 6238 over RFC 4226, with HMAC-SHA-1, steps of 30 seconds and six digits, as all apps know them.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "storage/values/date.h"

namespace office {

/// 160 random bits, raw.
std::string new_totp_key();
/// RFC 4648, 6, without padding: how people type a key.
std::string base32(std::string_view bytes);
/// Spaces and small letters do not matter; "" when it is none.
std::string from_base32(std::string_view text);

std::int64_t totp_step(storage::Moment now);
/// Six digits.
std::string totp_code(std::string_view key, std::int64_t step);
/// The step whose code that is: now, the one before, or the one behind, since clocks differ; nothing when it is none.
std::optional<std::int64_t> step_of_code(std::string_view key, std::string_view code, storage::Moment now);

/// What the picture says to the app: "otpauth://totp/…", as Google's Key Uri Format has it.
std::string totp_address(std::string_view key, std::string_view issuer, std::string_view account);

}  // namespace office
