// Events of the office (office/people/events.h) as lines of the program's log, those of other processes too.
#pragma once

#include <atomic>
#include <cstdint>
#include <mutex>

#include "storage/store.h"

namespace box {

class Event_log {
  public:
    /// What happened before is not told again.
    explicit Event_log(const storage::Store& store);
    /// Cheap while nothing was saved.
    void tell_new();

  private:
    const storage::Store* store_;
    std::atomic<std::uint64_t> version_;
    std::mutex mutex_;
    storage::Id last_ = 0;
};

}  // namespace box
