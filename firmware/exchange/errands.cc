#include "exchange/errands.h"

#include <utility>

namespace exchange {

Errand::Errand(std::string what, std::uint64_t passes, std::function<void(Progress&)> work)
    : what_(std::move(what))
    , progress_(passes)
    , task_([this, work = std::move(work)] { work(progress_); })
    , end_(task_.get_future()) {}

bool Errand::waits_for_end(std::chrono::milliseconds patience) const {
    if (!waits(patience)) return false;
    try {
        end_.get();
    } catch (const Stopped&) {
        return false;
    }
    return true;
}

void Errand::run() { task_(); }

Errands::~Errands() { stop(); }

void Errands::stop() {
    {
        const std::lock_guard lock(mutex_);
        stopping_ = true;
        for (const auto& [import, errand] : last_) errand->progress_.stop();
    }
    changed_.notify_all();
    for (std::thread& thread : std::exchange(threads_, {})) thread.join();
}

std::shared_ptr<Errand> Errands::begin(storage::Id import, std::string what, std::uint64_t passes,
                                       std::function<void(Progress&)> work) {
    auto errand = std::make_shared<Errand>(std::move(what), passes, std::move(work));
    const std::lock_guard lock(mutex_);
    if (stopping_) return errand;
    if (const auto before = last_.find(import); before != last_.end()) before->second->progress_.stop();
    last_[import] = errand;
    waiting_.push_back(errand);
    if (idle_ < waiting_.size() && threads_.size() < most_threads) threads_.emplace_back([this] { this->work(); });
    changed_.notify_one();
    return errand;
}

std::shared_ptr<Errand> Errands::find(storage::Id import) const {
    const std::lock_guard lock(mutex_);
    const auto at = last_.find(import);
    return at == last_.end() ? nullptr : at->second;
}

void Errands::forget(storage::Id import, const Errand* which) {
    const std::lock_guard lock(mutex_);
    const auto at = last_.find(import);
    if (at == last_.end() || (which != nullptr && at->second.get() != which)) return;
    at->second->progress_.stop();
    last_.erase(at);
}

void Errands::work() {
    std::unique_lock lock(mutex_);
    for (;;) {
        ++idle_;
        changed_.wait(lock, [&] { return stopping_ || !waiting_.empty(); });
        --idle_;
        if (stopping_) return;
        const auto errand = std::move(waiting_.front());
        waiting_.pop_front();
        lock.unlock();
        errand->run();
        lock.lock();
    }
}

}  // namespace exchange
