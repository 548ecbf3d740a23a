#include "storage/disk/doorway.h"

namespace storage {

Doorway::Pass Doorway::enter(bool writes) {
    std::unique_lock lock(mutex_);
    opened_.wait(lock, [&] { return held_ == Held::nobody || (held_ == Held::writers && !writes); });
    ++(writes ? writers_ : readers_);
    return {*this, writes};
}

void Doorway::leave(bool writes) {
    const std::lock_guard lock(mutex_);
    --(writes ? writers_ : readers_);
    if (held_ != Held::nobody) left_.notify_all();
}

void Doorway::let(Held held) {
    const std::lock_guard lock(mutex_);
    held_ = held;
    opened_.notify_all();
}

Doorway::Hold::Hold(Doorway& doorway, Held who, std::chrono::milliseconds patience)
    : doorway_(doorway) {
    std::unique_lock lock(doorway.mutex_);
    before_ = std::exchange(doorway.held_, who);
    alone_ = doorway.left_.wait_for(
        lock, patience, [&] { return doorway.writers_ == 0 && (who == Held::writers || doorway.readers_ == 0); });
    if (alone_) return;
    doorway.held_ = before_;
    doorway.opened_.notify_all();
}

}  // namespace storage
