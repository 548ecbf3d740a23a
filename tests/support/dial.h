// A socket to a port of this machine, from one of its addresses.
#pragma once

#include <string>

namespace support {

/// `from`: any of loopback ("127.0.0.7"), or of a network of the test's own (own_network.h); the server is asked at loopback of
/// the same family. Returns the socket, which the caller closes; -1 when nobody answers.
int dial(int port, const std::string& from = "127.0.0.1");

}  // namespace support
