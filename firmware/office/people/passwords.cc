#include "office/people/passwords.h"

#include <openssl/core_names.h>
#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/kdf.h>
#include <openssl/params.h>

#include <algorithm>
#include <array>
#include <memory>
#include <optional>
#include <semaphore>
#include <vector>

#include "storage/digest.h"
#include "storage/error.h"
#include "storage/words.h"

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

/// The commonest ones of ten characters and more, folded.
constexpr std::array<std::string_view, 40> commonest{
    "0123456789",   "0987654321",   "1234567890",    "12345678910",      "123456789a",    "1234567891",
    "123456789q",   "1234512345",   "123123123123",  "147258369a",       "1q2w3e4r5t",    "1q2w3e4r5t6y",
    "1qaz2wsx3edc", "a123456789",   "abc123456789",  "abcdefghij",       "administrator", "adminadmin",
    "changeme123",  "clientbox1",   "clientbox123",  "computer123",      "football123",   "iloveyou123",
    "letmein123",   "liverpool1",   "manchester1",   "password01",       "password11",    "password12",
    "password123",  "password1234", "password12345", "passwordpassword", "princess123",   "qwerty12345",
    "qwerty123456", "qwertyuiop",   "welcome123",    "welcome1234",
};

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

bool is_common(const std::string& password) {
    return std::ranges::contains(commonest, password) ||
           std::ranges::count(password, password.front()) == static_cast<std::ptrdiff_t>(password.size());
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
