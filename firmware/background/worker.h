// One thread that does what is due, one after the other; it sleeps until the next is, or something was saved.
#pragma once

#include <condition_variable>
#include <functional>
#include <map>
#include <mutex>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include "background/work.h"

namespace background {

class Worker {
  public:
    /// Begins at once. `store` and `clock` must outlive it.
    Worker(storage::Store& store, Clock& clock, std::vector<Work> works);
    /// Waits for what is being done to end.
    ~Worker();
    Worker(const Worker&) = delete;
    Worker& operator=(const Worker&) = delete;

    /// For the page about the box: each with how it stands.
    struct Line {
        std::string_view label;
        Work_state state;
        storage::Moment next;
    };
    std::vector<Line> lines() const;

  private:
    void run_until_stopped();
    void run_what_is_due();
    void run(const Work& work);
    bool note(const Work& work, const std::function<void(Work_state&)>& set);
    Work_state state_of(const storage::Read& read, const Work& work) const;
    storage::Moment next(const storage::Read& read, const Work& work) const;
    std::chrono::milliseconds until_next() const;

    storage::Store* store_;
    Clock* clock_;
    std::vector<Work> works_;
    mutable std::mutex mutex_;
    std::condition_variable wake_;
    bool woken_ = false, stopping_ = false;
    std::map<std::string_view, storage::Moment> not_before_;  ///< of what could not be noted
    std::string trouble_;                                     ///< why the store takes nothing, as it was said last
    std::thread thread_;
};

}  // namespace background
