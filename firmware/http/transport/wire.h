// One accepted connection as a stream of bytes, with or without TLS. Knows no HTTP but the end of a request's head.
//
// Two ways to use it, by one thread at a time. Before a request is there nothing waits: advance() takes what has come, be it of
// the TLS handshake or of a head, and says when that is enough. While a request is answered reading its body and writing wait,
// but a peer that must be waited for has to keep up a rate of bytes, and shut() from another thread ends any wait.
#pragma once

#include <openssl/ssl.h>
#include <sys/types.h>

#include <atomic>
#include <chrono>
#include <cstddef>
#include <memory>
#include <string>
#include <string_view>

namespace http {

class Wire {
  public:
    using Clock = std::chrono::steady_clock;

    /// What a peer is allowed while we wait for it: `grace`, and a second more for every `bytes_per_second` that came or went.
    /// Strangers get half the grace, and have to be four times as fast.
    struct Pace {
        std::chrono::milliseconds grace;
        std::size_t bytes_per_second;
    };

    /// Takes over the socket (which must not block). `tls` null: plain.
    Wire(int socket, SSL_CTX* tls, Pace pace);
    ~Wire();
    Wire(const Wire&) = delete;
    Wire& operator=(const Wire&) = delete;

    /// Who is there is known from now on: no stranger. `trusted` may be asked by any thread.
    void trust() { trusted_ = true; }
    bool trusted() const { return trusted_; }

    enum class Head { complete, waiting, gone, too_large };
    /// Without waiting: goes on with the handshake and the head of the next request. When it is `complete` it is head().
    Head advance(std::size_t max_bytes);
    /// What advance() has to wait for is that the socket can be written to.
    bool wants_to_write() const { return want_ == Want::write; }
    /// A handshake costs some milliseconds of the processor.
    bool shaking_hands() const { return ssl_ && !SSL_is_init_finished(ssl_.get()); }
    /// There are bytes of a next request that no socket tells of any more.
    bool has_bytes() const { return !buffered().empty() || (ssl_ && SSL_pending(ssl_.get()) > 0); }
    /// True when some come within that time.
    bool wait_for_bytes(std::chrono::milliseconds longest) const;
    /// While it rests it holds no buffers.
    void give_back_memory();

    /// A new request: its peer has all its time before it.
    void begin_request();
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

    /// Since when the peer has been waited for in the request under way, all its waits together, in ticks of the Clock; 0 while it
    /// is not. For any thread.
    Clock::rep stuck_since() const { return stuck_since_; }
    /// Ends every wait, now and later. For any thread, while the Wire is there.
    void shut() const;

    /// What is written is sent as far as that goes at once, and nothing after it: the peer is told.
    void say_goodbye();
    /// After that, without waiting: what still comes is thrown away, so that the peer gets to our answer. True when it is over.
    bool throw_away();
    /// An answer did not go out whole.
    bool broken() const { return broken_; }

    int socket() const { return socket_; }
    bool secure() const { return ssl_ != nullptr; }

  private:
    enum class Want { read, write };
    bool wait(Want want, Clock::time_point deadline) const;
    bool wait_at_pace(Want want, std::size_t moved, Clock::duration& waited);
    ssize_t receive(char* to, std::size_t size, Want& want);
    ssize_t send(std::string_view first, std::string_view second, Want& want);
    ssize_t receive_body(char* to, std::size_t size);
    bool send_all(std::string_view first, std::string_view second);
    bool shake_hands(Head& why);
    bool fill(Head& why);

    struct FreeSsl {
        void operator()(SSL* ssl) const { SSL_free(ssl); }
    };
    int socket_;
    std::unique_ptr<SSL, FreeSsl> ssl_;
    Pace pace_;
    std::string in_;  ///< received; the first taken_ bytes are used up
    std::size_t taken_ = 0;
    std::size_t head_size_ = 0, searched_ = 0;
    std::string out_;                                ///< gathered, not sent yet
    std::size_t body_bytes_ = 0, answer_bytes_ = 0;  ///< of the request under way
    Clock::duration body_waited_{}, answer_waited_{};
    std::size_t thrown_away_ = 0;
    Want want_ = Want::read;
    bool broken_ = false;
    std::atomic<bool> trusted_{false};
    std::atomic<Clock::rep> stuck_since_{0};
};

}  // namespace http
