// Lists and single records, as pages and as JSON.
#include <format>
#include <functional>
#include <memory>
#include <vector>

#include "bench/floors.h"
#include "bench/office.h"
#include "bench/parts.h"

namespace bench {

using namespace std::chrono_literals;

namespace {

constexpr std::string_view json_target = "/api/v1/clients?sort=name";

/// Addresses of the pages of a list, one behind the other; where the next begins stands behind `mark`.
std::vector<std::string> pages_of(const Program& program, const Office& office, std::string_view target,
                                  std::string_view mark) {
    constexpr std::size_t enough = 1'500;
    Peer peer(program.port());
    std::vector<std::string> pages{std::string(target)};
    while (pages.size() < enough) {
        const auto answer = peer.ask("GET", pages.back(), office.admin.headers);
        auto at = answer.body.find(mark);
        if (at == std::string::npos) break;
        at += mark.size();
        pages.push_back(
            std::format("{}&after={}", target, answer.body.substr(at, answer.body.find_first_of("\"&", at) - at)));
    }
    return pages;
}

/// Another page each time, from 8 connections.
void eight(const Office& office, const Program& program, const std::string& what,
           const std::function<std::string(unsigned, unsigned)>& target, double reach) {
    const double before = program.processor_seconds();
    const Run run = office.asks(program, 8, 3s, target);
    const double each = (program.processor_seconds() - before) * 1000 / static_cast<double>(run.latencies.size());
    report(what + ", 8 connections", std::format("≥ {:.0f}/s", reach),
           std::format("{:.0f}/s; {:.2f} ms of processor each", run.rate(), each), run.rate() >= reach);
}

}  // namespace

void lists(const Office& office) {
    const Program program(office.binary, office.folder);
    const auto pages = pages_of(program, office, list_target, "after=");
    const auto documents = pages_of(program, office, json_target, "\"next\":\"");
    const auto another = [](const std::vector<std::string>& all, unsigned worker, unsigned call) {
        return all[(worker * 191 + call) % all.size()];
    };
    const auto page = [&](unsigned worker, unsigned call) {  // never the same, so that none was kept
        return std::format("{}&n={}.{}", another(pages, worker, call), worker, call);
    };
    const auto json = [&](unsigned worker, unsigned call) { return another(documents, worker, call); };
    const auto size = Peer(program.port()).ask("GET", list_target, office.admin.headers).body.size();
    const Plain_server plain(size);
    const auto floor_peers = peers(plain.port(), 8);
    const auto floor = measure(8, 3s, [&](unsigned worker, unsigned) { floor_peers[worker]->ask("GET", "/", ""); });

    const auto one = office.asks(program, 1, 3s, page);
    report("list of 50 by name, one connection", "p50 ≤ 0.7 ms",
           std::format("p50 {:.2f} ms, p99 {:.2f} ms", one.percentile(0.5), one.percentile(0.99)),
           one.percentile(0.5) <= 0.7);
    eight(office, program, std::format("list of 50 by name ({} kB)", size / 1000), page, 8'000);
    eight(office, program, "list as JSON of 50 by name", json, 8'000);
    const auto same = office.asks(program, 8, 3s, [](unsigned, unsigned) { return std::string(list_target); });
    report("the list when nothing changed", std::format("≥ half the floor ({:.0f}/s)", floor.rate()),
           std::format("{:.0f}/s = {:.2f} of the floor", same.rate(), same.rate() / floor.rate()),
           same.rate() * 2 >= floor.rate());
    eight(
        office, program, "client profile",
        [](unsigned worker, unsigned call) {
            return std::format("/clients/{}?n={}.{}", 1 + (worker * 9'973 + call * 7) % 90'000, worker, call);
        },
        6'000);
}

}  // namespace bench
