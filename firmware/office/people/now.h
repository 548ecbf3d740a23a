// What time it is by two clocks: the one on the wall, which is set now and then, and one that only runs. What is in use ends
// by the second, so that a box whose clock is put forward by a month throws nobody out.
#pragma once

#include <chrono>

#include "storage/values/date.h"

namespace office {

struct Now {
    storage::Moment wall;
    std::chrono::steady_clock::time_point steady;

    /// A moment at which both clocks show the same, as long as nobody sets one.
    Now(storage::Moment moment)
        : wall(moment)
        , steady(std::chrono::milliseconds{moment.milliseconds}) {}
    Now(storage::Moment on_the_wall, std::chrono::steady_clock::time_point running)
        : wall(on_the_wall)
        , steady(running) {}
    static Now now() { return {storage::Moment::now(), std::chrono::steady_clock::now()}; }
};

}  // namespace office
