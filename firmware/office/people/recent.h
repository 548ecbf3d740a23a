// What was last known of something, in memory only: bounded, the longest untouched is forgotten first. Safe to call from
// several threads.
#pragma once

#include <functional>
#include <list>
#include <mutex>
#include <optional>
#include <string>
#include <unordered_map>

namespace office {

template <class Value> class Recent {
  public:
    explicit Recent(std::size_t most)
        : most_(most) {}

    void put(const std::string& name, Value value) {
        change(name, [&](Value& known) { known = std::move(value); });
    }

    /// What is not known begins as Value{}.
    void change(const std::string& name, const std::function<void(Value&)>& change) {
        const std::lock_guard lock(mutex_);
        if (const auto found = places_.find(name); found != places_.end())
            order_.splice(order_.begin(), order_, found->second);
        else
            order_.push_front({name, {}});
        places_[name] = order_.begin();
        change(order_.front().value);
        if (order_.size() <= most_) return;
        places_.erase(order_.back().name);
        order_.pop_back();
    }

    void forget(const std::string& name) {
        const std::lock_guard lock(mutex_);
        const auto found = places_.find(name);
        if (found == places_.end()) return;
        order_.erase(found->second);
        places_.erase(found);
    }

    std::optional<Value> find(const std::string& name) const {
        const std::lock_guard lock(mutex_);
        const auto found = places_.find(name);
        return found == places_.end() ? std::nullopt : std::optional(found->second->value);
    }

  private:
    struct Known {
        std::string name;
        Value value;
    };
    std::size_t most_;
    mutable std::mutex mutex_;
    std::list<Known> order_;
    std::unordered_map<std::string, typename std::list<Known>::iterator> places_;
};

}  // namespace office
