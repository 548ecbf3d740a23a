#include "http/connections.h"

#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <utility>

namespace http {
namespace {

constexpr std::size_t most_waiting = 512;
constexpr std::size_t stack_bytes = 1024UL * 1024;  // reserved, not used, by each thread

std::int64_t now() { return std::chrono::steady_clock::now().time_since_epoch().count(); }

bool is_loopback(std::string_view address) { return address.starts_with("127.") || address == "::1"; }

}  // namespace

Connections::Connections(unsigned threads, unsigned per_address, Serve serve)
    : threads_(std::max(threads, 1U))
    , per_address_(per_address)
    , serve_(std::move(serve)) {}

Connections::~Connections() { stop(std::chrono::milliseconds{0}); }

void Connections::add(int socket, std::string address, bool secure) {
    std::unique_lock lock(mutex_);
    auto& of_address = by_address_[address];
    bool too_many = of_address >= per_address_ && !is_loopback(address);
    if (too_many || waiting_.size() >= most_waiting || stopping_) {
        if (of_address == 0) by_address_.erase(address);
        ++turned_away_;
        ::close(socket);
        return;
    }
    ++of_address;
    all_.emplace_back(socket, std::move(address), secure);
    waiting_.push_back(std::prev(all_.end()));
    if (waiting_.size() > idle_workers_) {
        if (workers_.size() < threads_)
            start_thread();
        else
            shut_longest_resting();
    }
    queued_.notify_one();
}

void Connections::start_thread() {
    pthread_attr_t attributes;
    pthread_attr_init(&attributes);
    pthread_attr_setstacksize(&attributes, stack_bytes);
    pthread_t thread;
    if (pthread_create(&thread, &attributes, &Connections::run, this) == 0) workers_.push_back(thread);
    pthread_attr_destroy(&attributes);
}

void Connections::shut_longest_resting() {
    Connection* longest = nullptr;
    for (auto& connection : all_)
        if (auto since = connection.resting_since.load(); since && (!longest || since < longest->resting_since))
            longest = &connection;
    if (!longest) return;
    longest->resting_since = 0;
    ::shutdown(longest->socket, SHUT_RD);  // ends its wait; a request that came meanwhile is still answered
}

void* Connections::run(void* connections) {
    static_cast<Connections*>(connections)->work();
    return nullptr;
}

void Connections::work() {
    std::unique_lock lock(mutex_);
    for (;;) {
        ++idle_workers_;
        queued_.wait(lock, [this] { return stopping_ || !waiting_.empty(); });
        --idle_workers_;
        if (waiting_.empty()) return;
        auto connection = waiting_.front();
        waiting_.pop_front();
        lock.unlock();
        serve_(*connection);
        lock.lock();
        if (auto address = by_address_.find(connection->address); --address->second == 0) by_address_.erase(address);
        all_.erase(connection);
        if (all_.empty()) gone_.notify_all();
    }
}

bool Connections::rest(Connection& connection) {
    connection.resting_since = now();
    return !stopping_;
}

void Connections::release(Connection& connection) {
    std::lock_guard lock(mutex_);
    connection.socket = -1;
    connection.resting_since = 0;
}

void Connections::stop(std::chrono::milliseconds longest) {
    std::unique_lock lock(mutex_);
    stopping_ = true;
    queued_.notify_all();
    for (auto& connection : all_)
        if (connection.resting_since && connection.socket >= 0) ::shutdown(connection.socket, SHUT_RD);
    gone_.wait_for(lock, longest, [this] { return all_.empty(); });
    for (auto& connection : all_)
        if (connection.socket >= 0) ::shutdown(connection.socket, SHUT_RDWR);
    auto workers = std::exchange(workers_, {});
    lock.unlock();
    for (auto worker : workers) pthread_join(worker, nullptr);
}

std::size_t Connections::open() const {
    std::lock_guard lock(mutex_);
    return all_.size();
}

std::size_t Connections::resting() const {
    std::lock_guard lock(mutex_);
    return static_cast<std::size_t>(
        std::ranges::count_if(all_, [](const Connection& connection) { return connection.resting_since != 0; }));
}

}  // namespace http
