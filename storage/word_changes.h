// Entries of the words' tree that are to come and go, put off to the end of a transaction: in the order of their keys neighbours
// land on the same pages. An import has half a million of them at a time, so they lie in two blocks of memory.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "storage/disk/engine.h"

namespace storage {

class Word_changes {
  public:
    void put(std::string_view key) { add(key, true); }
    void erase(std::string_view key) { add(key, false); }
    /// Makes them all, and forgets them. The last change of a key counts.
    void make(Transaction& transaction);

  private:
    struct Change {
        std::array<std::uint64_t, 3> first_bytes;  ///< most keys differ in these, and numbers are quick to sort
        std::size_t at;                            ///< where the key begins; later ones stand behind earlier ones
        std::uint32_t size;
        bool comes;
    };
    void add(std::string_view key, bool comes);
    std::string_view key_of(const Change& change) const { return {keys_.data() + change.at, change.size}; }

    std::string keys_;
    std::vector<Change> changes_;
};

}  // namespace storage
