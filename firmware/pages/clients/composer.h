// The box beside a client's page in which notes, comments, tasks and feedback are written. What was written leads back to the page
// that one was on.
//
//   ?write=comment                    on any page of a client: what the box is for
//   POST /clients/7/notes             with files; likewise …/comments, …/tasks, …/feedbacks
//   POST /clients/7/comments/told     whom a comment would be told to, for a page that is open
//   GET  /comments/people?q=an        suggestions behind "@"
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "http/server.h"
#include "pages/frame/page.h"
#include "storage/read.h"
#include "storage/types/record_type.h"

namespace pages {

std::vector<http::Route> composer_routes(const Site& site);

/// What was typed and cannot be stored.
struct Draft {
    std::string_view write = {};  ///< what it is: "note", "comment"; none: what the address says
    storage::Typed typed = {};
    storage::Errors errors = {};  ///< sentences, by field
    bool files_are_gone = false;  ///< some came along, and have to be chosen again
};

/// The names of parts/composer.
Data composer_data(const storage::Read& read, const http::Request& request, storage::Id client, const Draft& draft);

}  // namespace pages
