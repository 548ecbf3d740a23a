// A ZIP file, written from its beginning to its end (PKWARE APPNOTE 6.3): entry after entry, then the list of them. Names are UTF-8; what is
// in an entry is not made smaller (RFC 1951, 3.2.4). The list is kept in memory until the end, about a hundred bytes an entry.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "storage/values/date.h"

namespace exchange {

/// One entry may hold.
inline constexpr std::uint64_t longest_entry = 0xF000'0000;

class Zip {
  public:
    /// `made`: what every entry says of itself.
    explicit Zip(storage::Moment made);

    /// Each appends to `out` what comes next in the file. An entry is begun, added to, and ended.
    void begin(std::string& out, std::string_view name);
    void add(std::string& out, std::string_view bytes);
    void end(std::string& out);
    /// The next piece of the list; false with the last one, and then the file is whole.
    bool finish(std::string& out);

    /// Of the entry that is open.
    std::uint64_t entry_bytes() const { return entries_.back().bytes; }

  private:
    struct Entry {
        std::string name;
        std::uint64_t at = 0;  ///< where it begins in the file
        std::uint64_t bytes = 0, packed = 0;
        std::uint32_t checksum = 0;
    };
    void list(std::string& out, const Entry& entry);
    void close(std::string& out);
    /// What went into `out` since it had so many bytes.
    void count(const std::string& out, std::size_t before) { at_ += out.size() - before; }

    std::uint32_t made_ = 0;  ///< as DOS counts
    std::uint64_t at_ = 0;
    std::vector<Entry> entries_;
    std::size_t listed_ = 0;
    std::uint64_t list_at_ = 0;
};

}  // namespace exchange
