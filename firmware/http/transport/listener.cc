#include "http/transport/listener.h"

#include <arpa/inet.h>
#include <netdb.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cerrno>
#include <charconv>
#include <cstdint>
#include <cstring>
#include <memory>
#include <system_error>

#include "storage/error.h"

namespace http {
namespace {

constexpr int backlog = 512;

[[noreturn]] void refuse(std::string_view where, const std::string& why) {
    throw storage::Error(storage::Fault::unusable, "Cannot listen on " + std::string(where) + ": " + why + ".");
}

std::string explain(int code) {
    switch (code) {
    case EADDRINUSE: return "the port is already in use by another program";
    case EACCES: return "ports below 1024 need the right to bind them";
    case EADDRNOTAVAIL: return "this machine does not have that address";
    default: return std::generic_category().message(code);
    }
}

using Addresses = std::unique_ptr<addrinfo, decltype(&freeaddrinfo)>;

Addresses resolve(std::string_view where) {
    if (const auto why = objection(where); !why.empty()) refuse(where, why);
    const auto colon = where.rfind(':');
    std::string host(where.substr(0, colon)), port(where.substr(colon + 1));
    if (host.size() > 1 && host.front() == '[' && host.back() == ']') host = host.substr(1, host.size() - 2);
    addrinfo hints{};
    hints.ai_flags = AI_PASSIVE | AI_NUMERICSERV;
    hints.ai_socktype = SOCK_STREAM;
    addrinfo* found = nullptr;
    if (int failed = getaddrinfo(host.empty() ? nullptr : host.c_str(), port.c_str(), &hints, &found))
        refuse(where, gai_strerror(failed));
    return {found, &freeaddrinfo};
}

int bind_to(const addrinfo& address) {
    int made = ::socket(address.ai_family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    if (made < 0) return -1;
    const int yes = 1, no = 0;
    setsockopt(made, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
    if (address.ai_family == AF_INET6) setsockopt(made, IPPROTO_IPV6, IPV6_V6ONLY, &no, sizeof no);
    if (::bind(made, address.ai_addr, address.ai_addrlen) == 0 && ::listen(made, backlog) == 0) return made;
    int why = errno;
    ::close(made);
    errno = why;
    return -1;
}

std::string numbers(const sockaddr_storage& address) {
    char text[INET6_ADDRSTRLEN] = "";
    if (address.ss_family == AF_INET)
        inet_ntop(AF_INET, &reinterpret_cast<const sockaddr_in&>(address).sin_addr, text, sizeof text);
    else
        inet_ntop(AF_INET6, &reinterpret_cast<const sockaddr_in6&>(address).sin6_addr, text, sizeof text);
    std::string_view shown = text;
    if (shown.starts_with("::ffff:") && shown.contains('.')) shown.remove_prefix(7);
    return std::string(shown);
}

}  // namespace

std::string objection(std::string_view where) {
    const auto colon = where.rfind(':');
    if (colon == std::string_view::npos) return "it must look like 127.0.0.1:8080";
    const auto port = where.substr(colon + 1);
    std::uint16_t number = 0;
    const auto [end, error] = std::from_chars(port.data(), port.data() + port.size(), number);
    if (error != std::errc{} || end != port.data() + port.size()) return "the port must be a number from 0 to 65535";
    return {};
}

Listener::Listener(std::string_view where) {
    auto addresses = resolve(where);
    int why = 0;
    for (auto* address = addresses.get(); address && socket_ < 0; address = address->ai_next) {
        socket_ = bind_to(*address);
        why = errno;
    }
    if (socket_ < 0) refuse(where, explain(why));
    sockaddr_storage bound{};
    socklen_t size = sizeof bound;
    getsockname(socket_, reinterpret_cast<sockaddr*>(&bound), &size);
    port_ = ntohs(bound.ss_family == AF_INET ? reinterpret_cast<sockaddr_in&>(bound).sin_port
                                             : reinterpret_cast<sockaddr_in6&>(bound).sin6_port);
}

Listener::~Listener() { ::close(socket_); }

Listener::Accepted Listener::accept() const {
    sockaddr_storage peer{};
    socklen_t size = sizeof peer;
    int made = ::accept4(socket_, reinterpret_cast<sockaddr*>(&peer), &size, SOCK_NONBLOCK | SOCK_CLOEXEC);
    if (made < 0) return {.socket = -1, .address = {}, .out_of_descriptors = errno == EMFILE || errno == ENFILE};
    const int yes = 1;
    setsockopt(made, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
    return {.socket = made, .address = numbers(peer), .out_of_descriptors = false};
}

}  // namespace http
