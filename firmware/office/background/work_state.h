#pragma once

#include "office/records/declare.h"

namespace office {

/// How something stands that the box does by itself; see firmware/background.
struct Work_state : Stored {
    static constexpr Kind kind{249,   "work_state", "work_states", "Background work", "Background work",
                               false, true,         true};
    std::string name;
    Moment begun, ended;        ///< begun after it ended: a run was cut off, or goes on
    std::int64_t failures = 0;  ///< one after the other
    std::string problem;        ///< of the last run, "" when it went well

    static constexpr auto fields = std::tuple{
        Field{1, "name", &Work_state::name, {.label = "Name", .index = Index::unique}},
        Field{2, "begun", &Work_state::begun, {.label = "Begun"}},
        Field{3, "ended", &Work_state::ended, {.label = "Ended"}},
        Field{4, "failures", &Work_state::failures, {.label = "Failures"}},
        Field{5, "problem", &Work_state::problem, {.label = "Problem", .longest = 1'000}},
    };
};

}  // namespace office
