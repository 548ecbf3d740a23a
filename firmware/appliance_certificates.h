// The TLS files of a data folder: tls/authority.{crt,key}, tls/server.{crt,key}.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "http/certificate.h"

struct Certificates {
    std::string authority;     ///< PEM, to be trusted by browsers
    http::Certificate server;  ///< for the HTTPS listener
};

/// Makes what is missing, renews what is about to end.
Certificates own_certificates(const std::filesystem::path& folder, const std::vector<std::string>& further_names);
