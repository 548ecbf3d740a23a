// Work on the file of an import that takes longer than anybody waits for a page: done behind his back, a few at once, the others in
// line. One for an import; another takes its place.
#pragma once

#include <chrono>
#include <condition_variable>
#include <deque>
#include <functional>
#include <future>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "exchange/tables/progress.h"
#include "storage/types/record_type.h"

namespace exchange {

class Errand {
  public:
    Errand(std::string what, std::uint64_t passes, std::function<void(Progress&)> work);

    const std::string& what() const { return what_; }
    const Progress& progress() const { return progress_; }
    bool ended() const { return waits(std::chrono::milliseconds{0}); }
    /// True once it ended; throws then what its work threw, but for Stopped, after which it never ends.
    bool waits_for_end(std::chrono::milliseconds patience) const;

  private:
    friend class Errands;
    bool waits(std::chrono::milliseconds patience) const {
        return end_.wait_for(patience) == std::future_status::ready;
    }
    void run();

    std::string what_;
    Progress progress_;
    std::packaged_task<void()> task_;
    std::shared_future<void> end_;
};

class Errands {
  public:
    Errands() = default;
    /// Stops all.
    ~Errands();
    Errands(const Errands&) = delete;
    Errands& operator=(const Errands&) = delete;

    /// `passes`: how often the work reads the file.
    std::shared_ptr<Errand> begin(storage::Id import, std::string what, std::uint64_t passes,
                                  std::function<void(Progress&)> work);
    /// What is or was done for it last; null for nothing.
    std::shared_ptr<Errand> find(storage::Id import) const;
    /// `which`: only when it is that one.
    void forget(storage::Id import, const Errand* which = nullptr);
    /// For good.
    void stop();

  private:
    static constexpr std::size_t most_threads = 3;
    void work();

    mutable std::mutex mutex_;
    std::condition_variable changed_;
    std::map<storage::Id, std::shared_ptr<Errand>> last_;
    std::deque<std::shared_ptr<Errand>> waiting_;
    std::size_t idle_ = 0;
    bool stopping_ = false;
    std::vector<std::thread> threads_;
};

}  // namespace exchange
