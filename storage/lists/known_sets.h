// Sets of ids that lists have walked to their end, kept until something changes: the next page, another order or one more
// filter need not walk again.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <string>

#include "storage/lists/id_set.h"

namespace storage {

class Known_sets {
  public:
    /// Null when it is not known of that version of the store (Read::version).
    std::shared_ptr<const Id_set> find(std::uint64_t version, const std::string& what) const;
    void keep(std::uint64_t version, const std::string& what, std::shared_ptr<const Id_set> ids);

  private:
    static constexpr std::size_t most_bytes = 4 << 20;

    mutable std::mutex mutex_;
    std::uint64_t version_ = 0;
    std::size_t bytes_ = 0;
    std::map<std::string, std::shared_ptr<const Id_set>> sets_;
};

}  // namespace storage
