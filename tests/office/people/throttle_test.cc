#include "office/people/throttle.h"

#include <atomic>
#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>
#include <chrono>
#include <latch>
#include <thread>
#include <vector>

#include "office/office.h"

using namespace office_test;
using namespace std::chrono_literals;
using office::Throttle;
using storage::Moment;

namespace {

const Moment noon{1'700'000'000'000};

Moment after(std::chrono::milliseconds time) { return {noon.milliseconds + time.count()}; }

std::optional<Fault> fail(Throttle& throttle, const std::string& name, Moment now) {
    return fault_of([&] { Throttle::Try(throttle, {name}, now); });
}

void succeed(Throttle& throttle, const std::string& name, Moment now) {
    Throttle::Try(throttle, {name}, now).succeeded();
}

}  // namespace

TEST_CASE("The throttle waits at most a quarter of an hour, says how long, and forgets", "[U3]") {
    Throttle throttle;
    auto now = noon;
    for (int i = 0; i < 100; ++i) {
        CHECK_FALSE(fail(throttle, "a", now));
        now.milliseconds += std::chrono::milliseconds(Throttle::longest_wait).count();
    }
    CHECK_FALSE(fail(throttle, "a", now));
    CHECK(fail(throttle, "a", now) == Fault::too_many);
    try {
        Throttle::Try(throttle, {"b", "a"}, now);
        FAIL("it let through");
    } catch (const office::Slow_down& error) {
        CHECK(error.wait() == Throttle::longest_wait);
    }
    now.milliseconds += std::chrono::milliseconds(2h).count();
    for (int i = 0; i < 5; ++i) CHECK_FALSE(fail(throttle, "a", now));
    CHECK(fail(throttle, "a", now) == Fault::too_many);
}

TEST_CASE("What was right makes the first name clean, and counts for nothing under the others", "[U3]") {
    Throttle throttle;
    for (int i = 0; i < 4; ++i) {
        CHECK_FALSE(fail(throttle, "account", noon));
        CHECK_FALSE(fail(throttle, "address", noon));
    }
    Throttle::Try(throttle, {"account", "address"}, noon).succeeded();
    for (int i = 0; i < 5; ++i) CHECK_FALSE(fail(throttle, "account", noon));
    CHECK_FALSE(fail(throttle, "address", noon));
    CHECK(fail(throttle, "address", noon) == Fault::too_many);
    for (int i = 0; i < 20; ++i) succeed(throttle, "clean", noon);
    CHECK(throttle.size() == 2);
}

TEST_CASE("Many right ones at once all come through, many wrong ones at once gain nothing", "[U3]") {
    const bool right = GENERATE(true, false);
    Throttle throttle;
    std::atomic<int> through = 0;
    {
        std::latch all(20);
        std::vector<std::jthread> threads;
        for (int i = 0; i < 20; ++i)
            threads.emplace_back([&] {
                all.arrive_and_wait();
                try {
                    Throttle::Try attempt(throttle, {"a"}, noon);
                    ++through;
                    std::this_thread::sleep_for(1ms);
                    if (right) attempt.succeeded();
                } catch (const storage::Error&) {
                }
            });
    }
    CHECK(through == (right ? 20 : Throttle::free_tries));
    CHECK(throttle.size() == (right ? 0 : 1));
}

TEST_CASE("The throttle stays bounded, and a clock that is set back makes nobody wait", "[U3]") {
    Throttle throttle;
    for (std::size_t i = 0; i < Throttle::most_kept + 100; ++i)
        CHECK_FALSE(fail(throttle, std::to_string(i), after(std::chrono::milliseconds(i))));
    CHECK(throttle.size() <= Throttle::most_kept);
    for (int i = 0; i < 5; ++i) CHECK_FALSE(fail(throttle, "a", after(24h)));
    CHECK(fail(throttle, "a", after(24h)) == Fault::too_many);
    CHECK_FALSE(fail(throttle, "a", noon));
}
