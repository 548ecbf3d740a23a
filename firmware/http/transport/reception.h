// Receives whoever connects, and waits with them: one thread for all of them, until the head of a request is there. Then a thread of
// Threads answers it, stays a moment in case the next follows at once, and gives the connection back.
#pragma once

#include <atomic>
#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <thread>
#include <vector>

#include "http/transport/connections.h"
#include "http/transport/listener.h"
#include "http/transport/poller.h"
#include "http/transport/threads.h"

namespace http {

class Reception {
  public:
    struct Limits {
        unsigned threads;  ///< a quarter of them is for known sessions alone
        std::size_t connections;
        std::size_t per_address;
        std::chrono::milliseconds head, keep_alive;
        Wire::Pace pace;
    };
    struct Work {
        /// Answers the request whose head is there (or is too large); false: it was the last of the connection.
        std::function<bool(Connection&)> answer;
        /// Whether that head is of a known session. Must not wait.
        std::function<bool(const Connection&)> knows;
    };
    struct Entrance {
        std::unique_ptr<Listener> listener;
        std::function<std::shared_ptr<SSL_CTX>()> tls;  ///< for the next connection; empty: plain
    };

    Reception(Limits limits, Work work, std::vector<Entrance> entrances);
    ~Reception();
    Reception(const Reception&) = delete;
    Reception& operator=(const Reception&) = delete;

    /// Returns at once.
    void start();
    /// Accepts nobody more, answers the requests that are there or under way, at most `longest`; then breaks them off.
    void stop(std::chrono::milliseconds longest);
    bool stopping() const { return stopping_; }
    const Connections& connections() const { return connections_; }

  private:
    using Clock = Wire::Clock;
    using Stage = Connection::Stage;

    void poll_until_stopped();
    void accept_all(const Entrance& entrance);
    void look_at(Connection& connection);
    void go_on(Connection& connection);
    void admit(Connection& connection);
    void serve(Connection& connection);
    Wire::Head next_of(Connection& connection) const;
    static Threads::Line line_of(const Connection& connection);
    void wait_for_head(Connection& connection);
    void wait_in(Connection& connection, Stage stage, Clock::duration longest);
    void end(Connection& connection);
    void drop(Connection& connection);
    void look_at_latest_by(Clock::time_point deadline);
    std::chrono::milliseconds until_next_look() const;
    void end_what_expired();
    void last_look();

    static constexpr Clock::rep never = Clock::duration::max().count();

    const Limits limits_;
    const Work work_;
    std::vector<Entrance> entrances_;
    Poller poller_;
    Connections connections_;
    std::atomic<bool> stopping_{false};
    std::atomic<Clock::rep> next_look_{never};  ///< when the poller looks at deadlines
    Threads threads_;
    std::thread thread_;
};

}  // namespace http
