// Proof that nobody changed the history afterwards, when an admin asks for it: in the background, a piece at a time, so that it holds
// nobody up. That it was asked for and what came of it are events.
#pragma once

#include <optional>
#include <string_view>

#include "office/people/event.h"
#include "storage/store.h"

namespace office {

/// Asked twice it is done once.
void ask_to_verify(storage::Write& write, std::string_view address);
bool is_being_verified(const storage::Read& read);
/// What came of it last: an event journal_sound, whose detail is how many entries there were, or journal_damaged, whose detail is
/// what is wrong.
std::optional<Event> last_verification(const storage::Read& read);

/// When there is something to verify: at once, or never.
storage::Moment next_verification(const storage::Read& read);
/// Does it, if somebody asked.
void verify_history(storage::Store& store);

}  // namespace office
