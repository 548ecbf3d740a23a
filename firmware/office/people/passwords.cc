#include "office/people/passwords.h"

#include <openssl/core_names.h>
#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/kdf.h>
#include <openssl/params.h>

#include <algorithm>
#include <array>
#include <format>
#include <memory>
#include <optional>
#include <semaphore>
#include <stdexcept>
#include <vector>

#include "storage/digest.h"
#include "storage/error.h"
#include "storage/words.h"
#include "storage/writer.h"

namespace office {

using storage::Error;
using storage::Fault;

namespace {

constexpr std::uint32_t memory_kib = 19'456;
constexpr std::uint32_t passes = 2;
constexpr std::uint32_t lanes = 1;
constexpr std::size_t salt_size = 16;
constexpr std::size_t hash_size = 32;
constexpr std::string_view prefix = "$argon2id$v=19$m=19456,t=2,p=1$";

std::counting_semaphore<2> at_most_two{2};

/// The commonest ones in lower case, a line each; made at build time by scripts/toolchain/common_passwords.
#pragma clang diagnostic push
#pragma clang diagnostic ignored "-Woverlength-strings"
constexpr std::string_view common_passwords = "\n"
#include "common_passwords.inc"
    ;
#pragma clang diagnostic pop

/// RFC 4648 without padding, as PHC strings have it.
std::string base64(std::string_view bytes) {
    std::string text((bytes.size() + 2) / 3 * 4 + 1, '\0');
    const int size =
        EVP_EncodeBlock(reinterpret_cast<unsigned char*>(text.data()),
                        reinterpret_cast<const unsigned char*>(bytes.data()), static_cast<int>(bytes.size()));
    text.resize(static_cast<std::size_t>(size));
    text.resize(text.find_last_not_of('=') + 1);
    return text;
}

std::optional<std::string> bytes_of(std::string text, std::size_t size) {
    text.resize((text.size() + 3) / 4 * 4, '=');
    std::string bytes(text.size(), '\0');
    const int decoded =
        EVP_DecodeBlock(reinterpret_cast<unsigned char*>(bytes.data()),
                        reinterpret_cast<const unsigned char*>(text.data()), static_cast<int>(text.size()));
    if (decoded < static_cast<int>(size)) return std::nullopt;
    bytes.resize(size);
    return bytes;
}

std::string argon2id(std::string_view password, std::string salt) {
    if (storage::is_writer()) throw std::logic_error("everybody who saves would wait for a password");
    const std::unique_ptr<EVP_KDF, decltype(&EVP_KDF_free)> kdf(EVP_KDF_fetch(nullptr, "ARGON2ID", nullptr),
                                                                &EVP_KDF_free);
    const std::unique_ptr<EVP_KDF_CTX, decltype(&EVP_KDF_CTX_free)> context(EVP_KDF_CTX_new(kdf.get()),
                                                                            &EVP_KDF_CTX_free);
    std::string pass(password);
    std::uint32_t memory = memory_kib;
    std::uint32_t iterations = passes;
    std::uint32_t parallel = lanes;
    const std::array parameters{
        OSSL_PARAM_construct_octet_string(OSSL_KDF_PARAM_PASSWORD, pass.data(), pass.size()),
        OSSL_PARAM_construct_octet_string(OSSL_KDF_PARAM_SALT, salt.data(), salt.size()),
        OSSL_PARAM_construct_uint32(OSSL_KDF_PARAM_ARGON2_MEMCOST, &memory),
        OSSL_PARAM_construct_uint32(OSSL_KDF_PARAM_ITER, &iterations),
        OSSL_PARAM_construct_uint32(OSSL_KDF_PARAM_ARGON2_LANES, &parallel),
        OSSL_PARAM_construct_end(),
    };
    std::array<unsigned char, hash_size> hash{};
    at_most_two.acquire();
    const int done =
        context == nullptr ? 0 : EVP_KDF_derive(context.get(), hash.data(), hash.size(), parameters.data());
    at_most_two.release();
    OPENSSL_cleanse(pass.data(), pass.size());
    if (done != 1) throw Error(Fault::unusable, "The password cannot be checked now.", "Argon2id failed");
    return {reinterpret_cast<const char*>(hash.data()), hash.size()};
}

std::string phc(std::string_view password, const std::string& salt) {
    return std::string(prefix) + base64(salt) + '$' + base64(argon2id(password, salt));
}

std::size_t characters_in(std::string_view text) {
    return static_cast<std::size_t>(
        std::ranges::count_if(text, [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; }));
}

bool is_listed(std::string_view password) {
    return !password.contains('\n') && common_passwords.contains(std::format("\n{}\n", password));
}

/// "password2026!" → "password": what people add when a word alone is refused.
std::string_view without_ending(std::string_view password) {
    constexpr std::size_t longest_ending = 6;
    constexpr std::string_view added = "0123456789!?.,;:-_*+#$%&@/ ";
    const std::size_t last = password.find_last_not_of(added);
    const std::size_t word = last == std::string_view::npos ? 0 : last + 1;
    return password.size() - word <= longest_ending ? password.substr(0, word) : password;
}

bool is_doubled(std::string_view text) {
    const std::string_view half = text.substr(0, text.size() / 2);
    return text.size() % 2 == 0 && text.ends_with(half);
}

bool is_common(std::string_view password) {
    if (std::ranges::count(password, password.front()) == static_cast<std::ptrdiff_t>(password.size())) return true;
    if (is_listed(password) || is_listed(without_ending(password))) return true;
    return is_doubled(password) && is_listed(password.substr(0, password.size() / 2));
}

}  // namespace

storage::Secret hashed(std::string_view password) { return {phc(password, storage::random_bytes(salt_size))}; }

New_password new_password(std::string_view password, std::string_view email, std::string_view field) {
    if (std::string wrong = objection(password, email); !wrong.empty())
        throw Error(storage::Errors{{std::string(field), std::move(wrong)}});
    return {hashed(password)};
}

bool matches(const storage::Secret& stored, std::string_view password) {
    if (!stored.text.starts_with(prefix)) return false;
    const std::string rest = stored.text.substr(prefix.size());
    const auto salt = bytes_of(rest.substr(0, rest.find('$')), salt_size);
    if (!salt) return false;
    const std::string tried = phc(password, *salt);
    return tried.size() == stored.text.size() && CRYPTO_memcmp(tried.data(), stored.text.data(), tried.size()) == 0;
}

std::string objection(std::string_view password, std::string_view email) {
    if (!storage::is_text(password)) return "contains characters that cannot be read";
    const std::size_t characters = characters_in(password);
    if (characters < 10) return "must have at least 10 characters";
    if (characters > 200) return "must have at most 200 characters";
    const std::string plain = storage::folded(password);
    if (is_common(plain)) return "is one of the commonest passwords";
    const std::string address = storage::folded(email);
    if (plain == address || plain == address.substr(0, address.find('@'))) return "must not be the e-mail address";
    return {};
}

}  // namespace office
