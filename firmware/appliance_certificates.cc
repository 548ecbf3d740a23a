#include "appliance_certificates.h"

#include <unistd.h>

#include <array>
#include <chrono>
#include <format>
#include <fstream>
#include <sstream>
#include <utility>

#include "storage/error.h"
#include "storage/whole_files.h"

namespace {

std::string host_name() {
    std::array<char, 256> name{};
    gethostname(name.data(), name.size() - 1);
    const std::string_view whole = name.data();
    return std::string(whole.substr(0, whole.find('.')));
}

/// The domains that the network's router gives to the names in it ("fritz.box"): resolv.conf(5).
std::vector<std::string> domains() {
    std::vector<std::string> found;
    std::ifstream lines("/etc/resolv.conf");
    for (std::string line; std::getline(lines, line);) {
        std::istringstream words(line);
        std::string word;
        words >> word;
        if (word != "search" && word != "domain") continue;
        while (words >> word) found.push_back(word);
    }
    return found;
}

http::Certificate read_pair(const std::filesystem::path& stem) {
    return {storage::read_file(stem.string() + ".crt").value_or(""),
            storage::read_file(stem.string() + ".key").value_or("")};
}

/// On a disk that takes no changes it is used and forgotten.
void write_pair(const std::filesystem::path& stem, const http::Certificate& pair) {
    try {
        storage::write_file(stem.string() + ".key", pair.key);
        storage::write_file(stem.string() + ".crt", pair.certificate);
    } catch (const storage::Error& error) {
        if (error.fault() != storage::Fault::read_only) throw;
    }
}

}  // namespace

std::vector<std::string> box_names(const std::vector<std::string>& further_names) {
    const std::string host = host_name();
    auto names = http::server_names(host, further_names);
    for (const auto& domain : domains()) names.push_back(std::format("{}.{}", host, domain));
    return names;
}

Certificates own_certificates(const std::filesystem::path& folder, const std::vector<std::string>& further_names) {
    const auto now = std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
    const auto tls = folder / "tls";
    const std::string host = host_name();
    http::Certificate authority = read_pair(tls / "authority");
    if (authority.certificate.empty() || authority.key.empty()) {
        authority = http::make_authority(std::format("Clientbox {}", host), now);
        write_pair(tls / "authority", authority);
    }
    const auto names = http::server_names(host, further_names);
    http::Certificate server = read_pair(tls / "server");
    if (http::needs_renewal(server, authority, names, now)) {
        server = http::make_server_certificate(authority, names, now);
        write_pair(tls / "server", server);
    }
    return {authority.certificate, server};
}

namespace {

std::string text_of_file(const std::filesystem::path& file) {
    auto text = storage::read_file(file);
    if (!text) throw storage::Error(storage::Fault::unusable, std::format("There is no file {}.", file.string()));
    return std::move(*text);
}

}  // namespace

Served_certificate::Served_certificate(std::filesystem::path folder, std::vector<std::string> further_names,
                                       std::filesystem::path certificate, std::filesystem::path key)
    : folder_(std::move(folder))
    , certificate_(std::move(certificate))
    , key_(std::move(key))
    , further_names_(std::move(further_names)) {}

http::Certificate Served_certificate::made_or_read() {
    if (!certificate_.empty()) return {text_of_file(certificate_), text_of_file(key_)};
    Certificates own = own_certificates(folder_, further_names_);
    authority_ = std::move(own.authority);
    return own.server;
}

http::Certificate Served_certificate::current() {
    const std::lock_guard lock(mutex_);
    return served_ = made_or_read();
}

std::string Served_certificate::authority() const {
    const std::lock_guard lock(mutex_);
    return authority_;
}

void Served_certificate::tell(Use use) {
    const std::lock_guard lock(mutex_);
    use_ = std::move(use);
}

void Served_certificate::look_again() {
    const std::lock_guard lock(mutex_);
    if (!use_) return;
    const http::Certificate found = made_or_read();
    if (found.certificate == served_.certificate && found.key == served_.key) return;
    use_(found);
    served_ = found;
}
