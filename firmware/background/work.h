// What is done behind the server's back: rows of {name, how often, what}, and what is remembered of each.
//
// A run is two short writes with its work between them: "begun" before, "ended" after. Whoever does something that must not
// happen twice writes that down itself; a power cut between the two writes makes the work be done again at the next start.
#pragma once

#include <chrono>
#include <functional>
#include <string_view>

#include "background/clock.h"
#include "office/background/work_state.h"
#include "storage/store.h"

namespace background {

struct Work {
    std::string_view name;   ///< on disk
    std::string_view label;  ///< for the page about the box
    std::chrono::seconds every;
    std::function<void(storage::Store&, const Clock&)> run;
    /// Until then there is nothing to do, however long it was not run; asked again after every commit. Empty: `every` alone
    /// decides.
    std::function<storage::Moment(const storage::Read&)> due = {};
    /// It writes nothing, so that it is done also where that it was done cannot be noted. `due` must know then.
    bool only_reads = false;
};

using office::Work_state;

/// When a work that stands so is to be run. After a failure it waits longer each time: a minute, two, four … an hour.
storage::Moment next_run(const Work& work, const Work_state& state);

/// The latest moment that any of them knows of; a clock is never below it.
storage::Moment last_known(const storage::Read& read);

}  // namespace background
