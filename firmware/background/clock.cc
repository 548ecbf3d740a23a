#include "background/clock.h"

#include <algorithm>
#include <chrono>
#include <ctime>

namespace background {

using storage::Date;
using storage::Moment;

Moment Clock::now() const { return {std::max(Moment::now().milliseconds, least_.load())}; }

Date Clock::today() const {
    const std::time_t seconds = now().milliseconds / 1'000;
    std::tm local{};
    localtime_r(&seconds, &local);
    const std::chrono::year_month_day day{std::chrono::year{local.tm_year + 1900},
                                          std::chrono::month{static_cast<unsigned>(local.tm_mon + 1)},
                                          std::chrono::day{static_cast<unsigned>(local.tm_mday)}};
    return {static_cast<std::int32_t>(std::chrono::sys_days{day}.time_since_epoch().count())};
}

void Clock::never_below(Moment moment) {
    std::int64_t least = least_.load();
    while (least < moment.milliseconds && !least_.compare_exchange_weak(least, moment.milliseconds)) {
    }
}

}  // namespace background
