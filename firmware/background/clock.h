// What time it is, for everything that happens by itself.
//
// A board without a battery starts in the past until it finds a time server, and clocks are set back. This one never goes
// below the last time that the box knew (stored every five minutes), and says whether it can be trusted.
#pragma once

#include <atomic>

#include "storage/read.h"

namespace background {

class Clock {
  public:
    /// Not below `least`. `trusted` says whether the device's clock is synchronised.
    Clock(storage::Moment least, bool (*trusted)())
        : least_(least.milliseconds)
        , trusted_(trusted) {}

    storage::Moment now() const;
    /// The office's day: that of the box's time zone.
    storage::Date today() const;
    bool trusted() const { return trusted_(); }
    /// It is at least that late.
    void never_below(storage::Moment moment);

  private:
    std::atomic<std::int64_t> least_;
    bool (*trusted_)();
};

}  // namespace background
