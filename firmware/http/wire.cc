#include "http/wire.h"

#include <openssl/err.h>
#include <poll.h>
#include <sys/socket.h>
#include <sys/uio.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>

#include "http/form.h"
#include "http/framing.h"

namespace http {
namespace {

constexpr std::size_t chunk = 4096;          // read ahead for heads
constexpr std::size_t gather = 16UL * 1024;  // one TLS record

}  // namespace

Wire::Wire(int socket, SSL_CTX* tls, Pace pace)
    : socket_(socket)
    , pace_(pace) {
    if (!tls) return;
    ssl_.reset(SSL_new(tls));
    if (ssl_) SSL_set_fd(ssl_.get(), socket_);
}

Wire::~Wire() {
    ssl_.reset();
    ::close(socket_);
}

bool Wire::wait(Want want, Clock::time_point deadline) const {
    for (;;) {
        auto left = std::chrono::ceil<std::chrono::milliseconds>(deadline - Clock::now()).count();
        if (left <= 0) return false;
        pollfd watched{
            .fd = socket_, .events = static_cast<short>(want == Want::read ? POLLIN : POLLOUT), .revents = 0};
        int ready = ::poll(&watched, 1, static_cast<int>(std::min<long>(left, 3'600'000)));
        if (ready > 0) return true;
        if (ready < 0 && errno != EINTR) return false;
    }
}

bool Wire::wait_at_pace(Want want, std::size_t moved, Clock::duration& waited) const {
    auto allowed =
        pace_.grace + std::chrono::milliseconds(moved * 1000 / std::max<std::size_t>(pace_.bytes_per_second, 1));
    auto begun = Clock::now();
    bool ready = wait(want, begun + (allowed - waited));
    waited += Clock::now() - begun;
    return ready;
}

/// -1 with `want` set when nothing can be had now; -2 when the connection is broken; 0 at its end.
ssize_t Wire::receive(char* to, std::size_t size, Want& want) {
    want = Want::read;
    if (!ssl_) {
        ssize_t got = ::recv(socket_, to, size, 0);
        if (got >= 0) return got;
        return errno == EAGAIN || errno == EWOULDBLOCK || errno == EINTR ? -1 : -2;
    }
    ERR_clear_error();
    int got = SSL_read(ssl_.get(), to, static_cast<int>(std::min<std::size_t>(size, 1U << 30)));
    if (got > 0) return got;
    switch (SSL_get_error(ssl_.get(), got)) {
    case SSL_ERROR_WANT_READ: return -1;
    case SSL_ERROR_WANT_WRITE: want = Want::write; return -1;
    case SSL_ERROR_ZERO_RETURN: return 0;
    default: return -2;
    }
}

/// Both pieces in one go, as far as they fit. Results as of receive().
ssize_t Wire::send(std::string_view first, std::string_view second, Want& want) {
    want = Want::write;
    if (!ssl_) {
        std::array<iovec, 2> pieces{iovec{const_cast<char*>(first.data()), first.size()},
                                    iovec{const_cast<char*>(second.data()), second.size()}};
        msghdr message{};
        message.msg_iov = pieces.data();
        message.msg_iovlen = pieces.size();
        ssize_t sent = ::sendmsg(socket_, &message, MSG_NOSIGNAL);
        if (sent >= 0) return sent;
        return errno == EAGAIN || errno == EWOULDBLOCK || errno == EINTR ? -1 : -2;
    }
    auto piece = first.empty() ? second : first;
    ERR_clear_error();
    int sent = SSL_write(ssl_.get(), piece.data(), static_cast<int>(std::min<std::size_t>(piece.size(), 1U << 30)));
    if (sent > 0) return sent;
    switch (SSL_get_error(ssl_.get(), sent)) {
    case SSL_ERROR_WANT_WRITE: return -1;
    case SSL_ERROR_WANT_READ: want = Want::read; return -1;
    default: return -2;
    }
}

bool Wire::shake_hands(Clock::time_point deadline) {
    if (!ssl_) return true;
    for (;;) {
        ERR_clear_error();
        int done = SSL_accept(ssl_.get());
        if (done == 1) return true;
        int why = SSL_get_error(ssl_.get(), done);
        if (why != SSL_ERROR_WANT_READ && why != SSL_ERROR_WANT_WRITE) return false;
        if (!wait(why == SSL_ERROR_WANT_READ ? Want::read : Want::write, deadline)) return false;
    }
}

bool Wire::wait_for_request(std::chrono::milliseconds longest) {
    body_bytes_ = answer_bytes_ = 0;
    body_waited_ = answer_waited_ = {};
    if (!buffered().empty()) return true;
    in_.clear();
    taken_ = 0;
    if (ssl_ && SSL_pending(ssl_.get()) > 0) return true;
    auto begun = Clock::now();
    auto soon = std::min(longest, std::chrono::milliseconds{1000});
    if (wait(Want::read, begun + soon)) return true;
    if (longest <= soon) return false;
    give_back_memory();
    return wait(Want::read, begun + longest);
}

void Wire::give_back_memory() {
    in_ = {};
    out_ = {};
    taken_ = 0;
}

void Wire::rename_header(std::string_view name, std::string_view other) {
    const std::size_t end = in_.find("\r\n\r\n", taken_);
    for (std::size_t at = in_.find('\n', taken_); at < end; at = in_.find('\n', at + 1)) {
        const std::string_view line = std::string_view(in_).substr(at + 1);
        if (line.size() > name.size() && line[name.size()] == ':' && lower(line.substr(0, name.size())) == name)
            in_.replace(at + 1, name.size(), other);
    }
}

Wire::Head Wire::read_head(Clock::time_point deadline, std::size_t max_bytes) {
    in_.erase(0, taken_);
    taken_ = 0;
    for (std::size_t searched = 0;;) {
        while (in_.starts_with("\r\n")) in_.erase(0, 2);  // RFC 9112, 2.2
        head_size_ = end_of_head(in_, searched);
        if (head_size_ != std::string::npos) return head_size_ > max_bytes ? Head::too_large : Head::complete;
        if (in_.size() > max_bytes) return Head::too_large;
        searched = in_.size();
        Head why{};
        if (!fill(deadline, why)) return why;
    }
}

/// Receives what is there, at least a byte.
bool Wire::fill(Clock::time_point deadline, Head& why) {
    auto have = in_.size();
    for (;;) {
        Want want{};
        ssize_t got = 0;
        in_.resize_and_overwrite(have + chunk, [&](char* bytes, std::size_t) {
            got = receive(bytes + have, chunk, want);
            return have + (got > 0 ? static_cast<std::size_t>(got) : 0);
        });
        if (got > 0) return true;
        why = got == -1 ? Head::late : Head::gone;
        if (got != -1 || !wait(want, deadline)) return false;
    }
}

ssize_t Wire::read(char* to, std::size_t size) {
    if (auto ready = buffered(); !ready.empty()) {
        auto taken = std::min(size, ready.size());
        std::memcpy(to, ready.data(), taken);
        taken_ += taken;
        body_bytes_ += taken;
        return static_cast<ssize_t>(taken);
    }
    return receive_body(to, size);
}

ssize_t Wire::receive_body(char* to, std::size_t size) {
    if (!flush()) return -1;  // a "100 Continue" that the peer waits for
    for (;;) {
        Want want{};
        auto got = receive(to, size, want);
        if (got > 0) body_bytes_ += static_cast<std::size_t>(got);
        if (got >= 0) return got;
        if (got == -2 || !wait_at_pace(want, body_bytes_, body_waited_)) return -1;
    }
}

std::string_view Wire::body_bytes(std::size_t size) {
    if (!buffered().empty()) return buffered();
    in_.clear();
    taken_ = 0;
    ssize_t got = 0;
    in_.resize_and_overwrite(size, [&](char* bytes, std::size_t) {
        got = receive_body(bytes, size);
        return got > 0 ? static_cast<std::size_t>(got) : 0;
    });
    return in_;
}

void Wire::take(std::size_t size) { taken_ += size; }

bool Wire::write(std::string_view bytes) {
    if (out_.size() + bytes.size() <= (ssl_ ? gather : chunk)) {
        out_ += bytes;
        return true;
    }
    bool sent = send_all(out_, bytes);
    out_.clear();
    return sent;
}

bool Wire::flush() {
    if (out_.empty()) return true;
    bool sent = send_all(out_, {});
    out_.clear();
    return sent;
}

bool Wire::send_all(std::string_view first, std::string_view second) {
    while (!first.empty() || !second.empty()) {
        Want want{};
        auto sent = send(first, second, want);
        if (sent == -2) return false;
        if (sent == -1) {
            if (!wait_at_pace(want, answer_bytes_, answer_waited_)) return false;
            continue;
        }
        answer_bytes_ += static_cast<std::size_t>(sent);
        auto of_first = std::min<std::size_t>(first.size(), static_cast<std::size_t>(sent));
        first.remove_prefix(of_first);
        second.remove_prefix(static_cast<std::size_t>(sent) - of_first);
    }
    return true;
}

void Wire::close_gently(std::chrono::milliseconds patience) {
    flush();
    if (ssl_ && SSL_is_init_finished(ssl_.get())) SSL_shutdown(ssl_.get());
    ::shutdown(socket_, SHUT_WR);
    if (patience.count() == 0) return;
    auto deadline = Clock::now() + patience;
    std::array<char, chunk> rest;
    for (std::size_t thrown_away = 0; thrown_away < 16UL * 1024 * 1024;) {
        auto got = ::recv(socket_, rest.data(), rest.size(), 0);
        if (got > 0) {
            thrown_away += static_cast<std::size_t>(got);
            if (Clock::now() > deadline) return;
        } else if (got == 0 || (errno != EAGAIN && errno != EINTR) || !wait(Want::read, deadline)) {
            return;
        }
    }
}

}  // namespace http
