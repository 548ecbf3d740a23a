#include "office/messages/mail_settings.h"

#include <algorithm>

#include "storage/settings.h"

namespace office {

using storage::Read;
using storage::Write;

namespace {

/// A host's name or address and nothing that would end it in a URL.
bool is_host(std::string_view server) {
    return std::ranges::all_of(server, [](char c) {
        return static_cast<unsigned char>(c) > 0x20 && c != '/' && c != '@' && c != '?' && c != '#' && c != '%' &&
               c != '\\';
    });
}

Errors wrong_in(const Mail_settings& settings) {
    Errors errors;
    if (settings.server.empty()) errors.emplace("server", storage::is_required);
    if (!is_host(settings.server)) errors.emplace("server", "is not the name of a server");
    if (settings.port < 1 || settings.port > 65'535) errors.emplace("port", "is a number from 1 to 65535");
    if (settings.sender.text.empty()) errors.emplace("sender", storage::is_required);
    const bool is_certificate = settings.authority.text.contains("-----BEGIN CERTIFICATE-----");
    if (!settings.authority.text.empty() && !is_certificate)
        errors.emplace("authority", "is not a certificate: it begins with -----BEGIN CERTIFICATE-----");
    if (!settings.login.empty() && settings.password.text.empty()) errors.emplace("password", storage::is_required);
    return errors;
}

}  // namespace

std::optional<Mail_settings> mail_settings(const Read& read) { return read.find<Mail_settings>(Mail_settings::only); }

std::string sender_name(const Read& read, const Mail_settings& settings) {
    if (!settings.sender_name.empty()) return settings.sender_name;
    const auto office = read.find<storage::Settings>(storage::Settings::only);
    return office ? office->office : std::string{};
}

void set_mail(Write& write, Mail_settings settings) {
    const auto before = mail_settings(write);
    if (settings.login.empty())
        settings.password = {};
    else if (settings.password.text.empty() && before)
        settings.password = before->password;
    if (Errors errors = wrong_in(settings); !errors.empty()) throw storage::Error(std::move(errors));
    write.doing("edit");
    if (before) {
        settings.id = before->id;
        settings.revision = before->revision;
        settings.unknown = before->unknown;
        write.update(settings);
    } else {
        write.create(settings);
    }
}

}  // namespace office
