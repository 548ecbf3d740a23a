// Waits for many sockets at once (epoll(7)), without a thread for each.
#pragma once

#include <array>
#include <chrono>
#include <span>

#include <sys/epoll.h>

namespace http {

class Poller {
  public:
    Poller();
    ~Poller();
    Poller(const Poller&) = delete;
    Poller& operator=(const Poller&) = delete;

    enum class For : std::uint8_t { reading, writing };
    /// Tells of `whose` whenever somebody waits at a listening socket.
    void watch(int socket, void* whose) const;
    /// Tells of `whose` once; after that, or the first time, it has to be armed. Closing the socket ends it.
    void arm(int socket, void* whose, For what, bool first) const;
    /// Whose sockets are ready; valid until the next call. Empty when the time is over or somebody called wake().
    std::span<void* const> wait(std::chrono::milliseconds longest);
    /// From any thread.
    void wake() const;

  private:
    static constexpr std::size_t most_at_once = 64;
    int epoll_, wake_;
    std::array<epoll_event, most_at_once> events_{};
    std::array<void*, most_at_once> ready_{};
};

}  // namespace http
