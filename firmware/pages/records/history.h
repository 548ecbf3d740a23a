// What happened to a record, as sentences grouped by day (web/pages/parts/history).
#pragma once

#include <set>
#include <string>
#include <vector>

#include "pages/records/shown.h"
#include "storage/journal.h"

namespace pages {

struct Change_text {
    std::string field, before, after;
};

/// One sentence: "Ana" "changed" "Phone: … → …".
struct Event {
    storage::Moment at;
    std::string icon = {}, who, did = {}, about = {}, about_url = {};
    std::vector<Change_text> changes = {};
    std::string undo_url = {};      ///< "" when it cannot be taken back, or an event above says so
    std::string erase_url = {};     ///< "" when nothing was deleted that can be erased for good
    bool undo_asks = false;         ///< many records would be put back, so the page there asks first
    bool is_import = false;         ///< it was done to this record among many, and is taken back with all of them
    std::vector<Event> parts = {};  ///< what an operation did to several records, one by one: the first of them
    std::size_t part_count = 0;     ///< how many there are
    std::string parts_url = {};     ///< where all are; "" when these are
};

struct History {
    std::vector<Event> events;
    std::uint64_t next_before = 0;  ///< 0 when these are the last ones
    std::string kind;               ///< plural of the only kind that is shown; "" for all
};

/// One entry as the history of `subject` tells it; of none: as that of the office does.
Event event_of(const storage::Read& read, const storage::Entry& entry, storage::Subject subject, Shower& shower);
/// Says where it can be taken back, unless an event of the page says so already: `operations` are those of the page so far.
void offer_undo(Event& event, const storage::Read& read, const http::Request& request, const storage::Entry& entry,
                std::set<std::uint64_t>& operations);
/// For parts/event.
Data event_data(const Language& language, const Event& event);

/// Which page of the history a request asks for: ?kind=notes&before=123
History read_history(const storage::Read& read, storage::Subject subject, const http::Request& request, Shower& shower);

/// What an import brought: "1,240 clients from clients.csv"; "" when that operation is none, or nobody knows any more.
std::string imported_text(const storage::Read& read, const Language& language, std::uint64_t operation);

/// What was done in the office, each operation as one event: ?before=123
History read_office_history(const storage::Read& read, const http::Request& request, Shower& shower);
/// One operation, each change as one event: ?before=123. Throws Error{not_found} when there is none of which something is seen.
History read_operation(const storage::Read& read, const http::Request& request, std::uint64_t operation,
                       Shower& shower);

/// What one entry says by itself, whatever else was done with it.
Event told_of(const storage::Read& read, const storage::Entry& entry, Shower& shower);

/// Sets what parts/history needs, but for filters and the way to older entries.
void set_events(Data& data, const Language& language, const std::vector<Event>& events);

/// What differs between two runs of fields, in the declared order. Derived and secret fields are left out.
std::vector<Change_text> changes_of(const storage::Record_type& type, const storage::Definitions& definitions,
                                    std::string_view before, std::string_view after, Shower& shower);

/// `url` is the page that shows it; `kinds` may be filtered by, none for no filter.
void set_history(Data& data, const Language& language, const History& history, const std::string& url,
                 const std::vector<const storage::Kind*>& kinds);

}  // namespace pages
