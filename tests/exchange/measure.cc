// How long 10,000 rows take: run by hand with "[.measure]".
#include <catch2/catch_test_macros.hpp>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <fstream>

#include "exchange/office.h"

using namespace exchange::tests;

TEST_CASE("how long an import of 10,000 clients takes", "[.measure]") {
    std::string csv = customers(10'000);
    if (const char* file = std::getenv("CLIENTBOX_CSV")) {
        std::ifstream in(file, std::ios::binary);
        csv.assign(std::istreambuf_iterator<char>(in), {});
    }
    Office office;
    const auto timed = [](const char* what, const auto& work) {
        const auto begin = std::chrono::steady_clock::now();
        auto result = work();
        const auto took = std::chrono::steady_clock::now() - begin;
        std::printf("%-10s %5lld ms\n", what,
                    static_cast<long long>(std::chrono::duration_cast<std::chrono::milliseconds>(took).count()));
        return result;
    };
    timed("parse", [&] { return exchange::Table(csv).rows(); });
    const auto dry = timed("dry run", [&] { return check(office, csv); });
    const auto real = timed("import", [&] { return run(office, csv); });
    timed("again", [&] { return run(office, csv, true); });
    std::printf("made %zu, wrong %zu; %zu bytes of CSV, %llu of store\n", real.counts.made, real.counts.wrong,
                csv.size(), static_cast<unsigned long long>(office.store.bytes_used()));
    CHECK(dry.counts == real.counts);
}
