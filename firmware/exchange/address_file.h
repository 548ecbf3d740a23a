// Addresses of a region from a file with OpenAddresses' columns (LON, LAT, NUMBER, STREET, UNIT, CITY, DISTRICT, REGION, POSTCODE, ID,
// HASH in any order; what is missing is empty) become an address book. The file may have gigabytes: it is read a piece at a time.
#pragma once

#include <filesystem>
#include <functional>
#include <string>

#include "places/book.h"

namespace exchange {

/// What --kind says of such a file.
inline constexpr std::string_view addresses_kind = "addresses";

struct Address_file {
    std::filesystem::path file;
    std::string file_name;     ///< as people know it
    std::string name = {};     ///< of the book; "": that of the file without ending
    std::string country = {};  ///< ISO 3166-1 alpha-2; "": as a folder above the file is called, or not known
};

/// Told of bytes that are read and addresses that are written.
using Addresses_told = std::function<void(std::uint64_t read, std::uint64_t written)>;

/// The book of that name is of this file from now on; what it was before goes. A file that is the book's already changes nothing:
/// `unchanged`. Throws Error{not_found} or Error{invalid}.
struct Address_import {
    places::About about;
    bool unchanged = false;
};
Address_import import_addresses(const std::filesystem::path& data_folder, const Address_file& file,
                                const Addresses_told& told);

}  // namespace exchange
