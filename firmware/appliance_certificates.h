// The names of this box, and the TLS files of a data folder: tls/authority.{crt,key}, tls/server.{crt,key}.
#pragma once

#include <filesystem>
#include <functional>
#include <mutex>
#include <string>
#include <vector>

#include "http/transport/certificate.h"

struct Certificates {
    std::string authority;     ///< PEM, to be trusted by browsers
    http::Certificate server;  ///< for the HTTPS listener
};

/// What browsers may call this box: its host name, alone, with ".local" and with the domains of its network, localhost, and
/// what is given further.
std::vector<std::string> box_names(const std::vector<std::string>& further_names);

/// Makes what is missing, renews what is about to end.
Certificates own_certificates(const std::filesystem::path& folder, const std::vector<std::string>& further_names);

/// The certificate that is served: the office's own, from its files, or one of the box's own authority. It is looked at again
/// while the box serves. May be used by several threads.
class Served_certificate {
  public:
    using Use = std::function<void(const http::Certificate& certificate)>;

    /// `certificate` and `key` empty: the box's own.
    Served_certificate(std::filesystem::path folder, std::vector<std::string> further_names,
                       std::filesystem::path certificate, std::filesystem::path key);

    /// As it should be now: made, renewed or read. Throws Error{unusable}.
    http::Certificate current();
    /// PEM of the box's own authority; "" when it is not used.
    std::string authority() const;
    /// From now on `use` is told of another one; empty: nobody is, and nobody is being told when this returns.
    void tell(Use use);
    /// Looks whether there is another one. Throws what current() and Use throw, and tries again the next time.
    void look_again();

  private:
    http::Certificate made_or_read();

    const std::filesystem::path folder_, certificate_, key_;
    const std::vector<std::string> further_names_;
    mutable std::mutex mutex_;
    std::string authority_;
    http::Certificate served_;
    Use use_;
};
