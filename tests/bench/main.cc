// scripts/bench: the figures that Clientbox promises, each beside what it is to reach, as a table in Markdown.
//
//   bench PROGRAM FOLDER [million]      FOLDER keeps the offices between runs; "million" adds search in 1,000,000 clients
#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <format>
#include <fstream>
#include <memory>
#include <print>
#include <thread>
#include <vector>

#include "bench/floors.h"
#include "bench/office_data.h"
#include "bench/timing.h"
#include "support/peer.h"
#include "support/program.h"

namespace {

using namespace std::chrono_literals;
using bench::report;
using support::Peer;
using support::Program;

constexpr std::uint64_t megabyte = 1'000'000;
constexpr std::string_view list_target = "/clients?sort=name";
constexpr std::string_view json_target = "/api/v1/clients?sort=name";

struct Bench {
    std::filesystem::path binary, folder;
    bench::Signed_in admin;
    std::size_t list_size = 0;

    bench::Run asks(const Program& program, unsigned connections, std::chrono::milliseconds length,
                    const std::function<std::string(unsigned, unsigned)>& target) const;
};

std::vector<std::unique_ptr<Peer>> peers(int port, unsigned count) {
    std::vector<std::unique_ptr<Peer>> all;
    for (unsigned i = 0; i < count; ++i) all.push_back(std::make_unique<Peer>(port));
    return all;
}

void expect(int status, const support::Answer& answer) {
    if (answer.status != status)
        throw std::runtime_error(std::format("{} instead of {}:\n{}", answer.status, status, answer.head));
}

bench::Run Bench::asks(const Program& program, unsigned connections, std::chrono::milliseconds length,
                       const std::function<std::string(unsigned, unsigned)>& target) const {
    const auto all = peers(program.port(), connections);
    return bench::measure(connections, length, [&](unsigned worker, unsigned call) {
        expect(200, all[worker]->ask("GET", target(worker, call), admin.headers));
    });
}

void first_page(const Bench& bench) {
    std::vector<double> times;
    for (int i = 0; i < 5; ++i) {
        const auto begin = bench::Clock::now();
        const Program program(bench.binary, bench.folder);
        expect(200, Peer(program.port()).ask("GET", "/login", ""));
        times.push_back(bench::milliseconds(bench::Clock::now() - begin));
    }
    std::ranges::sort(times);
    report("start to first page", "≤ 50 ms", std::format("{:.0f} ms (median of 5)", times[2]), times[2] <= 50);
}

void memory(const Bench& bench) {
    const Program program(bench.binary, bench.folder);
    expect(200, Peer(program.port()).ask("GET", list_target, bench.admin.headers));
    const auto rest = program.anonymous_memory();
    const auto idle = peers(program.port(), 250);
    for (const auto& peer : idle) expect(200, peer->ask("GET", list_target, bench.admin.headers));
    const auto busy = program.anonymous_memory();
    report("anonymous memory at rest", "≤ 24 MB", std::format("{} MB", rest / megabyte), rest <= 24 * megabyte);
    report("the same with 250 idle keep-alive browsers", "≤ 64 MB", std::format("{} MB", busy / megabyte),
           busy <= 64 * megabyte);
    std::vector<double> times;
    for (int i = 0; i < 21; ++i) {
        const auto begin = bench::Clock::now();
        expect(200, Peer(program.port()).ask("GET", "/login", ""));
        times.push_back(bench::milliseconds(bench::Clock::now() - begin));
    }
    std::ranges::sort(times);
    report("new request beside 250 idle connections", "≤ 10 ms",
           std::format("{:.1f} ms (median), {:.1f} (worst of 21)", times[10], times.back()), times[10] <= 10);
}

/// The places at which pages of the list begin, so that no two requests in a row are for the same page.
std::vector<std::string> list_pages(const Program& program, const Bench& bench, std::size_t count) {
    Peer peer(program.port());
    std::vector<std::string> pages{""};
    while (pages.size() < count) {
        const auto answer = peer.ask("GET", std::format("{}{}", list_target, pages.back()), bench.admin.headers);
        const auto at = answer.body.find("after=");
        if (at == std::string::npos) break;
        pages.push_back("&" + answer.body.substr(at, answer.body.find_first_of("\"&", at) - at));
    }
    return pages;
}

void lists(Bench& bench) {
    const Program program(bench.binary, bench.folder);
    // 1,500 pages of about 15 kB are more than the cache of rendered pages holds.
    const auto pages = list_pages(program, bench, 1'500);
    const auto another = [&](std::string_view list) {
        return [&pages, list](unsigned worker, unsigned call) {
            return std::format("{}{}", list, pages[(worker * 191 + call) % pages.size()]);
        };
    };
    bench.list_size = Peer(program.port()).ask("GET", list_target, bench.admin.headers).body.size();
    const bench::Plain_server plain(bench.list_size);
    const auto floor_peers = peers(plain.port(), 8);
    const auto floor =
        bench::measure(8, 3s, [&](unsigned worker, unsigned) { floor_peers[worker]->ask("GET", "/", ""); });

    const auto one = bench.asks(program, 1, 3s, another(list_target));
    report("list of 50 by name, one connection", "p50 ≤ 0.7 ms",
           std::format("p50 {:.2f} ms, p99 {:.2f} ms", one.percentile(0.5), one.percentile(0.99)),
           one.percentile(0.5) <= 0.7);
    for (const auto& [what, list] : {std::pair{"list", list_target}, std::pair{"list as JSON", json_target}}) {
        const auto eight = bench.asks(program, 8, 3s, another(list));
        report(std::format("{} of 50 by name, 8 connections, another page each time", what), "≥ 8,000/s",
               std::format("{:.0f}/s", eight.rate()), eight.rate() >= 8'000);
    }
    const auto same = bench.asks(program, 8, 3s, [](unsigned, unsigned) { return std::string(list_target); });
    report("the same when nothing changed", std::format("≥ half the floor ({:.0f}/s)", floor.rate()),
           std::format("{:.0f}/s = {:.2f} of the floor", same.rate(), same.rate() / floor.rate()),
           same.rate() * 2 >= floor.rate());
    const auto profile = bench.asks(program, 8, 3s, [](unsigned worker, unsigned call) {
        return std::format("/clients/{}", 1 + (worker * 9'973 + call * 7) % 90'000);
    });
    report("client profile, 8 connections", "≥ 4,000/s", std::format("{:.0f}/s", profile.rate()),
           profile.rate() >= 4'000);
}

void search(const Bench& bench, const std::string& size, double allowed) {
    const Program program(bench.binary, bench.folder);
    for (const std::string query : {"smi", "ana%20lop", "4711", "zzyzx"}) {
        const auto target = [&](unsigned, unsigned call) {
            return std::format("/search?q={}&n={}", query, call);  // never the same page
        };
        expect(200, Peer(program.port()).ask("GET", target(0, 0), bench.admin.headers));  // reads from the disk
        const auto run =
            bench.asks(program, 1, 2s, [&](unsigned worker, unsigned call) { return target(worker, call + 1); });
        report(std::format("live search \"{}\" in {} clients", query, size),
               std::format("p50 ≤ {} ms, p99 ≤ {} ms", allowed, 10 * allowed),
               std::format("p50 {:.2f} ms, p99 {:.2f} ms", run.percentile(0.5), run.percentile(0.99)),
               run.percentile(0.5) <= allowed && run.percentile(0.99) <= 10 * allowed);
    }
}

std::string new_client(unsigned worker, unsigned call) {
    static const auto run = bench::Clock::now().time_since_epoch().count();
    return std::format(
        R"({{"first_name":"Nora","last_name":"Newman","email":"n{}.{}.{}@example.org","phone":"555-{:04}"}})", run,
        worker, call, call % 10'000);
}

/// A list that is asked for again after each change: nothing that was found before is of use.
void after_changes(const Bench& bench, const Program& program,
                   const std::function<std::string(unsigned, unsigned)>& target, double at_worst) {
    constexpr unsigned times = 40;
    static unsigned created = 0;
    Peer peer(program.port());
    std::vector<double> took;
    for (unsigned call = 0; call < times; ++call) {
        expect(201, peer.ask("POST", "/api/v1/clients", bench.admin.headers + "Content-Type: application/json\r\n",
                             new_client(99, created++)));
        const auto begin = bench::Clock::now();
        expect(200, peer.ask("GET", target(99, call), bench.admin.headers));
        took.push_back(bench::milliseconds(bench::Clock::now() - begin));
    }
    std::ranges::sort(took);
    report("the same, after a change", std::format("worst ≤ {} ms", at_worst),
           std::format("p50 {:.2f} ms, worst {:.2f} ms", took[times / 2], took.back()), took.back() <= at_worst);
}

/// Filters, ranges, words and order at once.
void asking(const Bench& bench) {
    const Program program(bench.binary, bench.folder);
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
        expect(200, Peer(program.port()).ask("GET", target(0, 0), bench.admin.headers));
        const auto run =
            bench.asks(program, 1, 2s, [&](unsigned worker, unsigned call) { return target(worker, call + 1); });
        report("list of " + what, std::format("p50 ≤ {} ms, p99 ≤ {} ms", allowed, at_worst),
               std::format("p50 {:.2f} ms, p99 {:.2f} ms", run.percentile(0.5), run.percentile(0.99)),
               run.percentile(0.5) <= allowed && run.percentile(0.99) <= at_worst);
        after_changes(bench, program, target, at_worst);
    }
}

void creates(const Bench& bench) {
    bench::Plain_commits plain(bench.folder, bench.folder / "floor");  // copied before the program opens it
    const Program program(bench.binary, bench.folder);
    auto all = peers(program.port(), 1);
    const std::string headers = bench.admin.headers + "Content-Type: application/json\r\n";
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
        entries.add(bench::measure(1, 1s, [&](unsigned, unsigned) { plain.commit_client(); }).percentile(0.5));
        value.add(bench::measure(1, 1s, [&](unsigned, unsigned) { plain.commit_value(2'000); }).percentile(0.5));
        const auto run = bench::measure(1, 1s, create);
        made.add(run.percentile(0.5));
        rate.add(run.rate());
    }
    report("create a client, durable, 1 connection",
           std::format("≤ 1.3 × one LMDB commit of the same entries ({:.2f} ms)", entries.sum),
           std::format("{:.2f} × ({:.0f}/s); {:.1f} × a commit of all its bytes as one value ({:.2f} ms)",
                       made.sum / entries.sum, rate.sum, made.sum / value.sum, value.sum),
           made.sum <= 1.3 * entries.sum);
    all = peers(program.port(), 8);  // new ones: a connection that never asks is closed after ten seconds
    const auto eight = bench::measure(8, 4s, create);
    report("create a client, durable, 8 connections", "≥ 3 × the rate of one",
           std::format("{:.0f}/s = {:.1f} ×", eight.rate(), eight.rate() / rate.sum), eight.rate() >= 3 * rate.sum);
}

void import(const Bench& bench) {
    const auto file = bench.folder / "clients.csv";
    bench::write_clients_csv(file, 10'000);
    std::vector<double> times;
    for (int i = 0; i < 3; ++i) {
        const auto folder = bench.folder / "import";
        std::filesystem::remove_all(folder);
        bench::fill_office(folder, 0);
        const auto begin = bench::Clock::now();
        const int code =
            support::run(bench.binary, {"import", "--kind", "clients", "--data", folder.string(), file.string()});
        if (code != 0) throw std::runtime_error("the import failed");
        times.push_back(bench::milliseconds(bench::Clock::now() - begin));
    }
    std::ranges::sort(times);
    report("import of 10,000 rows by command, all indexes, durable", "≤ 1 s",
           std::format("{:.2f} s (median of 3)", times[1] / 1000), times[1] <= 1000);
}

/// Seconds that a piece of work takes.
template <class Work> double seconds_of(Work&& work) {
    const auto begin = bench::Clock::now();
    work();
    return bench::milliseconds(bench::Clock::now() - begin) / 1000;
}

void shell(const std::string& command) {
    if (std::system(command.c_str()) != 0) throw std::runtime_error(command + " failed");
}

/// "-H 'Cookie: …' -H 'X-CSRF-Token: …'"
std::string for_curl(std::string_view headers) {
    std::string words;
    for (std::size_t end = 0; (end = headers.find("\r\n")) != std::string_view::npos; headers.remove_prefix(end + 2))
        words += std::format("-H '{}' ", headers.substr(0, end));
    return words;
}

/// The most of it that was seen while some work went on.
std::uint64_t most_memory(const Program& program, const std::function<void()>& work) {
    std::uint64_t most = 0;
    const std::jthread watching([&](const std::stop_token& done) {
        for (; !done.stop_requested(); std::this_thread::sleep_for(20ms))
            most = std::max(most, program.anonymous_memory());
    });
    work();
    return most;
}

/// A gigabyte up and down by curl, beside a copy of it on the same disk by cat.
void files(const std::filesystem::path& binary, const std::filesystem::path& folder) {
    std::filesystem::remove_all(folder);
    bench::fill_office(folder, 0);
    const std::string headers = bench::sign_in(folder).headers;
    const std::string file = (folder / "gigabyte").string(), copy = (folder / "copy").string();
    shell(std::format("openssl rand -out {} 1000000000", file));
    const double durable = seconds_of([&] { shell(std::format("cat {} > {} && sync {}", file, copy, copy)); });
    const double plain = seconds_of([&] { shell(std::format("cat {} > {}", file, copy)); });
    const Program program(binary, folder);
    expect(200, Peer(program.port()).ask("GET", list_target, headers));
    const auto rest = program.anonymous_memory();
    const auto curl = [&](const std::string& words, std::string_view path) {
        shell(std::format("curl -sf {} {} http://127.0.0.1:{}{}", for_curl(headers), words, program.port(), path));
    };
    double up = 0, down = 0;
    const auto most = most_memory(program, [&] {
        up = seconds_of([&] { curl(std::format("-o /dev/null -F file=@{}", file), "/api/v1/documents"); });
        down = seconds_of([&] { curl(std::format("-o {}", copy), "/files/1"); });
    });
    shell(std::format("cmp {} {}", file, copy));
    report("upload of 1 GB, durable", std::format("≤ 2 × cat and sync ({:.2f} s)", durable),
           std::format("{:.2f} s = {:.1f} ×", up, up / durable), up <= 2 * durable);
    report("download of 1 GB to a file", std::format("≤ 2 × cat ({:.2f} s)", plain),
           std::format("{:.2f} s = {:.1f} ×", down, down / plain), down <= 2 * plain);
    const auto more = most - std::min(most, rest);
    report("memory for both", "≤ 16 MB more", std::format("{} MB", more / megabyte), more <= 16 * megabyte);
    std::filesystem::remove_all(folder);
}

}  // namespace

int main(int count, char** words) {
    if (count < 3) {
        std::println(stderr, "bench PROGRAM FOLDER [million]");
        return 2;
    }
    const std::filesystem::path base = words[2];
    std::filesystem::create_directories(base);
    try {
        Bench bench{.binary = words[1], .folder = base / "100k", .admin = {}};
        bench::fill_office(bench.folder, 100'000);
        bench.admin = bench::sign_in(bench.folder);
        std::println("| with 100,000 clients | reach | measured | reached |\n|---|---|---|---|");
        first_page(bench);
        memory(bench);
        lists(bench);
        search(bench, "100,000", 1);
        asking(bench);
        creates(bench);
        import(bench);
        files(bench.binary, base / "files");
        if (count > 3) {
            bench.folder = base / "1M";
            bench::fill_office(bench.folder, 1'000'000);
            bench.admin = bench::sign_in(bench.folder);
            search(bench, "1,000,000", 2);
        }
    } catch (const std::exception& error) {
        std::println(stderr, "bench: {}", error.what());
        return 1;
    }
    return bench::missed() == 0 ? 0 : 1;
}
