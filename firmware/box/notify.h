// What the service manager wants to hear (systemd's sd_notify(3) protocol, without its library).
#pragma once

#include <functional>
#include <string_view>
#include <thread>

namespace box {

/// Sends one message to $NOTIFY_SOCKET; nothing happens when there is none.
void notify(std::string_view state);

/// Sends WATCHDOG=1 in half the time that $WATCHDOG_USEC allows, as long as `alive` says so.
class Watchdog {
  public:
    explicit Watchdog(std::function<bool()> alive);
    ~Watchdog();
    Watchdog(const Watchdog&) = delete;
    Watchdog& operator=(const Watchdog&) = delete;

  private:
    std::jthread thread_;
};

}  // namespace box
