// What a piece of work throws.
#pragma once

#include <catch2/catch_test_macros.hpp>
#include <cstdlib>

#include "storage/error.h"

namespace scratch {

storage::Error error_of(auto&& work) {
    try {
        work();
    } catch (const storage::Error& error) {
        return error;
    }
    FAIL("nothing was thrown");
    std::abort();
}

storage::Fault fault_of(auto&& work) { return error_of(work).fault(); }

}  // namespace scratch
