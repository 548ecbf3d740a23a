#include "office/people/verification.h"

#include <format>

#include "office/people/events.h"
#include "office/records/in_background.h"
#include "storage/journal_check.h"

namespace office {

using storage::Id;
using storage::Read;
using storage::Store;
using storage::Write;

namespace {

/// Read in one snapshot: some milliseconds.
constexpr std::size_t at_once = 2'000;

Id newest(const Read& read, Happening what) {
    const auto ids = read.where<&Event::what>(what);
    return ids.empty() ? 0 : ids.back();
}

Id newest_result(const Read& read) {
    return std::max(newest(read, Happening::journal_sound), newest(read, Happening::journal_damaged));
}

Event result_of(const storage::Journal_check& check) {
    if (check.problems().empty())
        return {.what = Happening::journal_sound, .who = the_box.name, .detail = std::to_string(check.checked())};
    return {.what = Happening::journal_damaged, .who = the_box.name, .detail = check.problems().front()};
}

}  // namespace

void ask_to_verify(Write& write, std::string_view address) {
    if (is_being_verified(write)) return;
    record(write, {.what = Happening::journal_asked,
                   .user = {write.actor().user},
                   .who = write.actor().name,
                   .address = std::string(address)});
}

bool is_being_verified(const Read& read) { return newest(read, Happening::journal_asked) > newest_result(read); }

std::optional<Event> last_verification(const Read& read) { return read.find<Event>(newest_result(read)); }

storage::Moment next_verification(const Read& read) { return {is_being_verified(read) ? 0 : INT64_MAX}; }

void verify_history(Store& store) {
    if (!store.read(is_being_verified)) return;
    storage::Journal_check check;
    while (store.read([&](const Read& read) { return check.go_on(read.transaction(), at_once); })) {
    }
    store.write(the_box, [&](Write& write) { record(write, result_of(check)); });
}

}  // namespace office
