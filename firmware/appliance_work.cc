#include "appliance_work.h"

#include <atomic>
#include <cstdio>
#include <format>
#include <memory>

#include "office/documents/documents.h"
#include "office/exchange/import.h"
#include "office/people/accounts.h"
#include "office/people/erased_file.h"
#include "office/people/events.h"
#include "office/people/verification.h"
#include "office/records/in_background.h"
#include "office/records/sent_form.h"
#include "storage/files/named_files.h"
#include "storage/upkeep/check.h"

namespace {

/// Every page of the file, or every record as well.
void read_through(storage::Store& store, bool records_too) {
    const auto problems = records_too ? storage::check(store).problems : storage::check_pages(store);
    if (problems.empty()) return;
    store.found_damage();
    throw storage::Error(storage::Fault::corrupt, problems.front());
}

/// About 30 ms on a PC.
constexpr std::uint64_t small = 16UL << 20;

/// At every start, and once a day while it goes on.
background::Work reading_through() {
    const auto done = std::make_shared<std::atomic<std::int64_t>>(INT64_MIN);
    static constexpr std::chrono::milliseconds daily = std::chrono::hours(24);
    return {"reading",
            "Records read through",
            std::chrono::seconds(0),
            [done](storage::Store& store, const background::Clock& clock) {
                const bool first = done->exchange(clock.now().milliseconds) == INT64_MIN;
                read_through(store, !first);
            },
            [done](const storage::Read&) { return storage::Moment{*done == INT64_MIN ? 0 : *done + daily.count()}; },
            true};
}

/// Its file may tell of them too, and is needed until its end.
bool is_importing(const storage::Read& read) {
    return !read.where<&office::Import::state>(office::Import_state::running, 1).empty();
}

/// Documents that only they named first, uploads, and files that they may have come in; then the file of the records.
void renew(storage::Store& store, const Work_tools& tools, storage::Moment now) {
    tools.importer.forget_files();
    tools.uploads.drop_left();
    const auto erased = store.read(&office::erased_files);
    storage::sweep_unnamed(store, tools.files, now, erased);
    tools.previews.sweep();
    store.write(office::the_box, &office::forget_erased_files);
    store.renew();
}

}  // namespace

void read_through_if_small(storage::Store& store) {
    if (store.bytes_used() > small) return;
    const auto problems = storage::check_pages(store);
    if (problems.empty()) return;
    store.found_damage();
    std::fputs(std::format("clientbox: the records are damaged. ({})\n", problems.front()).c_str(), stderr);
}

std::vector<background::Work> appliance_work(const Work_tools& tools) {
    using background::Clock;
    using storage::Store;
    using namespace std::chrono_literals;
    return {
        reading_through(),
        // Its two writes are all it does: the box knows at least that time when it starts again.
        {"clock", "Clock kept", 5min, [](Store&, const Clock&) {}},
        {"sessions", "Ended sessions removed", 1h,
         [](Store& store, const Clock&) {
             store.write(office::the_box,
                         [](storage::Write& write) { office::erase_ended_sessions(write, office::Now::now()); });
         }},
        {"undos", "Large changes taken back", 0s,
         [&undoer = tools.undoer](Store&, const Clock&) { undoer.run_started(); }, &office::next_undo},
        {"old_undos", "Ended large undos forgotten", 24h,
         [](Store& store, const Clock& clock) {
             store.write(office::the_box, [&](storage::Write& write) { office::forget_old_undos(write, clock.now()); });
         }},
        {"events", "Old events removed", 1h,
         [](Store& store, const Clock&) { store.write(office::the_box, office::erase_old_events); }},
        {"verification", "History verified", 0s, [](Store& store, const Clock&) { office::verify_history(store); },
         &office::next_verification},
        {"imports", "Imports", 0s, [&importer = tools.importer](Store&, const Clock&) { importer.run_started(); },
         &exchange::next_import},
        {"old_imports", "Files of old imports removed", 24h,
         [&importer = tools.importer](Store&, const Clock&) { importer.remove_old_files(); }},
        {"uploads", "Uploads that nobody went on with removed", 1h,
         [&uploads = tools.uploads](Store&, const Clock&) { uploads.forget_expired(office::Now::now()); }},
        {"files", "Files that no record names removed", 24h,
         [&files = tools.files, &previews = tools.previews](Store& store, const Clock& clock) {
             storage::sweep_unnamed(store, files, clock.now());
             previews.sweep();
         }},
        {"sent_forms", "Forms that are sent no more forgotten", 1h,
         [](Store& store, const Clock&) { store.write(office::the_box, office::forget_sent_forms); }},
        {"clients_of_documents", "Documents say whose they are", 0s,
         [](Store& store, const Clock&) { office::name_clients(store); },
         [](const storage::Read& read) {
             return office::lacks_clients(read) ? storage::Moment{} : storage::Moment{INT64_MAX};
         }},
        {"latest_clients", "Clients opened last kept", 10min,
         [&latest = tools.latest_clients](Store&, const Clock&) { latest.save(); }},
        {"outbox", "E-mails sent", 0s,
         [&outbox = tools.outbox](Store& store, const Clock& clock) {
             outbox.send_some(store, [&clock] { return clock.now(); });
         },
         [&outbox = tools.outbox](const storage::Read& read) { return outbox.due(read); }},
        {"certificate", "Certificate for HTTPS looked at", 1h,
         [&certificate = tools.certificate](Store&, const Clock&) { certificate.look_again(); }},
        // What was erased for good leaves the disk.
        {"renewal", "Erased details removed from the disk", 0s,
         [tools](Store& store, const Clock& clock) { renew(store, tools, clock.now()); },
         [](const storage::Read& read) {
             const bool is_due = read.redactions() != 0 && !is_importing(read);
             return is_due ? storage::Moment{} : storage::Moment{INT64_MAX};
         }},
        {"previews", "Previews of pictures made", 0s,
         [&previews = tools.previews](Store& store, const Clock&) { previews.make_some(store); },
         [&previews = tools.previews](const storage::Read& read) { return previews.due(read); }},
    };
}
