#include "background/clock.h"

#include <algorithm>

#include "office/records/days.h"

namespace background {

using storage::Date;
using storage::Moment;

Moment Clock::now() const { return {std::max(Moment::now().milliseconds, least_.load())}; }

Date Clock::today() const { return office::day_of(now()); }

void Clock::never_below(Moment moment) {
    std::int64_t least = least_.load();
    while (least < moment.milliseconds && !least_.compare_exchange_weak(least, moment.milliseconds)) {
    }
}

}  // namespace background
