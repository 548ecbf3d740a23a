#include "office/people/throttle.h"

#include <algorithm>

#include "storage/error.h"

namespace office {

using storage::Moment;

namespace {

constexpr std::chrono::seconds shortest_wait{5};
constexpr std::chrono::hours remembered{1};

std::chrono::milliseconds between(Moment from, Moment to) {
    return std::chrono::milliseconds{to.milliseconds - from.milliseconds};
}

/// Doubles with each try: 5 s, 10 s, 20 s …
std::chrono::milliseconds wait_after(int tries) {
    if (tries < Throttle::free_tries) return {};
    const int doublings = std::min(tries - Throttle::free_tries, 10);
    return std::min<std::chrono::milliseconds>(Throttle::longest_wait, shortest_wait * (1 << doublings));
}

}  // namespace

void Throttle::count(const std::vector<std::string>& names, Moment now) {
    const std::lock_guard lock(mutex_);
    for (const std::string& name : names)
        if (const auto found = tries_.find(name); found != tries_.end() && has_to_wait(found->second, now))
            throw storage::Error(storage::Fault::too_many,
                                 "Too many failed sign-ins. Please wait a few minutes, then try again.");
    make_room(names.size(), now);
    for (const std::string& name : names) {
        Tries& tries = tries_[name];
        if (between(tries.last, now) > remembered) tries.count = 0;
        ++tries.count;
        tries.last = now;
    }
}

void Throttle::forget(const std::string& name) {
    const std::lock_guard lock(mutex_);
    tries_.erase(name);
}

void Throttle::take_back(const std::string& name) {
    const std::lock_guard lock(mutex_);
    const auto found = tries_.find(name);
    if (found != tries_.end() && --found->second.count <= 0) tries_.erase(found);
}

std::size_t Throttle::size() const {
    const std::lock_guard lock(mutex_);
    return tries_.size();
}

/// A clock that was set back makes nobody wait.
bool Throttle::has_to_wait(const Tries& tries, Moment now) {
    return now >= tries.last && between(tries.last, now) < wait_after(tries.count);
}

void Throttle::make_room(std::size_t wanted, Moment now) {
    if (tries_.size() + wanted <= most_kept) return;
    std::erase_if(tries_, [&](const auto& entry) { return between(entry.second.last, now) > remembered; });
    while (tries_.size() + wanted > most_kept)
        tries_.erase(std::ranges::min_element(tries_, {}, [](const auto& entry) { return entry.second.last; }));
}

}  // namespace office
