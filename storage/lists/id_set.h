// A set of ids of one kind: a bit each, since ids are counted up.
#pragma once

#include <algorithm>
#include <bit>
#include <cstdint>
#include <functional>
#include <vector>

#include "storage/error.h"
#include "storage/keys.h"

namespace storage {

class Id_set {
  public:
    /// Empty, for ids below `end`.
    explicit Id_set(Id end)
        : end_(end)
        , bits_((end + 63) / 64) {}
    Id_set(const std::vector<Id>& ids, Id end)
        : Id_set(end) {
        for (const Id id : ids) add(id);
    }

    /// Throws Error{corrupt} beyond the end: an index entry or word with such an id belongs to no record.
    void add(Id id) {
        if (id >= end_) corrupt("an index entry or a search word belongs to no record");
        bits_[id / 64] |= bit(id);
    }
    void remove(Id id) { bits_[id / 64] &= ~bit(id); }
    bool has(Id id) const { return id < end_ && (bits_[id / 64] & bit(id)) != 0; }

    std::size_t bytes() const { return bits_.size() * sizeof(std::uint64_t); }
    std::size_t size() const {
        std::size_t ones = 0;
        for (const std::uint64_t word : bits_) ones += static_cast<std::size_t>(std::popcount(word));
        return ones;
    }
    /// Keeps what the other has as well.
    void intersect(const Id_set& other) { std::ranges::transform(bits_, other.bits_, bits_.begin(), std::bit_and{}); }
    /// Takes out what the other has.
    void subtract(const Id_set& other) {
        std::ranges::transform(bits_, other.bits_, bits_.begin(),
                               [](std::uint64_t own, std::uint64_t others) { return own & ~others; });
    }
    /// Calls visit(id), the lowest first. That one may be removed meanwhile.
    void each(auto&& visit) const {
        for (std::size_t at = 0; at < bits_.size(); ++at)
            for (std::uint64_t left = bits_[at]; left != 0; left &= left - 1)
                visit(at * 64 + static_cast<std::size_t>(std::countr_zero(left)));
    }

  private:
    static std::uint64_t bit(Id id) { return std::uint64_t{1} << id % 64; }

    Id end_;
    std::vector<std::uint64_t> bits_;
};

inline void sort_each_once(std::vector<Id>& ids) {
    std::ranges::sort(ids);
    const auto doubles = std::ranges::unique(ids);
    ids.erase(doubles.begin(), doubles.end());
}

}  // namespace storage
