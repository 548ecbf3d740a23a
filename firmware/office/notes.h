// Notes about a client. Everybody who may change clients writes them; only the author or an admin changes or removes one.
#pragma once

#include "office/note.h"
#include "storage/store.h"

namespace office {

/// Pinned ones first, then the newest first.
std::vector<Note> notes_of(const storage::Read& read, Ref<Client> client);

/// Markdown (CommonMark) as HTML that is safe to show: no raw HTML, links only to http, https and mailto. The door to md4c.
std::string html_of(const Text& markdown);

}  // namespace office
