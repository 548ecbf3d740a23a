// A set of ids of one kind: a bit each, since ids are counted up.
#pragma once

#include <algorithm>
#include <vector>

#include "storage/error.h"
#include "storage/keys.h"

namespace storage {

class Id_set {
  public:
    /// Ids below `end`. Throws Error{corrupt}: an index entry or word with another belongs to no record.
    Id_set(const std::vector<Id>& ids, Id end)
        : bits_(end) {
        for (const Id id : ids)
            if (id < end)
                bits_[id] = true;
            else
                corrupt("an index entry or a search word belongs to no record");
    }
    bool has(Id id) const { return id < bits_.size() && bits_[id]; }

  private:
    std::vector<bool> bits_;
};

inline void sort_each_once(std::vector<Id>& ids) {
    std::ranges::sort(ids);
    const auto doubles = std::ranges::unique(ids);
    ids.erase(doubles.begin(), doubles.end());
}

}  // namespace storage
