// What happened to the safety of the office's data: kept for admins and told in the log, never changed, never taken back.
// Bounded: of each sort the newest are kept, so that many of one push out none of another, and what strangers can cause is
// kept only so often in a minute.
#pragma once

#include <string>
#include <string_view>

#include "office/people/event.h"
#include "storage/store.h"

namespace office {

inline constexpr std::size_t most_events_of_a_sort = 5'000;
inline constexpr std::size_t most_refusals_a_minute = 60;

/// Together with what it tells of.
void record(storage::Write& write, Event event);
/// By itself. Nobody's answer fails because it cannot be kept.
void note(storage::Store& store, Event event);
/// Those of a sort beyond the most; done in the background.
void erase_old_events(storage::Write& write);

/// One line without control characters: "signed_in Ana (user 7) from 10.0.0.1: Firefox".
std::string line_of(const Event& event);

/// No longer than a field takes, without half a character at the end; "" for what is no text, or what nobody keeps.
std::string shortened(std::string_view text, std::size_t size);

}  // namespace office
