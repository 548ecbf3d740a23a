#include "storage/bytes.h"

#include <libdeflate.h>

#include "storage/error.h"

namespace storage {

void corrupt(std::string what) { throw Error(Fault::corrupt, "Stored data is damaged.", std::move(what)); }

void put_number(std::string& out, std::uint64_t number) {
    const std::uint64_t bytes = std::byteswap(number);
    static_assert(std::endian::native == std::endian::little);
    out.append(reinterpret_cast<const char*>(&bytes), sizeof bytes);
}

void put_length(std::string& out, std::size_t length) {
    for (; length >= 0x80; length >>= 7) out.push_back(static_cast<char>(length | 0x80));
    out.push_back(static_cast<char>(length));
}

void put_run(std::string& out, std::uint8_t tag, std::string_view payload) {
    out.push_back(static_cast<char>(tag));
    put_length(out, payload.size());
    out += payload;
}

std::string_view payload_of(std::string_view runs, std::uint8_t tag) {
    for (Reader reader(runs); !reader.done();) {
        const bool found = reader.byte() == tag;
        const std::string_view payload = reader.text();
        if (found) return payload;
    }
    return {};
}

std::uint8_t Reader::byte() { return static_cast<std::uint8_t>(take(1).front()); }

std::size_t Reader::length() {
    std::size_t length = 0;
    for (unsigned shift = 0; shift < 35; shift += 7) {
        const std::uint8_t bits = byte();
        length |= static_cast<std::size_t>(bits & 0x7F) << shift;
        if (bits < 0x80) return length;
    }
    corrupt("a length is too long");
}

std::string_view Reader::take(std::size_t size) {
    if (size > rest_.size()) corrupt("the bytes end too early");
    const std::string_view taken = rest_.substr(0, size);
    rest_.remove_prefix(size);
    return taken;
}

std::uint32_t checksum(std::string_view bytes, std::uint32_t before) {
    return libdeflate_crc32(before, bytes.data(), bytes.size());
}

}  // namespace storage
