// The cities where the office's clients and companies are, so that addresses there are suggested before others. Only in memory, and
// counted anew: nothing of a record that was erased stays.
#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "storage/store.h"

namespace office {

/// May be used by many threads at once.
class Own_cities {
  public:
    explicit Own_cities(storage::Store& store)
        : store_(store) {}

    struct City {
        std::string name;  ///< as it sorts: folded
        std::uint64_t addresses = 0;
    };
    /// Those with the most addresses first, of the youngest records. After a change counted anew: of many records at most once a
    /// minute.
    std::shared_ptr<const std::vector<City>> most_used();

  private:
    storage::Store& store_;
    std::mutex mutex_;
    std::shared_ptr<const std::vector<City>> cities_;
    std::uint64_t version_ = 0;
    std::size_t looked_at_ = 0;
    std::chrono::steady_clock::time_point counted_;
};

}  // namespace office
