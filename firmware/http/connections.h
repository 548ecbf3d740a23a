// Who is connected, and the threads that serve them: one connection, one thread, a fixed number at most.
//
// A keep-alive connection at rest holds its thread. When all threads are held and somebody new comes, the connection
// that has rested longest is closed for them.
#pragma once

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <deque>
#include <functional>
#include <list>
#include <map>
#include <mutex>
#include <string>
#include <vector>

#include <pthread.h>

namespace http {

struct Connection {
    int socket;
    std::string address;
    bool secure;
    /// Since when nothing is under way, in nanoseconds of the steady clock; 0 while something is.
    std::atomic<std::int64_t> resting_since{0};
};

class Connections {
  public:
    /// Serves a connection until it is over; must not close the socket while `Connection` may still be shut from here,
    /// that is: hands it back to `release` first.
    using Serve = std::function<void(Connection&)>;

    Connections(unsigned threads, unsigned per_address, Serve serve);
    ~Connections();
    Connections(const Connections&) = delete;
    Connections& operator=(const Connections&) = delete;

    /// Takes the socket over; closes it when its address has too many already or the server is full.
    void add(int socket, std::string address, bool secure);

    /// For `serve`: the connection rests from now on. False: it should be closed, the server stops.
    bool rest(Connection& connection);
    void wake(Connection& connection) { connection.resting_since = 0; }
    /// For `serve`, before it closes the socket: nobody will shut it down from elsewhere after that.
    void release(Connection& connection);

    /// Closes what rests, waits for the others, at most `longest`; then breaks them off. Ends the threads.
    void stop(std::chrono::milliseconds longest);

    bool stopping() const { return stopping_; }
    std::size_t open() const;
    std::size_t resting() const;
    /// Connections that were turned away since the start: too many of one address, or of all.
    std::size_t turned_away() const { return turned_away_; }

  private:
    static void* run(void* connections);
    void work();
    void start_thread();
    void shut_longest_resting();

    const unsigned threads_, per_address_;
    const Serve serve_;
    mutable std::mutex mutex_;
    std::condition_variable queued_, gone_;
    std::list<Connection> all_;
    std::deque<std::list<Connection>::iterator> waiting_;
    std::map<std::string, unsigned, std::less<>> by_address_;
    std::vector<pthread_t> workers_;
    std::size_t idle_workers_ = 0;
    std::atomic<bool> stopping_{false};
    std::atomic<std::size_t> turned_away_{0};
};

}  // namespace http
