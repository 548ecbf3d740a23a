#include "http/transport/wire.h"

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
constexpr std::size_t most_thrown_away = 16UL * 1024 * 1024;
constexpr int stranger_speed = 4, stranger_haste = 2;

}  // namespace

Wire::Wire(int socket, SSL_CTX* tls, Pace pace)
    : socket_(socket)
    , pace_(pace) {
    if (!tls) return;
    ssl_.reset(SSL_new(tls));
    if (ssl_)
        SSL_set_fd(ssl_.get(), socket_);
    else
        ::shutdown(socket_, SHUT_RDWR);  // no memory is left: nothing goes out in the clear instead
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

bool Wire::wait_at_pace(Want want, std::size_t moved, Clock::duration& waited) {
    const auto grace = trusted_ ? pace_.grace : pace_.grace / stranger_haste;
    const auto rate = std::max<std::size_t>(pace_.bytes_per_second * (trusted_ ? 1 : stranger_speed), 1);
    const auto allowed = grace + std::chrono::milliseconds(moved * 1000 / rate);
    const auto begun = Clock::now();
    stuck_since_ = (begun - waited).time_since_epoch().count();
    const bool ready = wait(want, begun + (allowed - waited));
    stuck_since_ = 0;
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

bool Wire::shake_hands(Head& why) {
    ERR_clear_error();
    const int done = SSL_accept(ssl_.get());
    if (done == 1) return true;
    const int error = SSL_get_error(ssl_.get(), done);
    want_ = error == SSL_ERROR_WANT_WRITE ? Want::write : Want::read;
    why = error == SSL_ERROR_WANT_READ || error == SSL_ERROR_WANT_WRITE ? Head::waiting : Head::gone;
    return false;
}

void Wire::begin_request() {
    body_bytes_ = answer_bytes_ = 0;
    body_waited_ = answer_waited_ = {};
}

bool Wire::wait_for_bytes(std::chrono::milliseconds longest) const { return wait(Want::read, Clock::now() + longest); }

void Wire::shut() const { ::shutdown(socket_, SHUT_RDWR); }

void Wire::give_back_memory() {
    if (!buffered().empty()) return;
    in_ = {};
    out_ = {};
    taken_ = searched_ = 0;
}

void Wire::rename_header(std::string_view name, std::string_view other) {
    const std::size_t end = in_.find("\r\n\r\n", taken_);
    for (std::size_t at = in_.find('\n', taken_); at < end; at = in_.find('\n', at + 1)) {
        const std::string_view line = std::string_view(in_).substr(at + 1);
        if (line.size() > name.size() && line[name.size()] == ':' && lower(line.substr(0, name.size())) == name)
            in_.replace(at + 1, name.size(), other);
    }
}

Wire::Head Wire::advance(std::size_t max_bytes) {
    Head why = Head::gone;
    if (shaking_hands() && !shake_hands(why)) return why;
    if (taken_ > 0) searched_ = 0;
    in_.erase(0, taken_);
    taken_ = 0;
    for (;;) {
        while (in_.starts_with("\r\n")) in_.erase(0, 2);  // RFC 9112, 2.2
        head_size_ = end_of_head(in_, searched_);
        if (head_size_ != std::string::npos) return head_size_ > max_bytes ? Head::too_large : Head::complete;
        if (in_.size() > max_bytes) return Head::too_large;
        searched_ = in_.size();
        if (!fill(why)) return why;
    }
}

/// Receives what is there, at least a byte.
bool Wire::fill(Head& why) {
    auto have = in_.size();
    ssize_t got = 0;
    in_.resize_and_overwrite(have + chunk, [&](char* bytes, std::size_t) {
        got = receive(bytes + have, chunk, want_);
        return have + (got > 0 ? static_cast<std::size_t>(got) : 0);
    });
    why = got == -1 ? Head::waiting : Head::gone;
    return got > 0;
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
        if (sent < 0) {
            broken_ = sent == -2 || !wait_at_pace(want, answer_bytes_, answer_waited_);
            if (broken_) return false;
            continue;
        }
        answer_bytes_ += static_cast<std::size_t>(sent);
        auto of_first = std::min<std::size_t>(first.size(), static_cast<std::size_t>(sent));
        first.remove_prefix(of_first);
        second.remove_prefix(static_cast<std::size_t>(sent) - of_first);
    }
    return true;
}

void Wire::say_goodbye() {
    Want want{};
    if (!out_.empty() && !shaking_hands()) send(out_, {}, want);
    out_.clear();
    if (ssl_ && SSL_is_init_finished(ssl_.get())) SSL_shutdown(ssl_.get());
    ::shutdown(socket_, SHUT_WR);
}

bool Wire::throw_away() {
    std::array<char, chunk> rest;
    while (thrown_away_ < most_thrown_away) {
        auto got = ::recv(socket_, rest.data(), rest.size(), 0);
        if (got <= 0) return got == 0 || (errno != EAGAIN && errno != EINTR);
        thrown_away_ += static_cast<std::size_t>(got);
    }
    return true;
}

}  // namespace http
