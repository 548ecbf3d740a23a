#include "office/people/totp.h"

#include <array>
#include <format>

#include "storage/digest.h"

namespace office {

namespace {

constexpr std::string_view letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
constexpr std::int64_t step_length = 30'000;  // milliseconds
constexpr std::size_t key_size = 20;

/// RFC 3986, 2.1: all but what is unreserved.
std::string encoded(std::string_view text) {
    std::string out;
    for (const char letter : text) {
        const bool is_plain = (letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z') ||
                              (letter >= '0' && letter <= '9') || std::string_view("-._~").contains(letter);
        out += is_plain ? std::string(1, letter) : std::format("%{:02X}", static_cast<unsigned char>(letter));
    }
    return out;
}

}  // namespace

std::string new_totp_key() { return storage::random_bytes(key_size); }

std::string base32(std::string_view bytes) {
    std::string text;
    std::uint32_t bits = 0;
    int held = 0;
    for (const char byte : bytes) {
        bits = bits << 8 | static_cast<unsigned char>(byte);
        for (held += 8; held >= 5; held -= 5) text += letters[bits >> (held - 5) & 31];
    }
    if (held > 0) text += letters[bits << (5 - held) & 31];
    return text;
}

std::string from_base32(std::string_view text) {
    std::string bytes;
    std::uint32_t bits = 0;
    int held = 0;
    for (char letter : text) {
        if (letter == ' ' || letter == '=') continue;
        if (letter >= 'a' && letter <= 'z') letter = static_cast<char>(letter - 'a' + 'A');
        const auto value = letters.find(letter);
        if (value == std::string_view::npos) return {};
        bits = bits << 5 | static_cast<std::uint32_t>(value);
        held += 5;
        if (held < 8) continue;
        held -= 8;
        bytes += static_cast<char>(bits >> held & 0xFF);
    }
    return bytes;
}

std::int64_t totp_step(storage::Moment now) { return now.milliseconds / step_length; }

std::string totp_code(std::string_view key, std::int64_t step) {
    std::string counter(8, '\0');
    for (std::size_t i = 0; i < 8; ++i) counter[7 - i] = static_cast<char>(step >> (8 * i) & 0xFF);
    const std::string mac = storage::hmac_sha1(key, counter);
    const auto byte = [&](std::size_t at) { return static_cast<std::uint32_t>(static_cast<unsigned char>(mac[at])); };
    const std::size_t at = byte(19) & 15;  // RFC 4226, 5.3
    const std::uint32_t number = (byte(at) & 0x7F) << 24 | byte(at + 1) << 16 | byte(at + 2) << 8 | byte(at + 3);
    return std::format("{:06}", number % 1'000'000);
}

std::optional<std::int64_t> step_of_code(std::string_view key, std::string_view code, storage::Moment now) {
    std::optional<std::int64_t> found;
    for (const std::int64_t apart : std::array{0, -1, 1})  // all three, so that the time tells nothing
        if (totp_code(key, totp_step(now) + apart) == code && !found) found = totp_step(now) + apart;
    return found;
}

std::string totp_address(std::string_view key, std::string_view issuer, std::string_view account) {
    return std::format("otpauth://totp/{}:{}?secret={}&issuer={}&algorithm=SHA1&digits=6&period=30", encoded(issuer),
                       encoded(account), base32(key), encoded(issuer));
}

}  // namespace office
