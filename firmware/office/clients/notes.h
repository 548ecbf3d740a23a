// Notes about a client. Everybody who may change clients writes them; only the author or an admin changes or removes one.
#pragma once

#include "office/clients/note.h"
#include "storage/store.h"

namespace office {

/// Pinned ones first, then the newest first.
std::vector<Note> notes_of(const storage::Read& read, Ref<Client> client);

/// Markdown (CommonMark) as HTML that is safe to show: no raw HTML, links only to http, https and mailto. The door to md4c.
std::string html_of(const Text& markdown);

// Rules: only its author or an administrator changes or erases a note (office/records/rules.h).
void judge(storage::Write& write, const Note* before, Note& note, Errors& errors);
void before_erase(storage::Write& write, const Note& note);

}  // namespace office
