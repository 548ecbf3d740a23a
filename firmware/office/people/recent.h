// When something was last seen, in memory only: bounded, the longest unseen is forgotten first. Safe to call from
// several threads.
#pragma once

#include <list>
#include <mutex>
#include <string>
#include <unordered_map>

#include "storage/values/date.h"

namespace office {

class Recent {
  public:
    explicit Recent(std::size_t most)
        : most_(most) {}

    void put(const std::string& name, storage::Moment now) {
        const std::lock_guard lock(mutex_);
        if (const auto found = places_.find(name); found != places_.end()) order_.erase(found->second);
        order_.push_front({name, now});
        places_[name] = order_.begin();
        if (order_.size() <= most_) return;
        places_.erase(order_.back().name);
        order_.pop_back();
    }

    /// "Never" when it is not known.
    storage::Moment when(const std::string& name) const {
        const std::lock_guard lock(mutex_);
        const auto found = places_.find(name);
        return found == places_.end() ? storage::Moment{} : found->second->last;
    }

  private:
    struct Seen {
        std::string name;
        storage::Moment last;
    };
    std::size_t most_;
    mutable std::mutex mutex_;
    std::list<Seen> order_;
    std::unordered_map<std::string, std::list<Seen>::iterator> places_;
};

}  // namespace office
