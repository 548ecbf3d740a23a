// Notes about a client. Everybody who may change clients writes them; only the author or an admin changes or removes one.
#pragma once

#include "office/clients/note.h"
#include "office/people/viewer.h"
#include "storage/store.h"

namespace office {

void pin(storage::Write& write, Ref<Note> note);
std::string_view why_not_pin(const storage::Read& read, const Note& note);
void unpin(storage::Write& write, Ref<Note> note);
std::string_view why_not_unpin(const storage::Read& read, const Note& note);

/// Markdown (CommonMark) as HTML that is safe to show: no raw HTML, links only to http, https and mailto. The door to md4c.
std::string html_of(const Text& markdown);

/// Its author is whoever writes it, and with its files it stays at its client (office/records/rules.h).
void judge(storage::Write& write, const Note* before, Note& note, Errors& errors);

/// Only its author or an administrator changes or erases a note (office/records/kind.h).
std::string_view why_not_change(const Note& note, const Viewer& viewer);

}  // namespace office
