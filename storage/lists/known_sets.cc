#include "storage/lists/known_sets.h"

namespace storage {

std::shared_ptr<const Id_set> Known_sets::find(std::uint64_t version, const std::string& what) const {
    const std::lock_guard lock(mutex_);
    const auto at = version == version_ ? sets_.find(what) : sets_.end();
    return at == sets_.end() ? nullptr : at->second;
}

void Known_sets::keep(std::uint64_t version, const std::string& what, std::shared_ptr<const Id_set> ids) {
    const std::lock_guard lock(mutex_);
    if (version < version_ || ids->bytes() > most_bytes) return;
    if (version > version_ || bytes_ + ids->bytes() > most_bytes) {
        sets_.clear();
        bytes_ = 0;
    }
    version_ = version;
    const auto [at, is_new] = sets_.try_emplace(what, std::move(ids));
    if (is_new) bytes_ += at->second->bytes();
}

}  // namespace storage
