// Much at once: passwords that are guessed, and a quarter of an hour with many browsers.
#include <array>
#include <format>
#include <memory>

#include "bench/office.h"
#include "bench/parts.h"
#include "support/browser.h"

namespace bench {

using namespace std::chrono_literals;

namespace {

std::string json_headers(const Office& office) { return office.admin.headers + "Content-Type: application/json\r\n"; }

/// A new client each time, through a connection of its own.
std::function<void(unsigned)> saving(const Office& office, const Program& program, unsigned worker) {
    return [headers = json_headers(office), peer = std::make_shared<Peer>(program.port()), worker](unsigned call) {
        expect(201, peer->ask("POST", "/api/v1/clients", headers, new_client(worker, call)));
    };
}

/// Somebody at work: another page each time, and every tenth time something new.
std::function<void(unsigned)> working(const Office& office, const Program& program, unsigned worker) {
    return [&office, save = saving(office, program, worker), peer = std::make_shared<Peer>(program.port()),
            worker](unsigned call) {
        if (call % 10 == 9) return save(call);
        const auto target = call % 2 == 0 ? std::format("{}&n={}.{}", list_target, worker, call)
                                          : std::format("/clients/{}", 1 + (worker * 997 + call) % 50'000);
        expect(200, peer->ask("GET", target, office.admin.headers));
    };
}

Run all_of(const std::vector<Run>& runs) {
    Run all;
    for (const Run& run : runs) all.latencies.insert(all.latencies.end(), run.latencies.begin(), run.latencies.end());
    std::ranges::sort(all.latencies);
    return all;
}

}  // namespace

void guesses(const Office& office) {
    const Program program(office.binary, office.folder);
    Run saves, tries;
    {
        const Meanwhile others(saves, 5ms, saving(office, program, 900));
        const auto guessing = [&](unsigned guesser) {
            return [browser = std::make_shared<support::Browser>(program.port()), guesser](unsigned call) {
                browser->sign_in(admin_address, std::format("guess {} {}", guesser, call));
            };
        };
        const Meanwhile one(tries, 0ms, guessing(1));
        Run more;
        const Meanwhile another(more, 0ms, guessing(2));
        std::this_thread::sleep_for(10s);
    }
    report("a new client every 5 ms while two guess passwords without a pause", "p99 ≤ 50 ms",
           std::format("{:.1f} ms, worst {:.1f} of {}", saves.percentile(0.99), saves.latencies.back(),
                       saves.latencies.size()),
           saves.percentile(0.99) <= 50);
}

void soak(const Office& office) {
    constexpr unsigned busy = 20;
    constexpr unsigned idle = 250;
    const Program program(office.binary, office.folder);
    const auto resting = peers(program.port(), idle);
    for (const auto& peer : resting) expect(200, peer->ask("GET", list_target, office.admin.headers));
    std::vector<Run> runs(busy);
    Run seldom;
    std::uint64_t first = 0, last = 0;
    {
        std::vector<std::unique_ptr<Meanwhile>> at_work;
        for (unsigned worker = 0; worker < busy; ++worker)
            at_work.push_back(std::make_unique<Meanwhile>(runs[worker], 200ms, working(office, program, worker)));
        // Each asks once a minute, on the connection that it has: none is closed, or this ends.
        const Meanwhile others(seldom, 60'000ms / idle, [&](unsigned call) {
            expect(200, resting[call % idle]->ask("GET", list_target, office.admin.headers));
        });
        std::this_thread::sleep_for(2min);
        first = program.anonymous_memory();
        std::this_thread::sleep_for(13min);
        last = program.anonymous_memory();
    }
    const Run all = all_of(runs);
    report("20 busy and 250 idle browsers for 15 minutes, no error, no connection lost", "p99 ≤ 20 ms",
           std::format("{:.1f} ms, worst {:.1f} of {}; the idle ones {:.1f} ms", all.percentile(0.99),
                       all.latencies.back(), all.latencies.size(), seldom.percentile(0.99)),
           all.percentile(0.99) <= 20);
    report("its anonymous memory at the end", "≤ 1.2 × that after two minutes",
           std::format("{} MB, {} MB after two minutes", last / megabyte, first / megabyte), last <= first * 6 / 5);
}

}  // namespace bench
