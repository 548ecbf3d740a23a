// Slows the guessing of passwords. In memory, bounded, safe to call from several threads.
//
// A try counts before its password is checked and is taken back when that was right, so that many at once gain nothing.
#pragma once

#include <chrono>
#include <map>
#include <mutex>
#include <string>
#include <vector>

#include "storage/values/date.h"

namespace office {

class Throttle {
  public:
    static constexpr int free_tries = 5;
    static constexpr std::chrono::minutes longest_wait{15};
    static constexpr std::size_t most_kept = 10'000;

    /// Counts one try for each name. Throws Error{too_many} when one of them has to wait, and then counts nothing.
    void count(const std::vector<std::string>& names, storage::Moment now);
    void forget(const std::string& name);
    void take_back(const std::string& name);
    std::size_t size() const;

  private:
    struct Tries {
        int count = 0;
        storage::Moment last;
    };
    static bool has_to_wait(const Tries& tries, storage::Moment now);
    void make_room(std::size_t wanted, storage::Moment now);

    mutable std::mutex mutex_;
    std::map<std::string, Tries> tries_;
};

}  // namespace office
