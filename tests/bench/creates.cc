// Records made one by one, each of them durable.
#include <format>

#include "bench/floors.h"
#include "bench/office.h"
#include "bench/parts.h"

namespace bench {

using namespace std::chrono_literals;

void creates(const Office& office) {
    Plain_commits plain(office.folder, office.folder / "floor");  // copied before the program opens it
    const Program program(office.binary, office.folder);
    auto all = peers(program.port(), 1);
    const std::string headers = office.admin.headers + "Content-Type: application/json\r\n";
    unsigned round = 0;
    const auto create = [&](unsigned worker, unsigned call) {
        expect(201, all[worker]->ask("POST", "/api/v1/clients", headers, new_client(worker, round * 1'000'000 + call)));
    };
    constexpr int turns = 5;
    struct Mean {
        double sum = 0;
        void add(double value) { sum += value / turns; }
    } entries, value, made, rate;
    // In turns, since the disk's mood changes.
    for (int turn = 0; turn < turns; ++turn, ++round) {
        entries.add(measure(1, 1s, [&](unsigned, unsigned) { plain.commit_client(); }).percentile(0.5));
        value.add(measure(1, 1s, [&](unsigned, unsigned) { plain.commit_value(2'000); }).percentile(0.5));
        const auto run = measure(1, 1s, create);
        made.add(run.percentile(0.5));
        rate.add(run.rate());
    }
    report("create a client, durable, 1 connection",
           std::format("≤ 1.3 × one LMDB commit of the same entries ({:.2f} ms)", entries.sum),
           std::format("{:.2f} × ({:.0f}/s); {:.1f} × a commit of all its bytes as one value ({:.2f} ms)",
                       made.sum / entries.sum, rate.sum, made.sum / value.sum, value.sum),
           made.sum <= 1.3 * entries.sum);
    all = peers(program.port(), 8);  // new ones: a connection that never asks is closed after ten seconds
    const auto eight = measure(8, 4s, create);
    report("create a client, durable, 8 connections", "≥ 3 × the rate of one",
           std::format("{:.0f}/s = {:.1f} ×", eight.rate(), eight.rate() / rate.sum), eight.rate() >= 3 * rate.sum);
}

}  // namespace bench
