// The threads that answer. Connections whose request is there wait for one in two lines: those of known sessions go first, and
// a part of the threads is theirs alone, so that strangers cannot hold them all.
#pragma once

#include <pthread.h>

#include <atomic>
#include <condition_variable>
#include <cstddef>
#include <deque>
#include <functional>
#include <mutex>
#include <vector>

namespace http {

struct Connection;

class Threads {
  public:
    using Serve = std::function<void(Connection&)>;

    /// Made when needed, `most` at most. `reserved` of them serve no strangers.
    Threads(unsigned most, unsigned reserved, Serve serve);
    ~Threads();
    Threads(const Threads&) = delete;
    Threads& operator=(const Threads&) = delete;

    enum class Line : std::uint8_t { known, strangers };
    void put(Connection& connection, Line line);
    /// Nobody waits, and one more in that line would get a thread at once: a thread may stay with its connection.
    bool has_room(Line line) const;
    /// How many strangers wait for a thread while strangers have all that they may have.
    std::size_t strangers_held_up() const;

    /// Serves whoever waits, then ends the threads.
    void stop();

  private:
    static void* run(void* threads);
    void work();
    void start_thread();
    bool strangers_may() const { return serving_strangers_ < most_ - reserved_; }
    bool somebody_waits() const { return !known_.empty() || (!strangers_.empty() && strangers_may()); }

    const unsigned most_, reserved_;
    const Serve serve_;
    mutable std::mutex mutex_;
    std::condition_variable queued_;
    std::deque<Connection*> known_, strangers_;
    std::vector<pthread_t> threads_;
    std::size_t idle_ = 0, serving_strangers_ = 0;
    bool stopping_ = false;
};

}  // namespace http
