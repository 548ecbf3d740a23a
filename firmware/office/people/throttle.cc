#include "office/people/throttle.h"

#include <algorithm>

namespace office {

using std::chrono::milliseconds;
using std::chrono::seconds;
using storage::Moment;

namespace {

constexpr seconds shortest_wait{5};
constexpr std::chrono::hours remembered{1};

milliseconds between(Moment from, Moment to) { return milliseconds{to.milliseconds - from.milliseconds}; }

/// Doubles with each failure: 5 s, 10 s, 20 s …
milliseconds wait_after(int failures) {
    if (failures < Throttle::free_tries) return {};
    const int doublings = std::min(failures - Throttle::free_tries, 10);
    return std::min<milliseconds>(Throttle::longest_wait, shortest_wait * (1 << doublings));
}

Slow_down too_many(milliseconds wait) { return Slow_down(std::max(seconds{1}, std::chrono::ceil<seconds>(wait))); }

}  // namespace

Throttle::Try::Try(Throttle& throttle, std::vector<std::string> names, Moment now)
    : throttle_(&throttle)
    , names_(std::move(names))
    , now_(now) {
    throttle_->begin(names_, now_);
}

Throttle::Try::~Try() {
    const std::lock_guard lock(throttle_->mutex_);
    for (const std::string& name : names_) {
        Tries& tries = throttle_->tries_.at(name);
        if (between(tries.last, now_) > remembered) tries.failed = 0;
        ++tries.failed;
        --tries.under_way;
        tries.last = now_;
    }
    throttle_->came_out_.notify_all();
}

void Throttle::Try::succeeded() {
    const std::lock_guard lock(throttle_->mutex_);
    for (const std::string& name : names_) {
        const auto tries = throttle_->tries_.find(name);
        --tries->second.under_way;
        if (&name == &names_.front()) tries->second.failed = 0;
        if (tries->second.under_way == 0 && tries->second.failed == 0) throttle_->tries_.erase(tries);
    }
    names_.clear();
    throttle_->came_out_.notify_all();
}

std::size_t Throttle::size() const {
    const std::lock_guard lock(mutex_);
    return tries_.size();
}

void Throttle::begin(const std::vector<std::string>& names, Moment now) {
    std::unique_lock lock(mutex_);
    const bool in_time = came_out_.wait_for(
        lock, longest_queue, [&] { return wait_of(names, now) > milliseconds{0} || has_room(names, now); });
    const milliseconds wait = wait_of(names, now);
    if (!in_time || wait > milliseconds{0}) throw too_many(wait);
    make_room(names.size());
    for (const std::string& name : names) ++tries_[name].under_way;
}

/// Whether all that are under way may still go wrong, and one more.
bool Throttle::has_room(const std::vector<std::string>& names, Moment now) const {
    return std::ranges::all_of(names, [&](const std::string& name) {
        const auto found = tries_.find(name);
        if (found == tries_.end()) return true;
        const int failed = between(found->second.last, now) > remembered ? 0 : found->second.failed;
        return found->second.under_way < std::max(1, free_tries - failed);
    });
}

/// The longest of them. A clock that was set back makes nobody wait.
milliseconds Throttle::wait_of(const std::vector<std::string>& names, Moment now) const {
    milliseconds longest{0};
    for (const std::string& name : names)
        if (const auto found = tries_.find(name); found != tries_.end() && now >= found->second.last)
            longest = std::max(longest, wait_after(found->second.failed) - between(found->second.last, now));
    return longest;
}

/// Those that failed longest ago are forgotten first.
void Throttle::make_room(std::size_t wanted) {
    while (tries_.size() + wanted > most_kept)
        tries_.erase(std::ranges::min_element(
            tries_, {}, [](const auto& entry) { return std::pair(entry.second.under_way > 0, entry.second.last); }));
}

}  // namespace office
