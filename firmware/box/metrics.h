// Prometheus text format 0.0.4 for /metrics.
#pragma once

#include <array>
#include <atomic>
#include <chrono>
#include <cstdint>
#include <string>

#include "box/health.h"
#include "storage/store.h"

namespace box {

/// Counts of answered requests by class of status, and how long they took.
class Request_counts {
  public:
    void add(int status, std::chrono::microseconds took);
    std::string text() const;

  private:
    static constexpr std::array<std::int64_t, 6> limits{1'000, 5'000, 25'000, 100'000, 500'000, 2'500'000};  // µs
    std::array<std::atomic<std::uint64_t>, 6> by_class_{};  ///< [2]: 2xx …
    std::array<std::atomic<std::uint64_t>, limits.size() + 1> by_time_{};
    std::atomic<std::uint64_t> microseconds_{0};
};

std::string metrics_text(const storage::Store& store, const Health& health, const Request_counts& requests);

}  // namespace box
