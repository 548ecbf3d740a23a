#include "http/transport/threads.h"

#include <algorithm>
#include <utility>

namespace http {
namespace {

constexpr std::size_t stack_bytes = 1024UL * 1024;  // reserved, not used, by each thread

}  // namespace

Threads::Threads(unsigned most, unsigned reserved, Serve serve)
    : most_(std::max(most, 2U))
    , reserved_(std::clamp(reserved, 1U, most_ - 1))
    , serve_(std::move(serve)) {}

Threads::~Threads() { stop(); }

void Threads::put(Connection& connection, Line line) {
    const std::lock_guard lock(mutex_);
    (line == Line::known ? known_ : strangers_).push_back(&connection);
    if (!somebody_waits()) return;
    if (known_.size() + strangers_.size() > idle_ && threads_.size() < most_ && !stopping_) start_thread();
    queued_.notify_one();
}

void Threads::start_thread() {
    pthread_attr_t attributes;
    pthread_attr_init(&attributes);
    pthread_attr_setstacksize(&attributes, stack_bytes);
    pthread_t thread;
    if (pthread_create(&thread, &attributes, &Threads::run, this) == 0) threads_.push_back(thread);
    pthread_attr_destroy(&attributes);
}

void* Threads::run(void* threads) {
    static_cast<Threads*>(threads)->work();
    return nullptr;
}

void Threads::work() {
    std::unique_lock lock(mutex_);
    for (;;) {
        ++idle_;
        queued_.wait(lock, [this] { return stopping_ || somebody_waits(); });
        --idle_;
        if (!somebody_waits()) return;
        const bool stranger = known_.empty();
        auto& line = stranger ? strangers_ : known_;
        auto& connection = *line.front();
        line.pop_front();
        serving_strangers_ += stranger ? 1 : 0;
        lock.unlock();
        serve_(connection);
        lock.lock();
        serving_strangers_ -= stranger ? 1 : 0;
    }
}

bool Threads::has_room(Line line) const {
    const std::lock_guard lock(mutex_);
    if (!known_.empty() || !strangers_.empty()) return false;
    return (idle_ > 0 || threads_.size() < most_) && (line == Line::known || strangers_may());
}

std::size_t Threads::strangers_held_up() const {
    const std::lock_guard lock(mutex_);
    return strangers_may() ? 0 : strangers_.size();
}

void Threads::stop() {
    std::unique_lock lock(mutex_);
    stopping_ = true;
    queued_.notify_all();
    auto threads = std::exchange(threads_, {});
    lock.unlock();
    for (auto thread : threads) pthread_join(thread, nullptr);
}

}  // namespace http
