// The other end of the wire: one keep-alive connection over loopback, as cheap as can be, so that the server is what
// is measured.
#pragma once

#include <string>
#include <string_view>

namespace support {

struct Answer {
    int status = 0;
    std::string head, body;
};

class Peer {
  public:
    /// `from`: see dial.h. Throws std::runtime_error when nobody answers.
    explicit Peer(int port, const std::string& from = "127.0.0.1");
    ~Peer();
    Peer(const Peer&) = delete;
    Peer& operator=(const Peer&) = delete;
    /// Sends it as it is, and waits for nothing.
    void put(std::string_view bytes);
    /// `headers`: whole lines, each ended by "\r\n". Throws std::runtime_error when the connection ends.
    Answer ask(std::string_view method, std::string_view target, std::string_view headers, std::string_view body = {});

  private:
    void receive();
    int socket_;
    std::string buffer_;
};

}  // namespace support
