// The JSON API under /api/v1: every declared record, described by /api/v1/openapi.json.
//
//   GET    /api/v1/<plural>        ?limit= ?after= ?sort=[-]name ?<indexed field>=   {"items": […], "next": …}
//                                  ?q= instead of sort: the best matches by name, of the first thousand with the words
//   POST   /api/v1/<plural>        201, Location, ETag
//   GET    /api/v1/<plural>/<id>   ETag is the revision, and what figures come to; If-None-Match
//   PATCH  /api/v1/<plural>/<id>   what is in the body
//   PUT    /api/v1/<plural>/<id>   the whole record: what is not in the body is emptied
//   DELETE /api/v1/<plural>/<id>   204
//
// Records of a kind that has a file (documents) come as multipart/form-data, with one file and the fields as a form says them;
// larger or longer ones by /uploads (firmware/transfer).
//
//   GET    /api/v1/<plural>/<id>/content    its bytes: Range, If-Range, If-None-Match
//
// What a body says of fields that are not the caller's to set is passed over, and the answer names it: "Ignored-Fields: state".
//
// PATCH, PUT and DELETE need If-Match with the revisions that the caller knows, or "*" for any (PATCH and PUT may have "revision" in
// the body instead); without it they answer 428, so that nobody overwrites what they did not see.
// While the records are known to be damaged answers carry "Warning: 199 …": they may lack some (the appliance adds it).
// Errors are RFC 9457 problem details; "errors" names the fields. Where a record of the path was merged into another one, the 404
// has "merged_into": the path with the number of the one that stayed. It leads there by itself nowhere, since a merge can be taken back.
#pragma once

#include <string>
#include <vector>

#include "http/server.h"
#include "storage/files/files.h"
#include "storage/store.h"

namespace api {

std::vector<http::Route> routes(storage::Store& store, storage::Files& files, std::string version);

/// RFC 9457. `incident` is empty unless it is a 500.
http::Response problem(int status, const storage::Error& error, const std::string& incident);
/// The same; what is wrong with the fields is said in sentences, with the labels of the records that were asked for.
http::Response problem(const storage::Store& store, const http::Request& request, int status,
                       const storage::Error& error, const std::string& incident);

}  // namespace api
