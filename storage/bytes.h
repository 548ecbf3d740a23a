// Bytes on disk.
//
//   number    u64, big-endian; signed ones with the sign bit flipped, so that bytes sort like numbers
//   length    LEB128: seven bits a byte, least first, high bit = more follow
//   run       tag u8 · length · payload           (a record is a sequence of runs)
//   ordered   see ordered_text() in value.h        (0x00 never occurs in text)
//
// Readers throw Error{corrupt}; they never read past the end.
#pragma once

#include <bit>
#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>

namespace storage {

using Id = std::uint64_t;

[[noreturn]] void corrupt(std::string what);

void put_number(std::string& out, std::uint64_t number);
/// Of exactly 8 bytes. Walks over indexes read one an entry.
inline std::uint64_t get_number(std::string_view bytes) {
    if (bytes.size() != 8) corrupt("a number is not 8 bytes long");
    std::uint64_t number = 0;
    static_assert(std::endian::native == std::endian::little);
    std::memcpy(&number, bytes.data(), sizeof number);
    return std::byteswap(number);
}

constexpr std::uint64_t sign_flipped(std::int64_t number) { return static_cast<std::uint64_t>(number) ^ 1ULL << 63; }
constexpr std::int64_t sign_restored(std::uint64_t bits) { return static_cast<std::int64_t>(bits ^ 1ULL << 63); }

void put_length(std::string& out, std::size_t length);
void put_run(std::string& out, std::uint8_t tag, std::string_view payload);
/// The payload of the first run with that tag; empty when there is none.
std::string_view payload_of(std::string_view runs, std::uint8_t tag);

/// Takes a buffer apart from the front.
class Reader {
  public:
    explicit Reader(std::string_view bytes)
        : rest_(bytes) {}
    bool done() const { return rest_.empty(); }
    std::uint8_t byte();
    std::uint64_t number() { return get_number(take(8)); }
    std::size_t length();
    std::string_view take(std::size_t size);
    std::string_view text() { return take(length()); }

  private:
    std::string_view rest_;
};

/// CRC-32 (ISO 3309, as in zlib): finds torn and flipped bytes; no defence against a person.
/// `before` is the checksum of what stands in front of these bytes.
std::uint32_t checksum(std::string_view bytes, std::uint32_t before = 0);

}  // namespace storage
