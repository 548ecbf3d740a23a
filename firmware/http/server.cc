// Sockets, threads, deadlines, start and stop. What is said over a connection is engine.h's, what is done about it door.h's.
#include "http/server.h"

#include <malloc.h>
#include <poll.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include <array>
#include <format>
#include <iostream>
#include <mutex>
#include <thread>
#include <utility>

#include "http/answer_head.h"
#include "http/connections.h"
#include "http/door.h"
#include "http/engine.h"
#include "http/framing.h"
#include "http/listener.h"
#include "http/own_names.h"
#include "http/tls.h"
#include "http/wire.h"

namespace http {
namespace {

constexpr std::chrono::milliseconds most_lingering{2000};

}  // namespace

struct Server::State {
    Settings settings;
    Door door;
    Engine engine{door};
    Own_names own_names{settings.names};
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
    std::string refusal_of(const Wire& wire, const Connection& connection, const Flaw& flaw);
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
    if (head == Wire::Head::late) wire.write(refusal(408, "Request Timeout"));
    return head == Wire::Head::complete || head == Wire::Head::too_large;
}

bool Server::State::serve_request(Wire& wire, const Connection& connection) {
    auto begun = Wire::Clock::now();
    Exchange exchange;
    auto framing = framing_of(wire.head());
    if (framing && !framing->host.empty() && !own_names.has(framing->host))
        framing = std::unexpected(Flaw{421, "Misdirected Request"});
    if (!framing) {
        wire.write(refusal_of(wire, connection, framing.error()));
        return false;
    }
    exchange.framing = std::move(*framing);
    exchange.request.address = connection.address;
    exchange.request.secure = connection.secure;
    exchange.last = connections->stopping();
    bool more = engine.exchange(wire, exchange);
    bool sent = wire.flush();
    if (exchange.answer)
        door.finished(exchange.request, *exchange.answer,
                      std::chrono::duration_cast<std::chrono::microseconds>(Wire::Clock::now() - begun));
    return more && sent;
}

/// Browsers come to two of them, and get words: with too many cookies, and under a name that the box does not know.
std::string Server::State::refusal_of(const Wire& wire, const Connection& connection, const Flaw& flaw) {
    if (flaw.status == 421)
        return refusal(Response::text("This box does not go by the name in your browser's address line. Whoever looks "
                                      "after it can add a name: clientbox serve --name NAME\n",
                                      421),
                       flaw.why);
    if (flaw.status != 431) return refusal(flaw.status, flaw.why);
    Request request;
    request.path = request.target = "/";
    request.address = connection.address;
    request.secure = connection.secure;
    request.headers.add("accept-language", std::string(field_of(wire.head(), "accept-language")));
    const storage::Error error(storage::Fault::too_large,
                               "The browser sends too many cookies. Delete those of this address, then try again.");
    return refusal(*door.refuse(request, 431, error), flaw.why);
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
