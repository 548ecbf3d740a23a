// The names of this box, and the TLS files of a data folder: tls/authority.{crt,key}, tls/server.{crt,key}.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "http/certificate.h"

struct Certificates {
    std::string authority;     ///< PEM, to be trusted by browsers
    http::Certificate server;  ///< for the HTTPS listener
};

/// What browsers may call this box: its host name, alone, with ".local" and with the domains of its network, localhost, and
/// what is given further.
std::vector<std::string> box_names(const std::vector<std::string>& further_names);

/// Makes what is missing, renews what is about to end.
Certificates own_certificates(const std::filesystem::path& folder, const std::vector<std::string>& further_names);
