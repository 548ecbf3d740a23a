// Words, filters, ranges and orders among many records.
#include <algorithm>
#include <array>
#include <format>
#include <vector>

#include "bench/office.h"
#include "bench/parts.h"

namespace bench {

using namespace std::chrono_literals;

namespace {

constexpr std::array queries{"smi", "ana%20lop", "4711", "zzyzx"};

/// Never the same page.
Run live_search(const Office& office, const Program& program, std::string_view query) {
    static unsigned asked = 0;
    const auto target = [&](unsigned, unsigned) { return std::format("/search?q={}&n={}", query, asked++); };
    expect(200, Peer(program.port()).ask("GET", target(0, 0), office.admin.headers));  // reads from the disk
    return office.asks(program, 1, 1s, target);
}

/// Where programs ask for as much as a page shows.
void searches_as_json(const Office& office, const Program& program) {
    for (const std::string_view word : {"a", "lakeview"}) {
        const auto p50 = [&](std::string_view list) {
            const auto target = [&, call = 0U](unsigned, unsigned) mutable {
                return std::format("{}?q={}{}", list, word, std::string(++call % 500, '+'));  // never the same page
            };
            return office.asks(program, 1, 1s, target).percentile(0.5);
        };
        const double json = p50("/api/v1/clients"), page = p50("/clients");  // the page would make its set known
        report(std::format("50 of all that begin with \"{}\" as JSON", word),
               std::format("≤ 2.5 × the page ({:.2f} ms)", page),
               std::format("{:.2f} × (p50 {:.2f} ms)", json / page, json), json <= 2.5 * page);
    }
}

}  // namespace

void live_searches(const Office& office) {
    const Program program(office.binary, office.folder);
    for (const std::string_view query : queries) {
        const Run run = live_search(office, program, query);
        report(std::format("live search \"{}\"", query), "p50 ≤ 0.6 ms, p99 ≤ 10 ms",
               std::format("p50 {:.2f} ms, p99 {:.2f} ms", run.percentile(0.5), run.percentile(0.99)),
               run.percentile(0.5) <= 0.6 && run.percentile(0.99) <= 10);
    }
    searches_as_json(office, program);
}

void live_searches_of_a_million(const Office& office) {
    const Office million(office.binary, office.folder.parent_path() / "1M", 1'000'000);
    const Program small(office.binary, office.folder), large(million.binary, million.folder);
    for (const std::string_view query : queries) {
        constexpr int turns = 5;  // since the machine's mood changes
        double few = 0, many = 0;
        for (int turn = 0; turn < turns; ++turn) {
            few += live_search(office, small, query).percentile(0.5) / turns;
            many += live_search(million, large, query).percentile(0.5) / turns;
        }
        report(std::format("live search \"{}\" in 1,000,000 clients", query),
               std::format("≤ 1.5 × that in 100,000 ({:.2f} ms)", few),
               std::format("{:.2f} × (p50 {:.2f} ms)", many / few, many), many <= 1.5 * few);
    }
}

namespace {

/// A list that is asked for again after each change: nothing that was found before is of use.
void after_changes(const Office& office, const Program& program,
                   const std::function<std::string(unsigned, unsigned)>& target, double at_worst) {
    constexpr unsigned times = 40;
    static unsigned created = 0;
    Peer peer(program.port());
    std::vector<double> took;
    for (unsigned call = 0; call < times; ++call) {
        expect(201, peer.ask("POST", "/api/v1/clients", office.admin.headers + "Content-Type: application/json\r\n",
                             new_client(99, created++)));
        const auto begin = Clock::now();
        expect(200, peer.ask("GET", target(99, call), office.admin.headers));
        took.push_back(milliseconds(Clock::now() - begin));
    }
    std::ranges::sort(took);
    report("the same, after a change", std::format("worst ≤ {} ms", at_worst),
           std::format("p50 {:.2f} ms, worst {:.2f} ms", took[times / 2], took.back()), took.back() <= at_worst);
}

}  // namespace

/// Filters, ranges, words and order at once.
void asking(const Office& office) {
    const Program program(office.binary, office.folder);
    struct Asked {
        std::string what, query;
        double allowed, at_worst;
    };
    const std::string both = "tags=1&tags=2&tags.mode=all";
    for (const auto& [what, query, allowed, at_worst] : std::vector<Asked>{
             {"two tags, a custom amount and a range of days by last activity",
              both + "&custom.budget.from=100&custom.budget.to=700&client_since.from=2020-01-01&sort=-activity", 3, 20},
             {"few of two tags and two ranges, by name",
              both + "&custom.budget.from=100&custom.budget.to=120&client_since.from=2020-01-01", 10, 20},
             {"no budget and none of two tags, by name",
              "tags=1&tags=2&tags.mode=none&custom.budget.empty=yes&client_since.from=2024-01-01", 10, 20},
             {"17,000 found by a word, with a tag, the newest first", "q=lakeview&tags=2&sort=-created", 10, 20},
         }) {
        const auto target = [&](unsigned, unsigned call) { return std::format("/clients?{}&n={}", query, call); };
        expect(200, Peer(program.port()).ask("GET", target(0, 0), office.admin.headers));
        const auto run =
            office.asks(program, 1, 2s, [&](unsigned worker, unsigned call) { return target(worker, call + 1); });
        report("list of " + what, std::format("p50 ≤ {} ms, p99 ≤ {} ms", allowed, at_worst),
               std::format("p50 {:.2f} ms, p99 {:.2f} ms", run.percentile(0.5), run.percentile(0.99)),
               run.percentile(0.5) <= allowed && run.percentile(0.99) <= at_worst);
        after_changes(office, program, target, at_worst);
    }
}

}  // namespace bench
