// Who is connected: counted by address, and asked to leave when others need the room. What is said to them is nobody's business
// here.
//
// A connection is held by the poller's thread, while nothing or not all of a request is there, or by one that answers it. Only
// what the poller holds is removed to make room, so all that does so is called by its thread: add(), expired().
#pragma once

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <list>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "http/transport/poller.h"
#include "http/transport/wire.h"

namespace http {

struct Connection {
    using Clock = Wire::Clock;
    /// Nothing of a request is there yet; a part of its head; it ended for us, and what still comes is thrown away.
    enum class Stage : std::uint8_t { resting, head, closing };

    Connection(int socket, std::string of, SSL_CTX* tls, Wire::Pace pace);

    const std::string address;
    const std::string counted_as;  ///< see address.h
    const bool secure;
    Wire wire;
    Stage stage = Stage::head;
    Clock::time_point since{}, deadline{};  ///< of the stage
    std::atomic<bool> resting{false};

  private:
    friend class Connections;
    bool polled_ = true;    ///< held by the poller
    bool counted_ = false;  ///< among the strangers of its address
    std::list<Connection>::iterator place_;
};

class Connections {
  public:
    using Clock = Connection::Clock;
    using Stage = Connection::Stage;

    struct Limits {
        std::size_t all;
        std::size_t strangers_of_address;  ///< loopback has no such limit
    };
    /// `poller` must outlive it.
    Connections(const Poller& poller, Limits limits)
        : poller_(&poller)
        , limits_(limits) {}

    /// Takes the socket over. Who keeps the others out leaves for it: the stranger who has been without a whole request for longest,
    /// of the same address if that has too many; then who rested longest, strangers first. Null: there is no such, and it is closed.
    Connection* add(int socket, std::string address, SSL_CTX* tls, Wire::Pace pace, Clock::time_point deadline);
    /// Lets somebody go in the same order. False: everybody is busy.
    bool make_room();

    /// A thread holds it now. Who is known does not count among the strangers of an address.
    void take(Connection& connection);
    /// The poller holds it again, in that stage; `longest` counts from the beginning of the stage. Returns its deadline; empty when
    /// the poller looks at nothing any more, see close().
    std::optional<Clock::time_point> give_back(Connection& connection, Stage stage, Clock::duration longest);
    /// By who holds it.
    void remove(Connection& connection);
    /// The poller sees what threads did with the connections that it has heard of: epoll promises no such thing.
    void catch_up() const { const std::lock_guard lock(mutex_); }

    /// What the poller holds beyond its time.
    std::vector<Connection*> expired(Clock::time_point now) const;
    /// When the first of those that the poller holds is; the end of time when it holds none.
    Clock::time_point next_deadline() const;

    /// Breaks off as many strangers, those whose threads have waited for them longest, and for so long at least.
    void shut_slow_strangers(std::size_t most, std::chrono::milliseconds at_least);

    /// No more come back to the poller: all that it holds now.
    std::vector<Connection*> close();
    /// Until all are gone; breaks them off after `longest`.
    void wait_until_gone(std::chrono::milliseconds longest);

    std::size_t open() const;
    std::size_t resting() const;
    /// Connections that were refused or had to leave for others.
    std::size_t turned_away() const { return turned_away_; }

  private:
    template <class Fits> Connection* oldest(Fits fits);
    Connection* unfinished_stranger(const std::string* of);
    Connection* resting_one(bool known, const std::string* of);
    bool has_room_for(const std::string& counted_as, bool limited);
    bool let_go(Connection* connection);
    void uncount(Connection& connection);
    void erase(Connection& connection);

    const Poller* poller_;
    const Limits limits_;
    mutable std::mutex mutex_;
    std::condition_variable gone_;
    std::list<Connection> all_;
    std::map<std::string, std::size_t, std::less<>> strangers_;  ///< by what they count as
    bool closed_ = false;
    std::atomic<std::size_t> turned_away_{0};
};

}  // namespace http
