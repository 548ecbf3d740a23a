// The box's own certificate authority, and the certificate of its HTTPS listener made by it.
//
// People trust the authority once (download it from the box, install it on the device); the server's certificate is
// then renewed as often as needed without anybody noticing. Keys are EC P-256. Everything is PEM text; keeping the
// texts, and the keys secret, is the caller's business.
#pragma once

#include <chrono>
#include <string>
#include <string_view>
#include <vector>

namespace http {

struct Certificate {
    std::string certificate;  ///< PEM; of the server: its own, then the authority's
    std::string key;          ///< PEM (PKCS #8), secret
};

using Moment = std::chrono::sys_seconds;

/// Ten years, for this box alone: it can sign servers, not further authorities. `name` is shown in trust stores.
Certificate make_authority(std::string_view name, Moment now);

/// The names that a box called `host` answers to: host, host.local, localhost, loopback, and what is given further.
/// Without repetition.
std::vector<std::string> server_names(std::string_view host, const std::vector<std::string>& addresses);

/// 397 days, which is the most that browsers accept. `names` are host names and addresses in numbers.
/// Throws Error{unusable} when the authority's texts are not a certificate and its key.
Certificate make_server_certificate(const Certificate& authority, const std::vector<std::string>& names, Moment now);

/// Unreadable, made by another authority, over in less than 30 days, not yet valid, or without one of the names.
bool needs_renewal(const Certificate& server, const Certificate& authority, const std::vector<std::string>& names,
                   Moment now);

/// The host names and addresses that a certificate is for; none when it cannot be read.
std::vector<std::string> names_of(std::string_view certificate);

/// For download by devices that want binary (Android, Windows).
std::string der_of(std::string_view certificate);

/// SHA-256 of the certificate, "AB:CD:…", to be compared by eye.
std::string fingerprint(std::string_view certificate);

}  // namespace http
