// What is done to the saved views of a list (view_tabs.h shows them).
//
//   GET  /clients/views                  all that one sees: opened, named, put in order, deleted
//   GET  /clients/views/new?status=…     asks what the list at that address is to be called; POST saves it
//   GET  /clients/views/7                its name, and whose it is; POST changes them
//   POST /clients/views/7/update?…       it is what that address says from now on
//   POST /clients/views/7/begin          the list begins with it; /clients/views/all/begin: with all
//   POST /clients/views/7/forward, …/back, …/delete
#pragma once

#include <vector>

#include "pages/records/records.h"

namespace pages {

std::vector<http::Route> view_routes(const Site& site, const storage::Record_type& type);

}  // namespace pages
