// How soon it is there, and how much memory it holds.
#include <algorithm>
#include <format>

#include "bench/office.h"
#include "bench/parts.h"

namespace bench {

static void first_page(const Office& office) {
    std::vector<double> times;
    for (int i = 0; i < 5; ++i) {
        const auto begin = Clock::now();
        const Program program(office.binary, office.folder);
        expect(200, Peer(program.port()).ask("GET", "/login", ""));
        times.push_back(milliseconds(Clock::now() - begin));
    }
    std::ranges::sort(times);
    report("start to first page", "≤ 50 ms", std::format("{:.0f} ms (median of 5)", times[2]), times[2] <= 50);
}

static void memory(const Office& office) {
    const Program program(office.binary, office.folder);
    expect(200, Peer(program.port()).ask("GET", list_target, office.admin.headers));
    const auto rest = program.anonymous_memory();
    const auto idle = peers(program.port(), 250);
    for (const auto& peer : idle) expect(200, peer->ask("GET", list_target, office.admin.headers));
    const auto busy = program.anonymous_memory();
    report("anonymous memory at rest", "≤ 24 MB", std::format("{} MB", rest / megabyte), rest <= 24 * megabyte);
    report("the same with 250 idle keep-alive browsers", "≤ 64 MB", std::format("{} MB", busy / megabyte),
           busy <= 64 * megabyte);
    std::vector<double> times;
    for (int i = 0; i < 21; ++i) {
        const auto begin = Clock::now();
        expect(200, Peer(program.port()).ask("GET", "/login", ""));
        times.push_back(milliseconds(Clock::now() - begin));
    }
    std::ranges::sort(times);
    report("new request beside 250 idle connections", "≤ 10 ms",
           std::format("{:.1f} ms (median), {:.1f} (worst of 21)", times[10], times.back()), times[10] <= 10);
}

void starts(const Office& office) {
    first_page(office);
    memory(office);
}

}  // namespace bench
