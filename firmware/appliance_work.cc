#include "appliance_work.h"

#include "office/people/accounts.h"

std::vector<background::Work> appliance_work(exchange::Importer& importer) {
    using background::Clock;
    using storage::Store;
    using namespace std::chrono_literals;
    return {
        // Its two writes are all it does: the box knows at least that time when it starts again.
        {"clock", "Clock kept", 5min, [](Store&, const Clock&) {}},
        {"sessions", "Ended sessions removed", 1h,
         [](Store& store, const Clock& clock) {
             store.write({.user = 0, .name = "Clientbox"},
                         [&](storage::Write& write) { office::erase_ended_sessions(write, clock.now()); });
         }},
        {"old_imports", "Files of old imports removed", 24h,
         [&importer](Store&, const Clock&) { importer.remove_old_files(); }},
    };
}
