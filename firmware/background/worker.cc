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
    const Moment by_time = next_run(work, state_of(read, work));
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
    const auto change = [&](auto&& set) {
        store_->write(office::the_box, [&](Write& write) {
            Work_state state = state_of(write, work);
            set(state);
            write.save(state);
        });
    };
    try {
        change([&](Work_state& state) { state.begun = clock_->now(); });
        work.run(*store_, *clock_);
        change([&](Work_state& state) {
            state.ended = clock_->now();
            state.failures = 0;
            state.problem.clear();
        });
    } catch (const std::exception& error) {
        std::fputs(std::format("background work {}: {}\n", work.name, error.what()).c_str(), stderr);
        try {
            change([&](Work_state& state) {
                ++state.failures;
                state.problem = error.what();
            });
        } catch (const std::exception&) {
            // The store takes nothing (the disk is full): wait as if it had been noted.
            std::unique_lock lock(mutex_);
            wake_.wait_for(lock, longest_sleep, [&] { return stopping_; });
        }
    }
}

std::vector<Worker::Line> Worker::lines() const {
    return store_->read([&](const Read& read) {
        std::vector<Line> lines;
        for (const Work& work : works_) lines.push_back({work.label, state_of(read, work), next(read, work)});
        return lines;
    });
}

}  // namespace background
