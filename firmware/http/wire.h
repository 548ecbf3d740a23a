// One accepted connection as a stream of bytes, with or without TLS. Knows no HTTP but the end of a request's head.
//
// Nothing here waits without bound: the head of a request has a deadline, and a peer that must be waited for while a
// body is read or an answer written has to keep up a rate of bytes. The socket is not blocking; waiting is poll(2), so
// a connection at rest costs nothing, and shutdown(2) from another thread ends any wait.
#pragma once

#include <openssl/ssl.h>
#include <sys/types.h>

#include <chrono>
#include <cstddef>
#include <memory>
#include <string>
#include <string_view>

namespace http {

class Wire {
  public:
    using Clock = std::chrono::steady_clock;

    /// What a peer is allowed while we wait for it, apart from deadlines: `grace`, and a second more for every
    /// `bytes_per_second` that came or went.
    struct Pace {
        std::chrono::milliseconds grace;
        std::size_t bytes_per_second;
    };

    /// Takes over the socket (which must not block). `tls` null: plain.
    Wire(int socket, SSL_CTX* tls, Pace pace);
    ~Wire();
    Wire(const Wire&) = delete;
    Wire& operator=(const Wire&) = delete;

    /// TLS handshake; true at once when plain.
    bool shake_hands(Clock::time_point deadline);

    /// Waits until the next request begins. False: none came in time, or the peer is gone.
    bool wait_for_request(std::chrono::milliseconds longest);

    enum class Head { complete, gone, late, too_large };
    /// Reads until a request's whole head is in the buffer: it is head() then.
    Head read_head(Clock::time_point deadline, std::size_t max_bytes);
    /// Gives headers of the head in the buffer another name, of the same length; `name` is in lower case.
    void rename_header(std::string_view name, std::string_view other);
    /// The bytes that are buffered and not yet taken by read().
    std::string_view buffered() const { return std::string_view(in_).substr(taken_); }
    std::string_view head() const { return buffered().substr(0, head_size_); }

    /// Like recv(2): 0 at the end, -1 when the peer is too slow or gone.
    ssize_t read(char* to, std::size_t size);
    /// What is there of the body, at least a byte and about `size` at most, and stays there until take(); empty as -1 and 0 above.
    std::string_view body_bytes(std::size_t size);
    void take(std::size_t size);
    /// Small pieces are gathered; call flush() after the last. False when the peer is too slow or gone.
    bool write(std::string_view bytes);
    bool flush();

    /// Says goodbye: everything unread is thrown away for up to `patience`, so that the peer still gets our answer.
    void close_gently(std::chrono::milliseconds patience);

    bool secure() const { return ssl_ != nullptr; }

  private:
    enum class Want { read, write };
    bool wait(Want want, Clock::time_point deadline) const;
    bool wait_at_pace(Want want, std::size_t moved, Clock::duration& waited) const;
    ssize_t receive(char* to, std::size_t size, Want& want);
    ssize_t send(std::string_view first, std::string_view second, Want& want);
    ssize_t receive_body(char* to, std::size_t size);
    bool send_all(std::string_view first, std::string_view second);
    bool fill(Clock::time_point deadline, Head& why);
    void give_back_memory();

    struct FreeSsl {
        void operator()(SSL* ssl) const { SSL_free(ssl); }
    };
    int socket_;
    std::unique_ptr<SSL, FreeSsl> ssl_;
    Pace pace_;
    std::string in_;  ///< received; the first taken_ bytes are used up
    std::size_t taken_ = 0;
    std::size_t head_size_ = 0;
    std::string out_;                                ///< gathered, not sent yet
    std::size_t body_bytes_ = 0, answer_bytes_ = 0;  ///< of the request under way
    Clock::duration body_waited_{}, answer_waited_{};
};

}  // namespace http
