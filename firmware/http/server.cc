// Start and stop, and one request of a connection. Who waits and who is answered is reception.h's, what is said over a connection
// engine.h's, what is done about it door.h's.
#include "http/server.h"

#include <malloc.h>
#include <sys/resource.h>

#include <algorithm>
#include <format>
#include <iostream>
#include <mutex>
#include <utility>

#include "http/answer_head.h"
#include "http/door.h"
#include "http/engine.h"
#include "http/framing.h"
#include "http/own_names.h"
#include "http/transport/reception.h"
#include "http/transport/tls.h"

namespace http {
namespace {

constexpr rlim_t other_files = 512;  // that the program has open

/// As many connections as are wanted, or as there may be open files.
std::size_t room_for(std::size_t wanted) {
    rlimit limit{};
    getrlimit(RLIMIT_NOFILE, &limit);
    limit.rlim_cur = std::max(limit.rlim_cur, std::min<rlim_t>(wanted + other_files, limit.rlim_max));
    setrlimit(RLIMIT_NOFILE, &limit);
    const rlim_t room = limit.rlim_cur - std::min(limit.rlim_cur / 2, other_files);
    return std::min<std::size_t>(wanted, room);
}

}  // namespace

struct Server::State {
    Settings settings;
    Door door;
    Engine engine{door};
    Own_names own_names{settings.names};
    std::mutex tls_mutex;
    std::shared_ptr<SSL_CTX> tls;
    int http_port = 0, https_port = 0;
    std::unique_ptr<Reception> reception;

    State(Settings chosen, Gate gate, std::vector<Route> routes)
        : settings(std::move(chosen))
        , door(std::move(gate), std::move(routes)) {}

    std::vector<Reception::Entrance> entrances();
    bool answer(Connection& connection);
    bool serve_request(Wire& wire, const Connection& connection);
    std::string refusal_of(const Wire& wire, const Connection& connection, const Flaw& flaw);
    std::shared_ptr<SSL_CTX> current_tls();
};

bool Server::State::answer(Connection& connection) {
    try {
        return serve_request(connection.wire, connection);
    } catch (const std::exception& error) {
        std::clog << std::format("connection of {} broken off: {}\n", connection.address, error.what());
        return false;
    }
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
    exchange.last = reception->stopping();
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

std::vector<Reception::Entrance> Server::State::entrances() {
    std::vector<Reception::Entrance> made;
    if (!settings.http.empty()) made.push_back({std::make_unique<Listener>(settings.http), {}});
    if (!settings.http.empty()) http_port = made.back().listener->port();
    if (settings.https.empty()) return made;
    made.push_back({std::make_unique<Listener>(settings.https), [this] { return current_tls(); }});
    https_port = made.back().listener->port();
    return made;
}

void Server::start() {
    // Hundreds of threads, each busy for microseconds: few arenas, and large buffers go back to the system at once, but not
    // the 2 MB that LMDB asks for with each nested transaction.
    mallopt(M_ARENA_MAX, 4);
    mallopt(M_MMAP_THRESHOLD, 4 << 20);
    mallopt(M_TRIM_THRESHOLD, 4 << 20);
    auto& state = *state_;
    const auto& settings = state.settings;
    if (!settings.https.empty()) use_certificate(settings.certificate, settings.key);
    auto entrances = state.entrances();
    const Reception::Limits limits{.threads = settings.threads,
                                   .connections = room_for(settings.connections),
                                   .per_address = settings.connections_per_address,
                                   .head = settings.head_deadline,
                                   .keep_alive = settings.keep_alive,
                                   .pace = {settings.body_grace, settings.body_rate}};
    const Reception::Work work{
        .answer = [&state](Connection& connection) { return state.answer(connection); },
        .knows = [&state](const Connection& one) { return state.door.knows(one.wire.head(), one.secure); }};
    state.reception = std::make_unique<Reception>(limits, work, std::move(entrances));
    state.reception->start();
}

void Server::stop() {
    if (state_->reception) state_->reception->stop(state_->settings.stop_within);
}

int Server::http_port() const { return state_->http_port; }
int Server::https_port() const { return state_->https_port; }

Statistics Server::statistics() const {
    const auto& state = *state_;
    if (!state.reception) return {};
    const auto& connections = state.reception->connections();
    return {.open = connections.open(),
            .resting = connections.resting(),
            .turned_away = connections.turned_away(),
            .pages_reused = state.door.pages_reused(),
            .not_modified = state.door.not_modified()};
}

void Server::use_certificate(const std::string& certificate, const std::string& key) {
    auto context = tls_context(certificate, key);
    std::lock_guard lock(state_->tls_mutex);
    state_->tls = std::move(context);
}

}  // namespace http
