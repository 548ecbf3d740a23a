#include <catch2/catch_test_macros.hpp>
#include <chrono>
#include <cstdio>
#include <thread>
#include "exchange/office.h"
using namespace exchange::tests;
TEST_CASE("nested", "[.nested]") {
    Office office;
    const std::string csv = customers(300'000);
    std::thread slow([&] { office.store.write(office.actor, [](storage::Write&) { std::this_thread::sleep_for(std::chrono::seconds(3)); }); });
    std::this_thread::sleep_for(std::chrono::seconds(1));
    std::thread other([&] { office.store.write(office.actor, [](storage::Write& w) { office::Tag t; t.name="x"; w.create(t); }); });
    try { const auto r = run(office, csv); std::printf("made %zu\n", r.counts.made); } catch (const storage::Error& e) { std::printf("failed: %s / %s\n", e.what(), e.cause().c_str()); }
    slow.join(); other.join();
}
