// Addresses of peers, in numbers, as far as limits look at them.
#pragma once

#include <string>
#include <string_view>

namespace http {

bool is_loopback(std::string_view address);

/// What an address counts as where addresses have a limit: itself, but IPv6 by its network ("2001:db8:1:2::/64"), since one
/// machine may have all addresses of it. Link-local ones (fe80::) are of one network each office: they count by themselves.
std::string counted_as(std::string_view address);

}  // namespace http
