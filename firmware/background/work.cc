#include "background/work.h"

#include <algorithm>

namespace background {

using storage::Moment;

namespace {

constexpr std::chrono::milliseconds first_wait = std::chrono::minutes{1};
constexpr std::chrono::milliseconds longest_wait = std::chrono::hours{1};

std::chrono::milliseconds wait_after(std::int64_t failures) {
    return std::min(longest_wait, first_wait * (std::int64_t{1} << std::clamp<std::int64_t>(failures - 1, 0, 10)));
}

Moment later(Moment moment, std::chrono::milliseconds time) { return {moment.milliseconds + time.count()}; }

}  // namespace

Moment next_run(const Work& work, const Work_state& state) {
    if (state.begun > state.ended && state.failures == 0) return {};  // cut off
    if (state.failures > 0) return later(state.begun, wait_after(state.failures));
    return state.ended == Moment{} ? Moment{} : later(state.ended, work.every);
}

Moment last_known(const storage::Read& read) {
    const auto& type = storage::record_type<Work_state>();
    Moment last;
    for (const auto id : read.select(type, {.tag = storage::index_tag::created, .limit = SIZE_MAX}).ids)
        last = std::max({last, read.get<Work_state>(id).begun, read.get<Work_state>(id).ended});
    return last;
}

}  // namespace background
