#include "box/notify.h"

#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <chrono>
#include <condition_variable>
#include <cstdlib>
#include <cstring>
#include <mutex>

namespace box {

void notify(std::string_view state) {
    const char* path = std::getenv("NOTIFY_SOCKET");
    sockaddr_un address{};
    if (path == nullptr || std::strlen(path) >= sizeof address.sun_path) return;
    address.sun_family = AF_UNIX;
    std::strncpy(address.sun_path, path, sizeof address.sun_path - 1);
    const auto size = static_cast<socklen_t>(offsetof(sockaddr_un, sun_path) + std::strlen(path));
    if (address.sun_path[0] == '@') address.sun_path[0] = '\0';
    const int socket_number = socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);
    if (socket_number < 0) return;
    sendto(socket_number, state.data(), state.size(), MSG_NOSIGNAL, reinterpret_cast<const sockaddr*>(&address), size);
    close(socket_number);
}

Watchdog::Watchdog(std::function<bool()> alive) {
    const char* limit = std::getenv("WATCHDOG_USEC");
    const long microseconds = limit == nullptr ? 0 : std::strtol(limit, nullptr, 10);
    if (microseconds <= 0) return;
    thread_ = std::jthread([alive = std::move(alive), microseconds](const std::stop_token& stop) {
        std::mutex mutex;
        std::condition_variable_any wake;
        std::unique_lock lock(mutex);
        while (!stop.stop_requested()) {
            if (alive()) notify("WATCHDOG=1");
            wake.wait_for(lock, stop, std::chrono::microseconds(microseconds / 2), [] { return false; });
        }
    });
}

Watchdog::~Watchdog() = default;

}  // namespace box
