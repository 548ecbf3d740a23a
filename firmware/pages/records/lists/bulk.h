// Doing something to many records of a list at once (office/records/action.h): those that were ticked, or all that the list holds.
//
//   GET  /clients/bulk?bulk.verb=archive&bulk.id=3&bulk.id=7            what will be done, and what the action asks for
//   GET  /clients/bulk?bulk.verb=archive&bulk.id=3&bulk.id=7.12.99      several in one: those that were chosen on other pages
//   GET  /clients/bulk?bulk.verb=archive&bulk.all=yes&status=former&…   the same for all of a list, whatever page is shown
//   POST /clients/bulk?…                                                does it
//
// Without script the bar of the list is a form that leads to the first of these.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "office/records/action.h"
#include "pages/records/lists/list_query.h"
#include "pages/records/records.h"

namespace pages {

/// What this person may do to many of that kind.
std::vector<const office::Action*> bulk_actions(const http::Request& request, const storage::Kind& kind);

/// Those that were ticked, or all that the list holds. Throws Error{invalid} when they are none, or too many.
std::vector<storage::Id> chosen_for_bulk(const storage::Read& read, const Records& records,
                                         const http::Request& request);
std::string list_behind_bulk(const Records& records, const http::Request& request);
/// "Archived: 12 clients. 1 stayed as it is: …"
std::string bulk_message(const Language& language, const storage::Kind& kind, std::string_view said, std::size_t done,
                         const std::vector<std::string>& left);

/// For the bar of a list; `query` is what the list shows.
void set_bulk(Data& data, const http::Request& request, const storage::Kind& kind, const List_query& query);

}  // namespace pages
