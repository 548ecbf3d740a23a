#include "http/transport/address.h"

#include <arpa/inet.h>
#include <netinet/in.h>

#include <algorithm>

namespace http {

bool is_loopback(std::string_view address) { return address.starts_with("127.") || address == "::1"; }

std::string counted_as(std::string_view address) {
    std::string whole(address);
    in6_addr bytes{};
    if (inet_pton(AF_INET6, whole.c_str(), &bytes) != 1 || IN6_IS_ADDR_LINKLOCAL(&bytes) || is_loopback(address))
        return whole;
    std::fill(bytes.s6_addr + 8, bytes.s6_addr + 16, 0);
    char text[INET6_ADDRSTRLEN] = "";
    inet_ntop(AF_INET6, &bytes, text, sizeof text);
    return std::string(text) + "/64";
}

}  // namespace http
