#include "api/json.h"
#include "api/routes.h"

namespace api {

namespace {

std::string_view title_of(int status) {
    switch (status) {
    case 400: return "Bad request";
    case 401: return "Not signed in";
    case 403: return "Not allowed";
    case 404: return "Not found";
    case 405: return "Method not allowed";
    case 409:
    case 412: return "Changed in the meantime";
    case 413: return "Too large";
    case 422: return "Not valid";
    case 428: return "Precondition required";
    case 429: return "Too many requests";
    case 503: return "Nothing can be saved";
    case 507: return "Disk full";
    default: return status < 500 ? "Not possible" : "Something went wrong";
    }
}

}  // namespace

http::Response problem(int status, const storage::Error& error, const std::string& incident) {
    json::object problem{
        {"type", "about:blank"}, {"title", title_of(status)}, {"status", status}, {"detail", error.what()}};
    if (!error.fields().empty()) {
        json::object errors;
        for (const auto& [field, message] : error.fields()) errors[field] = message;
        problem["errors"] = std::move(errors);
    }
    if (!incident.empty()) problem["incident"] = incident;
    http::Response response = http::Response::json(json::serialize(problem), status);
    response.type = "application/problem+json";
    return response;
}

}  // namespace api
