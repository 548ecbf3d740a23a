// Taking back, from the message after a change and from the history.
//
//   GET  /history                     what was done in the office, newest first, also to what is gone
//   GET  /history/<operation>         one operation, each change by itself
//   GET  /history/<operation>/undo    asks, when it is much
//   POST /history/<operation>/undo    takes it back
//   GET  /history/<operation>/undone  of a large one: how far it is, and then what came of it
#pragma once

#include <string>
#include <vector>

#include "http/server.h"
#include "pages/frame/view.h"
#include "storage/store.h"

namespace pages {

std::vector<http::Route> undo_routes(const Site& site);

/// Is it so much that GET at undo_url() asks first?
bool asks_to_undo(const storage::Read& read, std::uint64_t operation);

/// The page that a button stood on, as "next" in the address or the browser says; "" when nobody says.
std::string page_before(const http::Request& request);

/// "" when nothing was changed.
std::string undo_url(std::uint64_t operation);

/// Makes a change in the name of whoever asks; returns where it can be taken back.
template <class Change> std::string change(const Site& site, const http::Request& request, Change&& change) {
    return undo_url(site.store.write(actor_of(request), [&](storage::Write& write) {
        change(write);
        return write.operation();
    }));
}

}  // namespace pages
