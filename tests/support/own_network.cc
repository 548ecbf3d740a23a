#include "support/own_network.h"

#include <arpa/inet.h>
#include <net/if.h>
#include <netinet/in.h>
#include <sched.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cstring>
#include <format>
#include <future>
#include <stdexcept>

#include <linux/ipv6.h>  // after netinet/in.h, whose types it takes then

namespace support {
namespace {

/// What interfaces are changed through.
class Handle {
  public:
    explicit Handle(int family)
        : socket_(socket(family, SOCK_DGRAM | SOCK_CLOEXEC, 0)) {}
    ~Handle() { close(socket_); }
    Handle(const Handle&) = delete;
    Handle& operator=(const Handle&) = delete;
    template <class Request> void change(unsigned long what, Request& request) const {
        if (ioctl(socket_, what, &request) != 0)
            throw std::runtime_error(std::format("loopback takes no change: {}", std::strerror(errno)));
    }

  private:
    int socket_;
};

ifreq named(const std::string& name) {
    ifreq request{};
    name.copy(request.ifr_name, IFNAMSIZ - 1);
    return request;
}

void rouse_loopback() {
    ifreq request = named("lo");
    request.ifr_flags = IFF_UP | IFF_LOOPBACK | IFF_RUNNING;
    Handle(AF_INET).change(SIOCSIFFLAGS, request);
}

/// Under a name of its own, as old tools did it.
void add_v4(const in_addr& address, std::size_t number) {
    ifreq request = named(std::format("lo:{}", number));
    sockaddr_in in{};
    in.sin_family = AF_INET;
    in.sin_addr = address;
    std::memcpy(&request.ifr_addr, &in, sizeof in);
    Handle(AF_INET).change(SIOCSIFADDR, request);
}

void add_v6(const in6_addr& address) {
    in6_ifreq request{};
    request.ifr6_addr = address;
    request.ifr6_prefixlen = 128;
    request.ifr6_ifindex = static_cast<int>(if_nametoindex("lo"));
    Handle(AF_INET6).change(SIOCSIFADDR, request);
}

void add(const std::string& text, std::size_t number) {
    in_addr v4{};
    in6_addr v6{};
    if (inet_pton(AF_INET, text.c_str(), &v4) == 1)
        add_v4(v4, number);
    else if (inet_pton(AF_INET6, text.c_str(), &v6) == 1)
        add_v6(v6);
    else
        throw std::runtime_error("no address: " + text);
}

}  // namespace

bool in_own_network(const std::vector<std::string>& addresses, const std::function<void()>& work) {
    return std::async(std::launch::async,
                      [&] {
                          if (unshare(CLONE_NEWNET) != 0) return false;
                          rouse_loopback();
                          for (std::size_t i = 0; i < addresses.size(); ++i) add(addresses[i], i);
                          work();
                          return true;
                      })
        .get();
}

}  // namespace support
