// An office with many clients, always the same ones, written straight into a store.
#pragma once

#include <cstddef>
#include <filesystem>
#include <string>
#include <string_view>

#include "storage/store.h"

namespace bench {

/// Fills `folder` with `count` clients and their companies, and one admin; keeps what is there already.
void fill_office(const std::filesystem::path& folder, std::size_t count);

/// A CSV file of clients in the shape of the usual sample file.
void write_clients_csv(const std::filesystem::path& file, std::size_t count);

inline constexpr std::string_view admin_address = "admin@example.org";
inline constexpr std::string_view admin_password = "correct horse battery";

/// Cookie and form token of a session of the admin, ready to be sent.
struct Signed_in {
    std::string headers;  ///< "Cookie: …\r\nX-CSRF-Token: …\r\n"
};
Signed_in sign_in(const std::filesystem::path& folder);

}  // namespace bench
