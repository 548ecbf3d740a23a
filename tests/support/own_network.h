// A network of a test's own, with nothing in it but loopback, which may have any addresses: many peers from many places.
#pragma once

#include <functional>
#include <string>
#include <vector>

namespace support {

/// Runs `work` in a thread inside such a network, whose loopback has these addresses too ("192.0.2.7", "fd00:1::7"); what it
/// starts is inside as well. Throws what it throws. False: this machine lets nobody make one (it takes root), nothing was run.
bool in_own_network(const std::vector<std::string>& addresses, const std::function<void()>& work);

}  // namespace support
