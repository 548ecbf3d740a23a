// What people write about a client, as cards (web/pages/parts/note): in lists, beside its page, in its activity.
#pragma once

#include <string>

#include "pages/frame/page.h"
#include "pages/records/records.h"
#include "storage/read.h"

namespace pages {

/// Kinds whose records are cards: notes, comments, feedback, e-mails.
bool is_written(std::uint8_t kind);

/// The names of parts/note. `url` is where it is changed: "/clients/7/notes/3".
Data card_data(const storage::Read& read, const http::Request& request, const storage::Record_type& type,
               const storage::Raw& raw, const std::string& url);

/// In place of a row of a list, within `records`.
void written_card(std::string& html, const storage::Read& read, const Records& records, const http::Request& request,
                  const storage::Raw& raw);

/// The pinned notes, at most `most`.
Data pinned_notes(const storage::Read& read, const http::Request& request, storage::Id client, std::size_t most);

/// Where somebody is written to; needs no escape.
std::string mail_url(const std::string& address);

}  // namespace pages
