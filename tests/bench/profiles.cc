// The profile of a client of whom much is known.
#include <format>

#include "appliance.h"
#include "bench/office.h"
#include "bench/parts.h"
#include "office/clients/contact.h"
#include "office/clients/note.h"
#include "office/documents/documents.h"
#include "office/records/save.h"
#include "office/work/asset.h"

namespace bench {

using namespace std::chrono_literals;

namespace {

constexpr storage::Id client = 1;

storage::Id add(storage::Write& write, const storage::Record_type& type, const storage::Typed& typed) {
    return office::save(write, type, 0, 0, typed, office::References::ids).id;
}

/// 200 notes, 30 contacts and 100 trees.
void add_records(storage::Write& write) {
    const std::string id = std::to_string(client);
    for (unsigned i = 0; i < 200; ++i)
        add(write, storage::record_type<office::Note>(),
            {{"client", id}, {"text", std::format("Called about tree {}.\n\nWants it **trimmed** before May.", i)}});
    for (unsigned i = 0; i < 30; ++i)
        add(write, storage::record_type<office::Contact>(),
            {{"name", std::format("Contact {}", i)},
             {"email", std::format("contact{}@example.org", i)},
             {"phone", std::format("(555)-010-{:04}", i)},
             {"clients", id}});
    const auto tree = add(write, storage::record_type<office::Asset_kind>(), {{"name", "Measured tree"}});
    for (unsigned i = 0; i < 100; ++i)
        add(write, storage::record_type<office::Asset>(),
            {{"client", id}, {"kind", std::to_string(tree)}, {"title", std::format("Oak by gate {}", i)}});
}

void fill(const std::filesystem::path& folder) {
    const auto store = open_store(folder);
    const storage::Actor admin{.user = 1, .name = "Admin"};
    store->write(admin, add_records);
    storage::Files files(folder, 0);
    for (unsigned i = 0; i < 50; ++i) {
        auto incoming = files.begin();
        incoming.append(std::format("Report {}", i));
        const auto file = office::take_file(files, incoming, std::format("report-{}.txt", i));
        store->write(admin, [&](storage::Write& write) {
            office::add_document(write, file, {{"about", std::format("1:{}", client)}}, office::References::ids);
        });
    }
}

}  // namespace

void profiles(const Office& office) {
    const auto folder = office.folder.parent_path() / "profiles";
    std::filesystem::remove_all(folder);
    fill_office(folder, 1'000);
    fill(folder);
    const std::string headers = sign_in(folder).headers;
    const Program program(office.binary, folder);
    Peer peer(program.port());
    for (const auto* tab : {"", "/activity", "/notes", "/contacts", "/assets", "/documents", "/history"}) {
        const double before = program.processor_seconds();
        const Run run = measure(1, 2s, [&](unsigned, unsigned call) {  // never the same, so that none was kept
            expect(200, peer.ask("GET", std::format("/clients/{}{}?n={}", client, tab, call), headers));
        });
        const double each = (program.processor_seconds() - before) * 1000 / static_cast<double>(run.latencies.size());
        report(std::format("profile with 200 notes, 50 documents, 30 contacts, 100 items: {}",
                           *tab == '\0' ? "its first page" : tab),
               "p50 ≤ 2 ms",
               std::format("p50 {:.2f} ms, p99 {:.2f} ms; {:.2f} ms of processor each", run.percentile(0.5),
                           run.percentile(0.99), each),
               run.percentile(0.5) <= 2);
    }
    std::filesystem::remove_all(folder);
}

}  // namespace bench
