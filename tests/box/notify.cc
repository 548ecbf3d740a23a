// What the service manager hears. A socket of our own stands in for systemd's.
#include "box/notify.h"

#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <array>
#include <atomic>
#include <catch2/catch_test_macros.hpp>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <format>

namespace {

class Service_manager {
  public:
    Service_manager()
        : path_(std::filesystem::temp_directory_path() / std::format("clientbox-notify-{}", getpid()))
        , socket_(socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0)) {
        sockaddr_un address{};
        address.sun_family = AF_UNIX;
        std::strncpy(address.sun_path, path_.c_str(), sizeof address.sun_path - 1);
        REQUIRE(bind(socket_, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0);
        setenv("NOTIFY_SOCKET", path_.c_str(), 1);
    }
    ~Service_manager() {
        unsetenv("NOTIFY_SOCKET");
        unsetenv("WATCHDOG_USEC");
        close(socket_);
        std::filesystem::remove(path_);
    }
    Service_manager(const Service_manager&) = delete;
    Service_manager& operator=(const Service_manager&) = delete;

    /// Waits for the next message.
    std::string hear() const {
        std::array<char, 256> bytes{};
        const ssize_t count = recv(socket_, bytes.data(), bytes.size(), 0);
        return {bytes.data(), static_cast<std::size_t>(std::max<ssize_t>(count, 0))};
    }
    bool has_heard_nothing() const {
        char byte = 0;
        return recv(socket_, &byte, 1, MSG_DONTWAIT | MSG_PEEK) < 0;
    }

  private:
    std::filesystem::path path_;
    int socket_;
};

}  // namespace

TEST_CASE("the service manager hears what it is told", "[X6]") {
    const Service_manager manager;
    box::notify("READY=1");
    CHECK(manager.hear() == "READY=1");
}

TEST_CASE("without a service manager nobody is told", "[X6]") {
    unsetenv("NOTIFY_SOCKET");
    CHECK_NOTHROW(box::notify("READY=1"));
}

TEST_CASE("the watchdog hears from a program that is alive, again and again", "[X6]") {
    const Service_manager manager;
    setenv("WATCHDOG_USEC", "2000", 1);
    const box::Watchdog watchdog([] { return true; });
    for (int i = 0; i < 3; ++i) CHECK(manager.hear() == "WATCHDOG=1");
}

TEST_CASE("the watchdog hears nothing from a program that is stuck", "[X6]") {
    const Service_manager manager;
    setenv("WATCHDOG_USEC", "2000", 1);
    std::atomic<int> asked = 0;
    const box::Watchdog watchdog([&] {
        ++asked;
        asked.notify_one();
        return false;
    });
    for (int seen = 0; seen < 3; seen = asked) asked.wait(seen);
    CHECK(manager.has_heard_nothing());
}
