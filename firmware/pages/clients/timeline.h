// All that was written about a client and done for it, newest first, grouped by day (web/pages/parts/timeline).
//
//   GET /clients/7/activity?kind=comments&person=3&before=…
//
// Notes, comments, feedback and files stand there as they are now, each found by the index of its client; what else happened is
// told as the history tells it.
#pragma once

#include <string>
#include <vector>

#include "pages/frame/page.h"
#include "pages/records/history.h"
#include "storage/read.h"

namespace pages {

struct Timeline_person {
    storage::Id id;
    std::string name;
};

struct Timeline {
    Data days = list();
    bool any = false;
    std::string next;  ///< where older ones begin; "": there are none
    std::vector<Timeline_person> people;
};

/// Which page of it a request asks for.
Timeline read_timeline(const storage::Read& read, const http::Request& request, storage::Id client, Shower& shower);

/// The latest of it, as days of parts/timeline are; without pinned notes, which stand elsewhere.
Data latest_activity(const storage::Read& read, const http::Request& request, storage::Id client, std::size_t most,
                     Shower& shower);

/// The names of parts/timeline; `url` is the page that shows it.
void set_timeline(Data& data, const http::Request& request, Timeline timeline, const std::string& url);

}  // namespace pages
