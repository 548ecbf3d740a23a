// What was done to several records at once, as one event that opens to its parts: "Ben merged this with Oak, Ann (31): 3 notes moved".
#pragma once

#include <vector>

#include "pages/records/history.h"

namespace pages {

/// Entries of one operation, newest first.
struct Together {
    storage::Entry telling;                  ///< the one that says best what it was
    std::uint64_t newest = 0;                ///< its number
    std::vector<storage::Entry> parts = {};  ///< the first of them
    std::size_t count = 0;                   ///< of all
};

/// So many parts stand in a page; their own has all.
inline constexpr std::size_t most_parts = 10;
/// And are counted up to that.
inline constexpr std::size_t most_counted = 1'000;

/// Entries as they come, newest first; those of one operation that follow each other become one event.
class Gathering {
  public:
    /// `subject`: whose history it is; none: the office's.
    Gathering(const storage::Read& read, storage::Subject subject)
        : read_(read)
        , subject_(subject) {}

    /// Whether the entry goes on with the last event.
    bool continues(const storage::Entry& entry) const;
    void add(storage::Entry entry);
    /// Events so far.
    std::size_t size() const { return all_.size(); }
    const std::vector<Together>& all() const { return all_; }
    std::vector<Event> events(Shower& shower) const;

  private:
    /// How well it says what was done.
    unsigned telling(const storage::Entry& entry) const;

    const storage::Read& read_;
    storage::Subject subject_;
    std::vector<Together> all_;
};

/// Says where each can be taken back that was gathered.
void offer_undo(std::vector<Event>& events, const storage::Read& read, const http::Request& request,
                const Gathering& gathering);

Event event_of(const storage::Read& read, const Together& together, storage::Subject subject, Shower& shower);

}  // namespace pages
