#include "background/worker.h"

#include <algorithm>
#include <cstdio>
#include <exception>
#include <format>

#include "office/records/in_background.h"

namespace background {

using storage::Moment;
using storage::Read;
using storage::Write;

namespace {

/// However far the next work is, the clock is looked at again: it may have been set.
constexpr std::chrono::milliseconds longest_sleep = std::chrono::minutes{1};

}  // namespace

Worker::Worker(storage::Store& store, Clock& clock, std::vector<Work> works)
    : store_(&store)
    , clock_(&clock)
    , works_(std::move(works)) {
    if (std::ranges::any_of(works_, [](const Work& work) { return static_cast<bool>(work.due); }))
        store_->on_commit([this] {
            {
                const std::lock_guard lock(mutex_);
                woken_ = true;
            }
            wake_.notify_one();
        });
    thread_ = std::thread([this] { run_until_stopped(); });
}

Worker::~Worker() {
    store_->on_commit({});
    {
        const std::lock_guard lock(mutex_);
        stopping_ = true;
    }
    wake_.notify_one();
    thread_.join();
}

void Worker::run_until_stopped() {
    std::unique_lock lock(mutex_);
    while (!stopping_) {
        woken_ = false;
        lock.unlock();
        std::chrono::milliseconds sleep = longest_sleep;
        try {
            run_what_is_due();
            sleep = until_next();
        } catch (const std::exception& error) {  // not even what is due can be read
            std::fputs(std::format("background work: {}\n", error.what()).c_str(), stderr);
        }
        lock.lock();
        wake_.wait_for(lock, sleep, [&] { return stopping_ || woken_; });
    }
}

void Worker::run_what_is_due() {
    for (const Work& work : works_) {
        {
            const std::lock_guard lock(mutex_);
            if (stopping_) return;
        }
        if (store_->read([&](const Read& read) { return next(read, work); }) <= clock_->now()) run(work);
    }
}

Work_state Worker::state_of(const Read& read, const Work& work) const {
    auto stored = read.first<&Work_state::name>(std::string(work.name));
    if (stored) return std::move(*stored);
    Work_state fresh;
    fresh.name = work.name;
    return fresh;
}

Moment Worker::next(const Read& read, const Work& work) const {
    Moment by_time = next_run(work, state_of(read, work));
    {
        const std::lock_guard lock(mutex_);
        const auto at = not_before_.find(work.name);
        if (at != not_before_.end() && !work.only_reads) by_time = std::max(by_time, at->second);
    }
    return work.due ? std::max(by_time, work.due(read)) : by_time;
}

std::chrono::milliseconds Worker::until_next() const {
    const Moment now = clock_->now();
    std::chrono::milliseconds sleep = longest_sleep;
    store_->read([&](const Read& read) {
        for (const Work& work : works_)
            sleep = std::min(sleep, std::chrono::milliseconds{next(read, work).milliseconds - now.milliseconds});
    });
    return std::max(sleep, std::chrono::milliseconds{1});
}

void Worker::run(const Work& work) {
    const bool noted = note(work, [&](Work_state& state) { state.begun = clock_->now(); });
    if (!noted && !work.only_reads) return;
    std::string problem;
    try {
        work.run(*store_, *clock_);
    } catch (const std::exception& error) {
        problem = error.what();
    }
    bool is_new = !noted;
    note(work, [&](Work_state& state) {
        is_new = state.problem != problem;
        if (problem.empty()) state.ended = clock_->now();
        state.failures = problem.empty() ? 0 : state.failures + 1;
        state.problem = problem;
    });
    if (!problem.empty() && is_new)
        std::fputs(std::format("background work {}: {}\n", work.name, problem).c_str(), stderr);
}

/// False when the store takes nothing, which is said once until it does again; the work is tried again in a while.
bool Worker::note(const Work& work, const std::function<void(Work_state&)>& set) {
    try {
        store_->write(office::the_box, [&](Write& write) {
            Work_state state = state_of(write, work);
            set(state);
            write.save(state);
        });
    } catch (const std::exception& error) {
        if (trouble_ != error.what()) std::fputs(std::format("background work: {}\n", error.what()).c_str(), stderr);
        trouble_ = error.what();
        const std::lock_guard lock(mutex_);
        not_before_[work.name] = {clock_->now().milliseconds + longest_sleep.count()};
        return false;
    }
    trouble_.clear();
    const std::lock_guard lock(mutex_);
    not_before_.erase(work.name);
    return true;
}

std::vector<Worker::Line> Worker::lines() const {
    return store_->read([&](const Read& read) {
        std::vector<Line> lines;
        for (const Work& work : works_) lines.push_back({work.label, state_of(read, work), next(read, work)});
        return lines;
    });
}

}  // namespace background
