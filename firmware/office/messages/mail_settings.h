// Where the office's mail goes out.
#pragma once

#include <optional>

#include "office/records/declare.h"
#include "storage/write.h"

namespace office {

enum class Mail_security : std::uint8_t { starttls = 1, tls, none };

constexpr auto options(Mail_security) {
    return std::array{Option{1, "starttls", "STARTTLS (usually port 587)"}, Option{2, "tls", "TLS (usually port 465)"},
                      Option{3, "none", "None: whoever is on the way can read along"}};
}

/// There is one at most; without it no mail goes out.
struct Mail_settings : Stored {
    static constexpr Kind kind{43, "mail_setting", "mail_settings", "Mail", "Mail", true, true};
    static constexpr storage::Id only = 1;
    std::string server;
    std::int64_t port = 587;
    Mail_security security = Mail_security::starttls;
    std::string login;  ///< "": the server asks for none
    storage::Secret password;
    std::string sender_name;  ///< "": the office's
    Email sender;
    Text authority;  ///< certificates as PEM that are trusted in place of those that the box knows

    static constexpr auto fields = std::tuple{
        Field{1, "server", &Mail_settings::server, {.label = "Server", .longest = 253}},
        Field{2, "port", &Mail_settings::port, {.label = "Port"}},
        Field{3, "security", &Mail_settings::security, {.label = "Encryption"}},
        Field{4, "login", &Mail_settings::login, {.label = "Login"}},
        Field{5, "password", &Mail_settings::password, {.label = "Password", .hidden = true}},
        Field{6, "sender_name", &Mail_settings::sender_name, {.label = "Sender’s name"}},
        Field{7, "sender", &Mail_settings::sender, {.label = "Sender’s address"}},
        Field{8, "authority", &Mail_settings::authority, {.label = "Certificate authority"}},
    };
};

std::optional<Mail_settings> mail_settings(const storage::Read& read);
/// What of them is about no server: the office's name where no sender's is set.
std::string sender_name(const storage::Read& read, const Mail_settings& settings);
/// Throws Error{invalid} by field. An empty password leaves the one that is there, unless there is no login.
void set_mail(storage::Write& write, Mail_settings settings);

}  // namespace office
