#include "http/transport/reception.h"

#include <algorithm>
#include <utility>

#include "http/answer_head.h"
#include "http/framing.h"

namespace http {
namespace {

using namespace std::chrono_literals;
using Head = Wire::Head;

constexpr auto linger = 100ms;   // of a thread, for the next request of its connection
constexpr auto goodbye = 2s;     // for what still comes after the last answer
constexpr auto slow_after = 1s;  // without a byte of a stranger whose thread others wait for
constexpr auto look_for_slow = 100ms;
constexpr auto between_looks = 20ms;  // at deadlines, at least

}  // namespace

Reception::Reception(Limits limits, Work work, std::vector<Entrance> entrances)
    : limits_(limits)
    , work_(std::move(work))
    , entrances_(std::move(entrances))
    , connections_(poller_, {.all = limits.connections, .strangers_of_address = limits.per_address})
    , threads_(limits.threads, limits.threads / 4, [this](Connection& connection) { serve(connection); }) {}

Reception::~Reception() { stop(0ms); }

void Reception::start() {
    thread_ = std::thread([this] { poll_until_stopped(); });
}

void Reception::poll_until_stopped() {
    for (auto& entrance : entrances_) poller_.watch(entrance.listener->socket(), &entrance);
    while (!stopping_) {
        const auto ready = poller_.wait(until_next_look());
        connections_.catch_up();
        const auto is_entrance = [&](const void* whose) {
            return std::ranges::any_of(entrances_, [&](const Entrance& one) { return &one == whose; });
        };
        for (void* whose : ready)
            if (!is_entrance(whose)) look_at(*static_cast<Connection*>(whose));
        for (void* whose : ready)  // last, since others may have to leave for who comes in
            if (is_entrance(whose)) accept_all(*static_cast<Entrance*>(whose));
        end_what_expired();
        if (const auto waiting = threads_.strangers_held_up()) connections_.shut_slow_strangers(waiting, slow_after);
    }
    last_look();
}

void Reception::accept_all(const Entrance& entrance) {
    for (;;) {
        auto accepted = entrance.listener->accept();
        if (accepted.out_of_descriptors && !connections_.make_room()) std::this_thread::sleep_for(50ms);
        if (accepted.socket < 0) return;
        const auto context = entrance.tls ? entrance.tls() : nullptr;
        const auto deadline = Clock::now() + limits_.head;
        if (connections_.add(accepted.socket, std::move(accepted.address), context.get(), limits_.pace, deadline))
            look_at_latest_by(deadline);
    }
}

/// The poller has a connection that it heard of.
void Reception::look_at(Connection& connection) {
    if (connection.stage == Stage::closing)
        return connection.wire.throw_away() ? connections_.remove(connection)
                                            : wait_in(connection, Stage::closing, goodbye);
    if (!connection.wire.shaking_hands()) return go_on(connection);
    connections_.take(connection);
    threads_.put(connection, Threads::Line::known);  // not for long: a thread does not wait there
}

void Reception::go_on(Connection& connection) {
    switch (connection.wire.advance(most_head_bytes)) {
    case Head::waiting: return wait_for_head(connection);
    case Head::gone: return drop(connection);
    case Head::complete:
    case Head::too_large: return admit(connection);
    }
}

void Reception::admit(Connection& connection) {
    if (!connection.wire.trusted() && work_.knows(connection)) connection.wire.trust();
    connections_.take(connection);
    threads_.put(connection, line_of(connection));
}

/// By a thread.
void Reception::serve(Connection& connection) {
    if (connection.wire.shaking_hands()) return go_on(connection);
    for (;;) {
        connection.wire.begin_request();
        if (!work_.answer(connection)) return end(connection);
        connection.stage = Stage::resting;
        switch (next_of(connection)) {
        case Head::waiting: return wait_for_head(connection);
        case Head::gone: return drop(connection);
        case Head::complete:
        case Head::too_large: break;
        }
        if (!threads_.has_room(line_of(connection))) return admit(connection);  // behind those who wait
    }
}

Wire::Head Reception::next_of(Connection& connection) const {
    auto& wire = connection.wire;
    if (!wire.has_bytes() && !stopping_) {
        if (!threads_.has_room(line_of(connection))) return Head::waiting;
        connection.resting = true;
        const bool come = wire.wait_for_bytes(linger);
        connection.resting = false;
        if (!come) return Head::waiting;
    }
    return wire.advance(most_head_bytes);
}

Threads::Line Reception::line_of(const Connection& connection) {
    return connection.wire.trusted() ? Threads::Line::known : Threads::Line::strangers;
}

void Reception::wait_for_head(Connection& connection) {
    const bool begun = connection.stage == Stage::head || connection.wire.has_bytes();
    if (begun) return wait_in(connection, Stage::head, limits_.head);
    connection.wire.give_back_memory();
    wait_in(connection, Stage::resting, limits_.keep_alive);
}

void Reception::wait_in(Connection& connection, Stage stage, Clock::duration longest) {
    if (const auto deadline = connections_.give_back(connection, stage, longest))
        look_at_latest_by(*deadline);
    else
        drop(connection);
}

void Reception::end(Connection& connection) {
    if (connection.wire.broken() || stopping_) return drop(connection);
    connection.wire.say_goodbye();
    wait_in(connection, Stage::closing, goodbye);
}

void Reception::drop(Connection& connection) {
    connection.wire.say_goodbye();
    connections_.remove(connection);
}

void Reception::look_at_latest_by(Clock::time_point deadline) {
    const auto wanted = deadline.time_since_epoch().count();
    auto planned = next_look_.load();
    while (wanted < planned)
        if (next_look_.compare_exchange_weak(planned, wanted)) return poller_.wake();
}

std::chrono::milliseconds Reception::until_next_look() const {
    const auto next = Clock::time_point(Clock::duration(next_look_.load()));
    const auto longest = std::chrono::ceil<std::chrono::milliseconds>(next - Clock::now());
    const auto most = threads_.strangers_held_up() > 0 ? std::chrono::milliseconds(look_for_slow) : 1h;
    return std::clamp<std::chrono::milliseconds>(longest, 0ms, most);
}

void Reception::end_what_expired() {
    const auto now = Clock::now();
    if (now.time_since_epoch().count() < next_look_) return;
    for (auto* connection : connections_.expired(now)) {
        const bool begun = connection->stage == Stage::head && connection->wire.has_bytes();
        if (begun) connection->wire.write(refusal(408, "Request Timeout"));
        drop(*connection);
    }
    next_look_ = never;  // before the look, so that what comes meanwhile is not lost
    look_at_latest_by(std::max(connections_.next_deadline(), now + between_looks));
}

/// What has arrived is answered.
void Reception::last_look() {
    for (const auto& entrance : entrances_) accept_all(entrance);
    for (auto* connection : connections_.close()) {
        const bool open = connection->stage != Stage::closing;
        const auto head = open ? connection->wire.advance(most_head_bytes) : Head::gone;
        if (head == Head::complete || head == Head::too_large)
            admit(*connection);
        else
            drop(*connection);
    }
}

void Reception::stop(std::chrono::milliseconds longest) {
    if (stopping_.exchange(true) || !thread_.joinable()) return;
    poller_.wake();
    thread_.join();
    entrances_.clear();
    connections_.wait_until_gone(longest);
    threads_.stop();
}

}  // namespace http
