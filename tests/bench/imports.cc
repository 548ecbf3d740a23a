// Files of many rows.
#include <algorithm>
#include <format>
#include <memory>
#include <stdexcept>
#include <vector>

#include "bench/office.h"
#include "bench/parts.h"
#include "support/browser.h"

namespace bench {

using namespace std::chrono_literals;

namespace {

struct Imported {
    double seconds;
    support::Used used;
};

/// By command, into what stands in `folder`.
Imported imported(const Office& office, const std::filesystem::path& folder, std::size_t rows) {
    const auto file = folder.parent_path() / "clients.csv";
    write_clients_csv(file, rows);
    const auto begin = Clock::now();
    const auto used =
        support::run_watched(office.binary, {"import", "--kind", "clients", "--data", folder.string(), file.string()});
    if (used.code != 0) throw std::runtime_error("the import failed");
    return {milliseconds(Clock::now() - begin) / 1000, used};
}

std::filesystem::path empty_office(const Office& office) {
    const auto folder = office.folder.parent_path() / "import";
    std::filesystem::remove_all(folder);
    fill_office(folder, 0);
    return folder;
}

void import_alone(const Office& office, std::size_t rows, std::string_view named, double allowed) {
    constexpr std::size_t times = 3;
    std::vector<double> seconds;
    support::Used most;
    for (std::size_t time = 0; time < times; ++time) {
        const Imported one = imported(office, empty_office(office), rows);
        seconds.push_back(one.seconds);
        most.anonymous = std::max(most.anonymous, one.used.anonymous);
        most.resident = std::max(most.resident, one.used.resident);
    }
    std::ranges::sort(seconds);
    report(std::format("import of {} rows by command, all indexes, durable", named), std::format("≤ {} s", allowed),
           std::format("{:.2f} s (median of {})", seconds[times / 2], times), seconds[times / 2] <= allowed);
    report("its memory", "≤ 200 MB without the mapped file",
           std::format("{} MB; {} MB with what the system keeps of the file", most.anonymous / megabyte,
                       most.resident / megabyte),
           most.anonymous <= 200 * megabyte);
}

/// Others at the same office go on meanwhile.
void import_beside_others(const Office& office, std::size_t rows) {
    const auto folder = empty_office(office);
    const std::string headers = sign_in(folder).headers;
    const Program program(office.binary, folder);
    Run reads, saves, sign_ins;
    {
        const Meanwhile reading(reads, 50ms, [&, peer = std::make_shared<Peer>(program.port())](unsigned call) {
            expect(200, peer->ask("GET", std::format("{}&n={}", list_target, call), headers));
        });
        const Meanwhile saving(saves, 50ms, [&, peer = std::make_shared<Peer>(program.port())](unsigned call) {
            expect(201, peer->ask("POST", "/api/v1/clients", headers + "Content-Type: application/json\r\n",
                                  new_client(0, call)));
        });
        const Meanwhile arriving(sign_ins, 200ms, [&](unsigned) {
            if (!support::Browser(program.port()).sign_in(admin_address, admin_password))
                throw std::runtime_error("nobody can sign in");
        });
        imported(office, folder, rows);
    }
    report("a page every 50 ms meanwhile, another process importing", "p99 ≤ 50 ms",
           std::format("{:.0f} ms, worst {:.0f} of {}", reads.percentile(0.99), reads.latencies.back(),
                       reads.latencies.size()),
           reads.percentile(0.99) <= 50);
    report("a new client every 50 ms meanwhile", "worst ≤ 250 ms",
           std::format("{:.0f} ms of {}", saves.latencies.back(), saves.latencies.size()),
           saves.latencies.back() <= 250);
    report("a sign-in every 200 ms meanwhile, its password hashed", "worst ≤ 250 ms",
           std::format("{:.0f} ms of {}", sign_ins.latencies.back(), sign_ins.latencies.size()),
           sign_ins.latencies.back() <= 250);
}

}  // namespace

void imports(const Office& office) {
    import_alone(office, 10'000, "10,000", 1);
    import_alone(office, 100'000, "100,000", 4);
    import_beside_others(office, 100'000);
}

}  // namespace bench
