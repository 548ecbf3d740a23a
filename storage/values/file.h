// File: bytes that lie beside the records (storage/files/files.h), as a record names them. It has them as long as it names them:
// what no record names is swept.
#pragma once

#include <compare>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "storage/value.h"

namespace storage {

struct File {
    std::string digest;      ///< SHA-256, 32 bytes; "" is no file
    std::uint64_t size = 0;  ///< bytes
    std::string type;        ///< "image/png", found in the bytes (file_facts.h)
    std::string name;        ///< as it was called when it came
    auto operator<=>(const File&) const = default;
};

/// "<digest in hexadecimal> <size> <type> <name>"
std::string show_file(const File& file);
Parsed<File> parse_file(std::string_view text);

/// On the disk: digest 32 · size u64 · type text · name text. Sorted by digest, so that it is known who names a file.
template <> struct Value<File> : Plain_value<File> {
    static constexpr Control control = Control::file;
    static constexpr std::size_t longest = 500;
    static bool empty(const File& value) { return value.digest.empty(); }
    static std::string show(const File& value) { return show_file(value); }
    static Parsed<File> parse(std::string_view text) { return parse_file(text); }
    static void encode(std::string& out, const File& value);
    static File decode(std::string_view bytes);
    static void order(const File& value, std::vector<std::string>& keys) { keys.push_back(value.digest); }
};

}  // namespace storage
