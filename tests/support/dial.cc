#include "support/dial.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <unistd.h>

namespace support {
namespace {

template <class Address> int connect(int family, const Address& from, const Address& to) {
    const int made = socket(family, SOCK_STREAM | SOCK_CLOEXEC, 0);
    const int on = 1;
    setsockopt(made, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    if (::bind(made, reinterpret_cast<const sockaddr*>(&from), sizeof from) == 0 &&
        ::connect(made, reinterpret_cast<const sockaddr*>(&to), sizeof to) == 0)
        return made;
    close(made);
    return -1;
}

}  // namespace

int dial(int port, const std::string& from) {
    sockaddr_in v4{};
    if (inet_pton(AF_INET, from.c_str(), &v4.sin_addr) == 1) {
        v4.sin_family = AF_INET;
        sockaddr_in to = v4;
        to.sin_port = htons(static_cast<std::uint16_t>(port));
        to.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        return connect(AF_INET, v4, to);
    }
    sockaddr_in6 v6{};
    inet_pton(AF_INET6, from.c_str(), &v6.sin6_addr);
    v6.sin6_family = AF_INET6;
    sockaddr_in6 to = v6;
    to.sin6_port = htons(static_cast<std::uint16_t>(port));
    to.sin6_addr = in6addr_loopback;
    return connect(AF_INET6, v6, to);
}

}  // namespace support
