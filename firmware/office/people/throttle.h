// Slows the guessing of passwords. In memory, bounded, safe to call from several threads.
//
// A try is under way until it is told how it went. No more are under way at once than may still go wrong, the others wait for
// them: many wrong ones at once gain nothing, and many right ones all come through.
#pragma once

#include <chrono>
#include <condition_variable>
#include <map>
#include <mutex>
#include <string>
#include <vector>

#include "storage/error.h"
#include "storage/values/date.h"

namespace office {

/// Error{too_many} with how long to wait.
class Slow_down : public storage::Error {
  public:
    explicit Slow_down(std::chrono::seconds wait)
        : Error(storage::Fault::too_many, "Too many wrong tries. Please wait a few minutes, then try again.")
        , wait_(wait) {}
    std::chrono::seconds wait() const { return wait_; }

  private:
    std::chrono::seconds wait_;
};

class Throttle {
  public:
    static constexpr int free_tries = 5;
    static constexpr std::chrono::minutes longest_wait{15};
    static constexpr std::chrono::seconds longest_queue{10};  ///< for tries that are under way to come out
    static constexpr std::size_t most_kept = 10'000;

    /// One try under some names; it went wrong unless it is told otherwise.
    class Try {
      public:
        /// Throws Slow_down when one of the names has to wait, and then counts nothing.
        Try(Throttle& throttle, std::vector<std::string> names, storage::Moment now);
        ~Try();
        Try(const Try&) = delete;
        Try& operator=(const Try&) = delete;

        /// What went wrong before under the first name is forgotten; under the others this try counts for nothing.
        void succeeded();

      private:
        Throttle* throttle_;
        std::vector<std::string> names_;
        storage::Moment now_;
    };

    std::size_t size() const;

  private:
    struct Tries {
        int failed = 0, under_way = 0;
        storage::Moment last;  ///< failure
    };
    void begin(const std::vector<std::string>& names, storage::Moment now);
    bool has_room(const std::vector<std::string>& names, storage::Moment now) const;
    std::chrono::milliseconds wait_of(const std::vector<std::string>& names, storage::Moment now) const;
    void make_room(std::size_t wanted);

    mutable std::mutex mutex_;
    std::condition_variable came_out_;
    std::map<std::string, Tries> tries_;
};

}  // namespace office
