#include "support/peer.h"

#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <charconv>
#include <format>
#include <stdexcept>

#include "support/dial.h"

namespace support {

Peer::Peer(int port, const std::string& from)
    : socket_(dial(port, from)) {
    if (socket_ < 0) throw std::runtime_error("no connection");
}

Peer::~Peer() { close(socket_); }

void Peer::receive() {
    std::array<char, 65536> bytes{};
    const ssize_t count = recv(socket_, bytes.data(), bytes.size(), 0);
    if (count <= 0) throw std::runtime_error("the connection ended");
    buffer_.append(bytes.data(), static_cast<std::size_t>(count));
}

void Peer::put(std::string_view bytes) {
    if (send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL) != static_cast<ssize_t>(bytes.size()))
        throw std::runtime_error("the connection ended");
}

Answer Peer::ask(std::string_view method, std::string_view target, std::string_view headers, std::string_view body) {
    const std::string request = std::format("{} {} HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: {}\r\n{}\r\n{}",
                                            method, target, body.size(), headers, body);
    put(request);
    std::size_t end = 0;
    while ((end = buffer_.find("\r\n\r\n")) == std::string::npos) receive();
    Answer answer{.head = buffer_.substr(0, end + 2)};
    buffer_.erase(0, end + 4);
    std::from_chars(answer.head.data() + 9, answer.head.data() + 12, answer.status);
    std::size_t length = 0;
    if (const auto at = answer.head.find("Content-Length: "); at != std::string::npos)
        std::from_chars(answer.head.data() + at + 16, answer.head.data() + answer.head.size(), length);
    if (method == "HEAD") length = 0;
    while (buffer_.size() < length) receive();
    answer.body = buffer_.substr(0, length);
    buffer_.erase(0, length);
    return answer;
}

}  // namespace support
