// A million addresses, and a map of two gigabytes.
#include <array>
#include <format>
#include <fstream>

#include "bench/office.h"
#include "bench/parts.h"
#include "exchange/address_file.h"
#include "places/books.h"
#include "support/map_file.h"

namespace bench {

using namespace std::chrono_literals;

namespace {

constexpr unsigned addresses = 1'000'000;
constexpr unsigned houses = 12;  // in a street

/// With OpenAddresses' columns: streets of 500 towns, of which many are called alike.
void write_addresses(const std::filesystem::path& file) {
    constexpr std::array kinds{"straße", "weg", "allee", "platz", "gasse", "ring"};
    constexpr std::array names{"Haupt",  "Bahnhof", "Garten", "Schul", "Linden",
                               "Birken", "Dorf",    "Berg",   "Kirch", "Wald"};
    std::ofstream out(file, std::ios::binary);
    out << "LON,LAT,NUMBER,STREET,UNIT,CITY,DISTRICT,REGION,POSTCODE,ID,HASH\n";
    for (unsigned i = 0; i < addresses; ++i) {
        const unsigned street = i / houses, town = street % 500, kind = street / 500;
        out << std::format("{:.7f},{:.7f},{},{}{}{},,Neustadt{},,SN,{:05},,{:016x}\n", 12 + i * 1e-6, 50 + i * 2e-6,
                           i % houses + 1, names[kind % names.size()], kind / 60, kinds[kind / 10 % kinds.size()], town,
                           1'000 + town, i);
    }
}

void suggestions(const Office& office, const Program& program) {
    const Run run = office.asks(program, 1, 2s, [](unsigned, unsigned call) {
        constexpr std::array typed{"ha",          "haupt", "haupt+1", "bahnhofweg+7+neustadt{}", "neustadt{}+linden",
                                   "01{:03}+berg"};
        const unsigned town = call * 7 % 500;
        return "/addresses/suggestions?q=" + std::vformat(typed[call % typed.size()], std::make_format_args(town));
    });
    report(std::format("addresses suggested among {}", addresses), "p50 ≤ 3 ms, p99 ≤ 20 ms",
           std::format("p50 {:.2f} ms, p99 {:.2f} ms", run.percentile(0.5), run.percentile(0.99)),
           run.percentile(0.5) <= 3 && run.percentile(0.99) <= 20);
}

/// The file has holes where its tiles would be: their bytes cost the disk nothing to read, the program as much as others.
void tiles(const Office& office, const Program& program) {
    constexpr std::uint64_t size = 2'000'000'000, tile = 30'000;
    const auto folder = office.folder / "map";
    std::filesystem::create_directories(folder);
    std::ofstream(folder / "large.pmtiles", std::ios::binary) << support::map_file();
    std::filesystem::resize_file(folder / "large.pmtiles", size);
    const std::string headers = office.admin.headers;
    Peer peer(program.port());
    const Run run = measure(1, 2s, [&](unsigned, unsigned call) {
        const std::uint64_t at = call * 7'919ULL * tile % (size - tile);
        expect(206, peer.ask("GET", "/map/large.pmtiles",
                             headers + std::format("Range: bytes={}-{}\r\n", at, at + tile - 1)));
    });
    report("tile of 30 kB from a map of 2 GB", "p50 ≤ 2 ms", std::format("p50 {:.2f} ms", run.percentile(0.5)),
           run.percentile(0.5) <= 2);
}

}  // namespace

void places(const Office& office) {
    const auto file = office.folder.parent_path() / "addresses.csv";
    write_addresses(file);
    const auto begin = Clock::now();
    const auto imported =
        exchange::import_addresses(office.folder, {.file = file, .file_name = "addresses.csv", .country = "DE"},
                                   [](std::uint64_t, std::uint64_t) {});
    const double seconds = milliseconds(Clock::now() - begin) / 1000;
    const auto books = ::places::Books(office.folder).all();
    const double each = static_cast<double>(books.front().about.bytes) / addresses;
    report(std::format("an address book of {}{}", addresses, imported.unchanged ? ", there already" : ""),
           "≤ 150 bytes an address", std::format("{:.0f} bytes each, in {:.1f} s", each, seconds), each <= 150);
    const Program program(office.binary, office.folder);
    suggestions(office, program);
    tiles(office, program);
    std::filesystem::remove_all(office.folder / "map");
    std::filesystem::remove_all(::places::books_folder(office.folder));
}

}  // namespace bench
