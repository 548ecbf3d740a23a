#include "http/transport/connections.h"

#include <unistd.h>

#include <algorithm>
#include <utility>

#include "http/transport/address.h"

namespace http {

Connection::Connection(int socket, std::string of, SSL_CTX* tls, Wire::Pace pace)
    : address(std::move(of))
    , counted_as(http::counted_as(address))
    , secure(tls != nullptr)
    , wire(socket, tls, pace)
    , since(Clock::now()) {}

Connection* Connections::add(int socket, std::string address, SSL_CTX* tls, Wire::Pace pace,
                             Clock::time_point deadline) {
    const std::lock_guard lock(mutex_);
    const bool limited = !is_loopback(address);
    if (closed_ || !has_room_for(counted_as(address), limited)) {
        ++turned_away_;
        ::close(socket);
        return nullptr;
    }
    auto& added = all_.emplace_back(socket, std::move(address), tls, pace);
    added.place_ = std::prev(all_.end());
    added.deadline = deadline;
    added.counted_ = true;
    ++strangers_[added.counted_as];
    poller_->arm(socket, &added, Poller::For::reading, true);
    return &added;
}

bool Connections::has_room_for(const std::string& counted_as, bool limited) {
    const auto there = strangers_.find(counted_as);
    if (limited && there != strangers_.end() && there->second >= limits_.strangers_of_address)
        return let_go(unfinished_stranger(&counted_as)) || let_go(resting_one(false, &counted_as));
    return all_.size() < limits_.all || let_go(unfinished_stranger(nullptr)) || let_go(resting_one(false, nullptr)) ||
           let_go(resting_one(true, nullptr));
}

bool Connections::make_room() {
    const std::lock_guard lock(mutex_);
    return let_go(unfinished_stranger(nullptr)) || let_go(resting_one(false, nullptr)) ||
           let_go(resting_one(true, nullptr));
}

template <class Fits> Connection* Connections::oldest(Fits fits) {
    Connection* found = nullptr;
    for (auto& connection : all_)
        if (connection.polled_ && (!found || connection.since < found->since) && fits(connection)) found = &connection;
    return found;
}

/// `of`: counted as that; null: anybody.
Connection* Connections::unfinished_stranger(const std::string* of) {
    return oldest([of](const Connection& one) {
        return !one.wire.trusted() && one.stage != Stage::resting && (!of || one.counted_as == *of);
    });
}

Connection* Connections::resting_one(bool known, const std::string* of) {
    return oldest([known, of](const Connection& one) {
        return one.wire.trusted() == known && one.stage == Stage::resting && (!of || one.counted_as == *of);
    });
}

bool Connections::let_go(Connection* connection) {
    if (!connection) return false;
    ++turned_away_;
    erase(*connection);
    return true;
}

void Connections::take(Connection& connection) {
    const std::lock_guard lock(mutex_);
    connection.polled_ = false;
    connection.resting = false;
    if (connection.wire.trusted()) uncount(connection);
}

std::optional<Connections::Clock::time_point> Connections::give_back(Connection& connection, Stage stage,
                                                                     Clock::duration longest) {
    const std::lock_guard lock(mutex_);
    if (closed_) return {};
    if (stage != connection.stage || stage == Stage::resting) {
        connection.since = Clock::now();
        connection.deadline = connection.since + longest;
    }
    connection.stage = stage;
    connection.polled_ = true;
    connection.resting = stage == Stage::resting;
    if (connection.wire.trusted()) uncount(connection);
    const bool writes = stage != Stage::closing && connection.wire.wants_to_write();
    const auto deadline = connection.deadline;
    poller_->arm(connection.wire.socket(), &connection, writes ? Poller::For::writing : Poller::For::reading, false);
    return deadline;
}

void Connections::remove(Connection& connection) {
    const std::lock_guard lock(mutex_);
    erase(connection);
}

void Connections::uncount(Connection& connection) {
    if (!std::exchange(connection.counted_, false)) return;
    const auto count = strangers_.find(connection.counted_as);
    if (--count->second == 0) strangers_.erase(count);
}

void Connections::erase(Connection& connection) {
    uncount(connection);
    all_.erase(connection.place_);
    if (all_.empty()) gone_.notify_all();
}

std::vector<Connection*> Connections::expired(Clock::time_point now) const {
    const std::lock_guard lock(mutex_);
    std::vector<Connection*> found;
    for (const auto& connection : all_)
        if (connection.polled_ && connection.deadline <= now) found.push_back(&*connection.place_);
    return found;
}

Connections::Clock::time_point Connections::next_deadline() const {
    const std::lock_guard lock(mutex_);
    auto next = Clock::time_point::max();
    for (const auto& connection : all_)
        if (connection.polled_) next = std::min(next, connection.deadline);
    return next;
}

void Connections::shut_slow_strangers(std::size_t most, std::chrono::milliseconds at_least) {
    const std::lock_guard lock(mutex_);
    const auto latest = (Clock::now() - at_least).time_since_epoch().count();
    std::vector<std::pair<Clock::rep, const Connection*>> slow;
    for (const auto& connection : all_) {
        const auto since = connection.wire.stuck_since();
        if (!connection.polled_ && !connection.wire.trusted() && since != 0 && since <= latest)
            slow.emplace_back(since, &connection);
    }
    const auto count = std::min(most, slow.size());
    std::ranges::partial_sort(slow, slow.begin() + static_cast<std::ptrdiff_t>(count));
    for (std::size_t i = 0; i < count; ++i) slow[i].second->wire.shut();
    turned_away_ += count;
}

std::vector<Connection*> Connections::close() {
    const std::lock_guard lock(mutex_);
    closed_ = true;
    std::vector<Connection*> held;
    for (auto& connection : all_)
        if (connection.polled_) held.push_back(&connection);
    return held;
}

void Connections::wait_until_gone(std::chrono::milliseconds longest) {
    std::unique_lock lock(mutex_);
    if (gone_.wait_for(lock, longest, [this] { return all_.empty(); })) return;
    for (const auto& connection : all_) connection.wire.shut();
}

std::size_t Connections::open() const {
    const std::lock_guard lock(mutex_);
    return all_.size();
}

std::size_t Connections::resting() const {
    const std::lock_guard lock(mutex_);
    return static_cast<std::size_t>(
        std::ranges::count_if(all_, [](const Connection& connection) { return connection.resting.load(); }));
}

}  // namespace http
