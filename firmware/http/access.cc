#include "http/access.h"

#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>

#include <algorithm>

#include "http/form.h"
#include "storage/digest.h"

namespace http {

std::string_view session_cookie(bool secure) { return secure ? "__Host-clientbox_session" : "clientbox_session"; }
std::string_view form_cookie(bool secure) { return secure ? "__Host-clientbox_form" : "clientbox_form"; }
namespace {

using storage::Error;
using storage::Fault;

constexpr char mask_mark = '~';  // no token begins so

/// The token under the mask; what was never masked stays as it is.
std::string unmasked(std::string_view text) {
    if (!text.starts_with(mask_mark)) return std::string(text);
    const std::string bytes = storage::from_hex(text.substr(1));
    const std::size_t size = bytes.size() / 2;
    std::string token = bytes.substr(0, size);
    for (std::size_t i = 0; i < size; ++i) token[i] = static_cast<char>(token[i] ^ bytes[size + i]);
    return storage::hex(token);
}

std::string_view without_scheme(std::string_view url) {
    auto at = url.find("://");
    return at == std::string_view::npos ? std::string_view{} : url.substr(at + 3);
}

/// "http://box.local:8080/a?b" → "/a?b".
std::string_view path_of_url(std::string_view url) {
    auto rest = without_scheme(url);
    auto slash = rest.find('/');
    return slash == std::string_view::npos ? std::string_view{} : rest.substr(slash);
}

/// The page that a form was sent from, when it is one of ours.
std::string_view own_referer(const Request& request) {
    const auto url = request.headers.get("referer");
    const auto rest = without_scheme(url);
    return lower(rest.substr(0, rest.find('/'))) == lower(request.host) ? path_of_url(url) : std::string_view{};
}

}  // namespace

std::optional<std::string_view> bearer_token(const Request& request) {
    auto header = request.headers.get("authorization");
    if (header.size() < 7 || lower(header.substr(0, 7)) != "bearer ") return {};
    header.remove_prefix(7);
    while (header.starts_with(' ')) header.remove_prefix(1);
    return header;
}

std::string local_target(std::string_view next) {
    bool path = next.starts_with('/') && !next.starts_with("//");
    bool harmless = std::ranges::none_of(next, [](unsigned char letter) {
        return letter <= ' ' || letter == 0x7F || letter == '\\';  // browsers drop or turn these
    });
    return path && harmless ? std::string(next) : "/";
}

std::string led_to(std::string_view page, const Request& request) {
    std::string next = request.target;
    if (request.fragment())
        next = path_of_url(request.headers.get("hx-current-url"));
    else if (request.method != Method::get)
        next = own_referer(request);
    next = local_target(next);
    return next == "/" ? std::string(page) : std::string(page) + "?next=" + percent_encoded(next);
}

bool equal_secrets(std::string_view one, std::string_view other) {
    return one.size() == other.size() && CRYPTO_memcmp(one.data(), other.data(), one.size()) == 0;
}

std::string masked(std::string_view token) {
    std::string bytes = storage::from_hex(token);
    const std::string mask = storage::random_bytes(bytes.size());
    for (std::size_t i = 0; i < bytes.size(); ++i) bytes[i] = static_cast<char>(bytes[i] ^ mask[i]);
    return mask_mark + storage::hex(mask + bytes);
}

FormTokens::FormTokens()
    : key_(storage::random_bytes(32)) {}

std::string FormTokens::make_cookie() { return storage::hex(storage::random_bytes(16)); }

bool FormTokens::is_cookie(std::string_view value) {
    return value.size() == 32 && value.find_first_not_of("0123456789abcdef") == std::string_view::npos;
}

std::string FormTokens::token(std::string_view cookie) const {
    std::string digest(32, '\0');
    unsigned length = 0;
    HMAC(EVP_sha256(), key_.data(), static_cast<int>(key_.size()),
         reinterpret_cast<const unsigned char*>(cookie.data()), cookie.size(),
         reinterpret_cast<unsigned char*>(digest.data()), &length);
    return storage::hex(digest);
}

std::string made_elsewhere(const Request& request) {
    auto site = request.headers.get("sec-fetch-site");
    if (!site.empty() && site != "same-origin" && site != "none") return "Sec-Fetch-Site: " + std::string(site);
    if (!request.headers.has("origin")) return {};
    auto origin = request.headers.get("origin");
    bool here = !request.host.empty() && lower(without_scheme(origin)) == lower(request.host);
    return here ? std::string{} : "Origin: " + std::string(origin);
}

void check_made_here(const Request& request) {
    if (auto header = made_elsewhere(request); !header.empty())
        throw Error(Fault::refused, "This request came from another site.", header);
}

void check_token(const Request& request, std::string_view token) {
    if (request.csrf.empty() || !equal_secrets(unmasked(token), unmasked(request.csrf)))
        throw Error(Fault::refused, "This page was open for too long. Go back, reload it, and try again.",
                    "csrf token");
}

void check_not_forged(const Request& request, bool by_bearer) {
    if (request.method == Method::get || by_bearer) return;
    check_made_here(request);
    check_token(request,
                request.headers.has("x-csrf-token") ? request.headers.get("x-csrf-token") : request.form.get("csrf"));
}

}  // namespace http
