// Through it every transaction comes in and goes out, so that there can be a moment in which none is open.
//
// Whoever holds others back waits for those who are inside only so long: one who is inside may himself wait for somebody who
// stands before the door, as a reader does who writes before he has done reading.
#pragma once

#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <mutex>
#include <utility>

namespace storage {

class Doorway {
  public:
    enum class Held : std::uint8_t { nobody, writers, everybody };

    /// One who is inside; none once it was moved from.
    class Pass {
      public:
        Pass() = default;
        Pass(Pass&& other) noexcept
            : doorway_(std::exchange(other.doorway_, nullptr))
            , writes_(other.writes_) {}
        Pass& operator=(Pass&&) = delete;
        ~Pass() {
            if (doorway_ != nullptr) doorway_->leave(writes_);
        }

      private:
        friend class Doorway;
        Pass(Doorway& doorway, bool writes)
            : doorway_(&doorway)
            , writes_(writes) {}
        Doorway* doorway_ = nullptr;
        bool writes_ = false;
    };

    /// Holds others back as long as it lives.
    class Hold {
      public:
        Hold(Doorway& doorway, Held who, std::chrono::milliseconds patience);
        ~Hold() { doorway_.let(before_); }
        Hold(const Hold&) = delete;
        Hold& operator=(const Hold&) = delete;
        /// Whether all of them were gone in time; when not, nobody is held back any more.
        bool alone() const { return alone_; }

      private:
        Doorway& doorway_;
        Held before_;
        bool alone_;
    };

    Pass reading() { return enter(false); }
    Pass writing() { return enter(true); }

  private:
    Pass enter(bool writes);
    void leave(bool writes);
    void let(Held held);

    std::mutex mutex_;
    std::condition_variable opened_, left_;
    Held held_ = Held::nobody;
    unsigned readers_ = 0, writers_ = 0;
};

}  // namespace storage
