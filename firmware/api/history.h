// What was done in the office, as JSON, and taking it back.
//
//   GET  /api/v1/history                     ?before= ?limit=      {"items": [{"operation", "at", "by", …}], "next": …}
//   POST /api/v1/history/<operation>/undo    {"put_back": 12, "left_alone": [{"kind", "id", "name"}]}
//
// A record that was changed since is left alone; the rest of the operation is put back (storage/undo.h).
#pragma once

#include <vector>

#include "api/json.h"
#include "http/server.h"
#include "storage/store.h"

namespace api {

std::vector<http::Route> history_routes(storage::Store& store);

/// Their part of the description.
void add_history_paths(json::object& paths);

}  // namespace api
