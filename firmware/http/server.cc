// The only file that includes httplib.h, whose part is HTTP/1.1 itself: request lines, headers, chunks, answers.
// Sockets, threads and deadlines are ours (wire.h, connections.h, listener.h), and so is what happens to a request
// (door.h): httplib waits as long as bytes drip in, matches routes by regular expressions that recurse by the byte, and
// knows one body limit for all.
#include "http/server.h"

#include <httplib.h>
#include <malloc.h>
#include <poll.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include <format>
#include <iostream>
#include <thread>
#include <utility>

#include "http/connections.h"
#include "http/door.h"
#include "http/form.h"
#include "http/listener.h"
#include "http/tls.h"
#include "http/wire.h"

// What stands on its insides (Server::process_request and svr_sock_, detail::read_content, body_consumed_) was read and tested
// in this version: after a change read Engine and read_body again, run "[http]", and only then write the new number here.
static_assert(std::string_view(CPPHTTPLIB_VERSION) == "0.41.0");

namespace http {
namespace {

using storage::Error;
using storage::Fault;

constexpr std::size_t most_head_bytes = 32UL * 1024;
constexpr std::size_t most_target_bytes = 8UL * 1024;
constexpr std::size_t most_in_a_piece = 256UL * 1024;  // of content that is read as it goes out
constexpr std::chrono::milliseconds most_lingering{2000};
/// httplib refuses ranges that it cannot read; RFC 9110, 14.2 has them passed over (download.h), so it sees none.
constexpr std::string_view range_header = "range", hidden_range = "r-nge";

constexpr std::string_view security_headers =
    "Content-Security-Policy: default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; "
    "manifest-src 'self'\r\n"
    "X-Content-Type-Options: nosniff\r\n"
    "Referrer-Policy: same-origin\r\n"
    "Permissions-Policy: camera=(self), geolocation=(self), microphone=(), payment=(), usb=()\r\n"
    "Cross-Origin-Opener-Policy: same-origin\r\n";

/// A Wire in the shape that httplib wants. Waiting is the Wire's business, so it is always ready.
class WireStream final : public httplib::Stream {
  public:
    explicit WireStream(Wire& wire)
        : wire_(wire) {}
    bool is_readable() const override { return true; }
    bool wait_readable() const override { return true; }
    bool wait_writable() const override { return true; }
    ssize_t read(char* to, std::size_t size) override { return wire_.read(to, size); }
    ssize_t write(const char* from, std::size_t size) override {
        return wire_.write({from, size}) ? static_cast<ssize_t>(size) : -1;
    }
    void get_remote_ip_and_port(std::string&, int&) const override {}
    void get_local_ip_and_port(std::string&, int&) const override {}
    socket_t socket() const override { return INVALID_SOCKET; }
    time_t duration() const override { return 0; }

  private:
    Wire& wire_;
};

/// One request and its answer.
struct Exchange {
    Door& door;
    WireStream& stream;
    httplib::Request* raw = nullptr;
    Request request{};
    Door::Answer answer{};  ///< null: httplib found no request in what came, and answers that itself
    bool last = false;      ///< the connection ends with it
};
thread_local Exchange* current = nullptr;

bool fits_in_header(std::string_view text) { return text.find_first_of(std::string_view("\r\n\0", 3)) == text.npos; }

bool has_body(const httplib::Request& raw) {
    return raw.has_header("Transfer-Encoding") || raw.get_header_value_u64("Content-Length", 0) > 0;
}

/// 0 when it comes in chunks.
std::uint64_t announced_size(const httplib::Request& raw) {
    return raw.has_header("Transfer-Encoding") ? 0 : raw.get_header_value_u64("Content-Length", 0);
}

void take_over(const httplib::Request& raw, Request& request) {
    request.target = raw.target;
    for (const auto& [name, value] : raw.headers)
        request.headers.add(name == hidden_range ? std::string(range_header) : lower(name), value);
    request.host = request.headers.get("host");
    request.content_type = request.headers.get("content-type");
}

/// Reads the body piece by piece; `take` gives an answer when no more is wanted. Answers, and ends the connection, when it must
/// not come in.
Door::Answer read_body(Exchange& exchange, std::size_t limit,
                       const std::function<Door::Answer(std::string_view bytes)>& take) {
    auto& raw = *exchange.raw;
    auto refuse = [&](int status, Fault fault, const char* message) {
        exchange.last = true;
        return exchange.door.refuse(exchange.request, status, Error(fault, message));
    };
    auto encoding = raw.get_header_value("Transfer-Encoding");
    if (!encoding.empty() && lower(encoding) != "chunked")
        return refuse(501, Fault::invalid, "Unknown Transfer-Encoding.");
    if (raw.has_header("Content-Encoding")) return refuse(415, Fault::invalid, "Compressed bodies are not read.");
    const auto* too_large = "What was sent is larger than is allowed here.";
    if (announced_size(raw) > limit) return refuse(413, Fault::too_large, too_large);

    Door::Answer unwanted;
    int status = 400;
    bool complete = httplib::detail::read_content(
        exchange.stream, raw, limit, status, nullptr,
        [&](const char* bytes, std::size_t size, std::size_t, std::size_t) {
            unwanted = take({bytes, size});
            return !unwanted;
        },
        false);
    if (unwanted) {
        exchange.last = true;
        return unwanted;
    }
    if (!complete && status == 413) return refuse(413, Fault::too_large, too_large);
    if (!complete) return refuse(400, Fault::invalid, "What was sent did not arrive whole.");
    return nullptr;
}

/// Into the request.
Door::Answer read_into_memory(Exchange& exchange, std::size_t limit) {
    std::string body;
    body.reserve(std::min<std::uint64_t>(announced_size(*exchange.raw), limit));
    auto refused = read_body(exchange, limit, [&](std::string_view bytes) -> Door::Answer {
        body.append(bytes);
        return nullptr;
    });
    if (refused) return refused;
    auto& request = exchange.request;
    auto type = media_type(request.content_type);
    if (type == "application/x-www-form-urlencoded") {
        request.form = urlencoded(body);
    } else if (type == "multipart/form-data") {
        if (multipart(std::move(body), request.content_type, request.form, request.uploads)) return nullptr;
        exchange.last = true;
        return exchange.door.refuse(request, 400, Error(Fault::invalid, "The form that was sent cannot be read."));
    } else {
        request.body = std::move(body);
    }
    return nullptr;
}

/// Where the route wants it.
Door::Answer read_into_sink(Exchange& exchange, const Door::Entry& entry, bool body) {
    auto& [door, stream, raw, request, ignored, last] = exchange;
    BodySink sink;
    if (auto refused = door.begin(request, entry, sink)) {
        last = last || body;
        return refused;
    }
    auto take = [&](std::string_view bytes) { return door.take(request, sink, bytes); };
    if (body)
        if (auto refused = read_body(exchange, entry.route->body_limit, take)) return refused;
    return door.end(request, entry, sink);
}

Door::Answer answer(Exchange& exchange) {
    auto& [door, stream, raw, request, ignored, last] = exchange;
    bool body = has_body(*raw);
    raw->body_consumed_ = true;  // by us or not at all
    auto entry = door.enter(request, raw->method);
    if (entry.answer) {
        last = last || body;
        return entry.answer;
    }
    if (entry.route->sink) return read_into_sink(exchange, entry, body);
    if (body)
        if (auto refused = read_into_memory(exchange, entry.route->body_limit)) return refused;
    return door.pass(request, entry);
}

/// False, which ends the connection, when the content is shorter than was announced.
bool send_piece(const Content& content, std::size_t offset, std::size_t length, httplib::DataSink& sink) {
    std::string piece(std::min(length, most_in_a_piece), '\0');
    auto got = content.read(offset, piece);
    return got > 0 && sink.write(piece.data(), got);
}

void give(Exchange& exchange, httplib::Response& out) {
    const auto& answer = exchange.answer;
    out.status = answer->status;
    if (answer->stream) {
        auto next = [answer](std::size_t, httplib::DataSink& sink) {
            std::string bytes;
            bool more = answer->stream(bytes);
            if (!bytes.empty() && !sink.write(bytes.data(), bytes.size())) return false;
            if (!more) sink.done();
            return true;
        };
        if (exchange.raw->version == "HTTP/1.0") {
            exchange.last = true;  // only the end of the connection ends the answer
            out.set_content_provider(answer->type, next);
        } else {
            out.set_chunked_content_provider(answer->type, next);
        }
    } else if (answer->content && answer->content->size > 0) {
        out.set_content_provider(answer->content->size, answer->type,
                                 [answer](std::size_t offset, std::size_t length, httplib::DataSink& sink) {
                                     return send_piece(*answer->content, offset, length, sink);
                                 });
    } else if (!answer->body->empty()) {
        out.set_content_provider(answer->body->size(), answer->type,
                                 [answer](std::size_t offset, std::size_t length, httplib::DataSink& sink) {
                                     return sink.write(answer->body->data() + offset, length);
                                 });
    }
}

/// Now, as RFC 9110, 5.6.7 writes it.
std::string http_date() {
    return std::format("{:%a, %d %b %Y %T} GMT",
                       std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now()));
}

/// In place of httplib's: constant headers without a copy, the answer's own, and "Connection: close" only when meant.
ssize_t write_headers(httplib::Stream& out, const httplib::Headers& headers) {
    const auto& exchange = *current;
    std::string text(security_headers);
    auto add = [&](std::string_view name, std::string_view value) {
        if (fits_in_header(name) && fits_in_header(value)) text.append(name).append(": ").append(value).append("\r\n");
    };
    int status = exchange.answer ? exchange.answer->status : 400;
    for (const auto& [name, value] : headers) {
        bool ours = name == "Connection" || name == "Keep-Alive" || name == "Accept-Ranges";
        bool not_for_this = name == "Content-Length" && (status == 204 || status == 304);
        if (!ours && !not_for_this) add(name, value);
    }
    if (exchange.answer)
        for (const auto& [name, value] : exchange.answer->headers) add(name, value);
    add("Date", http_date());
    if (exchange.last || !exchange.answer) text += "Connection: close\r\n";
    text += "\r\n";
    return out.write(text.data(), text.size());
}

/// httplib's server without its sockets and threads.
class Engine final : public httplib::Server {
  public:
    Engine() {
        svr_sock_ = 0;  // anything but INVALID_SOCKET, which it takes for "shutting down": answers would be cut
        set_header_writer(write_headers);
        set_pre_routing_handler([](const httplib::Request&, httplib::Response& out) {
            auto& exchange = *current;
            take_over(*exchange.raw, exchange.request);
            exchange.answer = answer(exchange);
            give(exchange, out);
            return HandlerResponse::Handled;
        });
    }

    /// False when the connection must end.
    bool exchange(Exchange& exchange, const std::string& address) {
        current = &exchange;
        bool went_well = process_request(exchange.stream, address, 0, {}, 0, false, exchange.last, [&](auto& raw) {
            exchange.raw = &raw;
            raw.headers.erase("Upgrade");  // WebSockets take another way through httplib
        });
        current = nullptr;
        return went_well && !exchange.last && exchange.answer;
    }
};

std::string refusal(int status, std::string_view reason) {
    return std::format("HTTP/1.1 {} {}\r\n{}Date: {}\r\nContent-Type: text/plain\r\nContent-Length: {}\r\n"
                       "Connection: close\r\n\r\n{}\n",
                       status, reason, security_headers, http_date(), reason.size() + 1, reason);
}

}  // namespace

struct Server::State {
    Settings settings;
    Door door;
    Engine engine;
    std::mutex tls_mutex;
    std::shared_ptr<SSL_CTX> tls;
    std::unique_ptr<Listener> http, https;
    int http_port = 0, https_port = 0;
    std::unique_ptr<Connections> connections;
    std::thread acceptor;
    int stop_signal = -1;  ///< an eventfd

    State(Settings chosen, Gate gate, std::vector<Route> routes)
        : settings(std::move(chosen))
        , door(std::move(gate), std::move(routes)) {}

    void accept_until_stopped();
    void accept_all(const Listener& listener, bool secure);
    void serve(Connection& connection);
    void converse(Wire& wire, Connection& connection);
    bool head_arrived(Wire& wire) const;
    bool serve_request(Wire& wire, const Connection& connection);
    std::shared_ptr<SSL_CTX> current_tls();
};

void Server::State::accept_until_stopped() {
    for (;;) {
        std::array<pollfd, 3> watched{pollfd{stop_signal, POLLIN, 0}, pollfd{http ? http->socket() : -1, POLLIN, 0},
                                      pollfd{https ? https->socket() : -1, POLLIN, 0}};
        ::poll(watched.data(), watched.size(), -1);
        if (watched[0].revents) return;
        if (watched[1].revents) accept_all(*http, false);
        if (watched[2].revents) accept_all(*https, true);
    }
}

void Server::State::accept_all(const Listener& listener, bool secure) {
    for (;;) {
        auto accepted = listener.accept();
        if (accepted.out_of_descriptors) std::this_thread::sleep_for(std::chrono::milliseconds{50});
        if (accepted.socket < 0) return;
        connections->add(accepted.socket, std::move(accepted.address), secure);
    }
}

void Server::State::serve(Connection& connection) {
    auto context = connection.secure ? current_tls() : nullptr;
    Wire wire(connection.socket, context.get(), {settings.body_grace, settings.body_rate});
    try {
        if (wire.shake_hands(Wire::Clock::now() + settings.head_deadline)) converse(wire, connection);
    } catch (const std::exception& error) {
        std::clog << std::format("connection of {} broken off: {}\n", connection.address, error.what());
    }
    connections->release(connection);
}

void Server::State::converse(Wire& wire, Connection& connection) {
    auto patience = settings.head_deadline;  // for the first request
    bool cut_short = false;                  // by us, so the peer may still be sending
    while (!cut_short && connections->rest(connection) && wire.wait_for_request(patience)) {
        connections->wake(connection);
        cut_short = !head_arrived(wire) || !serve_request(wire, connection);
        patience = settings.keep_alive;
    }
    connections->wake(connection);
    bool linger = cut_short && !connections->stopping();
    wire.close_gently(linger ? most_lingering : std::chrono::milliseconds{0});
}

bool Server::State::head_arrived(Wire& wire) const {
    auto head = wire.read_head(Wire::Clock::now() + settings.head_deadline, most_head_bytes);
    if (head == Wire::Head::gone) return false;
    bool long_target = wire.buffered().substr(0, most_target_bytes + 64).find('\n') == std::string_view::npos &&
                       wire.buffered().size() > most_target_bytes;
    if (long_target)
        wire.write(refusal(414, "URI Too Long"));
    else if (head == Wire::Head::late)
        wire.write(refusal(408, "Request Timeout"));
    else if (head == Wire::Head::too_large)
        wire.write(refusal(431, "Request Header Fields Too Large"));
    else
        return true;
    return false;
}

bool Server::State::serve_request(Wire& wire, const Connection& connection) {
    auto begun = Wire::Clock::now();
    wire.rename_header(range_header, hidden_range);
    WireStream stream(wire);
    Exchange exchange{.door = door, .stream = stream};
    exchange.request.address = connection.address;
    exchange.request.secure = connection.secure;
    exchange.last = connections->stopping();
    bool more = engine.exchange(exchange, connection.address);
    bool sent = wire.flush();
    if (exchange.answer)
        door.finished(exchange.request, *exchange.answer,
                      std::chrono::duration_cast<std::chrono::microseconds>(Wire::Clock::now() - begun));
    return more && sent;
}

std::shared_ptr<SSL_CTX> Server::State::current_tls() {
    std::lock_guard lock(tls_mutex);
    return tls;
}

Server::Server(Settings settings, Gate gate, std::vector<Route> routes)
    : state_(std::make_unique<State>(std::move(settings), std::move(gate), std::move(routes))) {}

Server::~Server() { stop(); }

void Server::start() {
    // Hundreds of threads, each busy for microseconds: few arenas, and large buffers go back to the system at once, but not
    // the 2 MB that LMDB asks for with each nested transaction.
    mallopt(M_ARENA_MAX, 4);
    mallopt(M_MMAP_THRESHOLD, 4 << 20);
    mallopt(M_TRIM_THRESHOLD, 4 << 20);
    auto& state = *state_;
    const auto& settings = state.settings;
    if (!settings.https.empty()) use_certificate(settings.certificate, settings.key);
    if (!settings.http.empty()) state.http = std::make_unique<Listener>(settings.http);
    if (!settings.https.empty()) state.https = std::make_unique<Listener>(settings.https);
    state.http_port = state.http ? state.http->port() : 0;
    state.https_port = state.https ? state.https->port() : 0;
    state.connections = std::make_unique<Connections>(settings.threads, settings.connections_per_address,
                                                      [&state](Connection& connection) { state.serve(connection); });
    state.stop_signal = ::eventfd(0, EFD_CLOEXEC);
    state.acceptor = std::thread([&state] { state.accept_until_stopped(); });
}

void Server::stop() {
    auto& state = *state_;
    if (!state.acceptor.joinable()) return;
    ::eventfd_write(state.stop_signal, 1);
    state.acceptor.join();
    ::close(std::exchange(state.stop_signal, -1));
    state.http.reset();
    state.https.reset();
    state.connections->stop(state.settings.stop_within);
}

int Server::http_port() const { return state_->http_port; }
int Server::https_port() const { return state_->https_port; }

Statistics Server::statistics() const {
    const auto& state = *state_;
    if (!state.connections) return {};
    return {.open = state.connections->open(),
            .resting = state.connections->resting(),
            .turned_away = state.connections->turned_away(),
            .pages_reused = state.door.pages_reused(),
            .not_modified = state.door.not_modified()};
}

void Server::use_certificate(const std::string& certificate, const std::string& key) {
    auto context = tls_context(certificate, key);
    std::lock_guard lock(state_->tls_mutex);
    state_->tls = std::move(context);
}

}  // namespace http
