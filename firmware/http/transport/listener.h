// A listening socket.
#pragma once

#include <string>
#include <string_view>

namespace http {

/// What is wrong with an "ADDR:PORT" as it is written, in words for whoever starts the program; "" when nothing is.
std::string objection(std::string_view address_and_port);

class Listener {
  public:
    /// Binds "ADDR:PORT" ("[::1]:443", "0.0.0.0:80", ":8080" for all addresses); port 0 takes any free one.
    /// Throws Error{unusable} with the reason, in words for whoever starts the program.
    explicit Listener(std::string_view address_and_port);
    ~Listener();
    Listener(const Listener&) = delete;
    Listener& operator=(const Listener&) = delete;

    int socket() const { return socket_; }
    int port() const { return port_; }

    struct Accepted {
        int socket = -1;      ///< does not block, closed on exec; -1: nobody is waiting
        std::string address;  ///< of the peer, in numbers; an IPv4 peer of an IPv6 socket as IPv4
        bool out_of_descriptors = false;
    };
    Accepted accept() const;

  private:
    int socket_ = -1, port_ = 0;
};

}  // namespace http
