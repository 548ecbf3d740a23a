#include "box/event_log.h"

#include <format>
#include <iostream>
#include <ranges>
#include <string>

#include "office/people/events.h"
#include "storage/types/record_type.h"

namespace box {

using office::Event;
using storage::Id;
using storage::Read;

namespace {

/// Newer than that one, newest first.
std::vector<Event> newer(const Read& read, Id last) {
    std::vector<Event> events;
    storage::List newest{.tag = storage::index_tag::created, .descending = true, .limit = 20};
    do {
        const storage::Page page = read.select(storage::record_type<Event>(), newest);
        for (const Id id : page.ids) {
            if (id <= last) return events;
            events.push_back(read.get<Event>(id));
        }
        newest.after = page.next;
    } while (!newest.after.empty());
    return events;
}

}  // namespace

Event_log::Event_log(const storage::Store& store)
    : store_(&store)
    , version_(store.version()) {
    const storage::List newest{.tag = storage::index_tag::created, .descending = true, .limit = 1};
    store.read([&](const Read& read) {
        for (const Id id : read.select(storage::record_type<Event>(), newest).ids) last_ = id;
    });
}

void Event_log::tell_new() {
    const std::uint64_t version = store_->version();
    if (version_.exchange(version) == version) return;
    std::string lines;
    {
        const std::lock_guard lock(mutex_);
        const auto events = store_->read([&](const Read& read) { return newer(read, last_); });
        if (events.empty()) return;
        last_ = events.front().id;
        for (const auto& event : events | std::views::reverse)
            lines += std::format("event {}: {}\n", storage::show_moment(event.created), office::line_of(event));
    }
    std::clog << lines << std::flush;
}

}  // namespace box
