#include "http/transport/poller.h"

#include <sys/eventfd.h>
#include <unistd.h>

#include <algorithm>

namespace http {

Poller::Poller()
    : epoll_(::epoll_create1(EPOLL_CLOEXEC))
    , wake_(::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)) {
    watch(wake_, nullptr);
}

Poller::~Poller() {
    ::close(wake_);
    ::close(epoll_);
}

void Poller::watch(int socket, void* whose) const {
    epoll_event event{.events = EPOLLIN, .data = {.ptr = whose}};
    ::epoll_ctl(epoll_, EPOLL_CTL_ADD, socket, &event);
}

void Poller::arm(int socket, void* whose, For what, bool first) const {
    const unsigned wanted = what == For::reading ? EPOLLIN | EPOLLRDHUP : EPOLLOUT;
    epoll_event event{.events = wanted | EPOLLONESHOT, .data = {.ptr = whose}};
    ::epoll_ctl(epoll_, first ? EPOLL_CTL_ADD : EPOLL_CTL_MOD, socket, &event);
}

std::span<void* const> Poller::wait(std::chrono::milliseconds longest) {
    const auto wait = static_cast<int>(std::clamp<std::chrono::milliseconds::rep>(longest.count(), 0, 3'600'000));
    const int count = ::epoll_wait(epoll_, events_.data(), events_.size(), wait);
    std::size_t ready = 0;
    for (int i = 0; i < count; ++i) {
        if (void* whose = events_[static_cast<std::size_t>(i)].data.ptr) {
            ready_[ready++] = whose;
        } else {
            eventfd_t times = 0;
            ::eventfd_read(wake_, &times);
        }
    }
    return {ready_.data(), ready};
}

void Poller::wake() const { ::eventfd_write(wake_, 1); }

}  // namespace http
