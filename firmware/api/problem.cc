#include <algorithm>
#include <format>
#include <ranges>
#include <string_view>
#include <utility>

#include "api/json.h"
#include "api/routes.h"
#include "http/access.h"
#include "office/people/viewer.h"
#include "office/records/action.h"
#include "office/records/kind.h"
#include "office/records/merger.h"
#include "office/records/sentence.h"

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

namespace {

/// The fields of the records that a path names, and what its action asks for.
std::vector<storage::Column> columns_of(const storage::Store& store, std::string_view path) {
    std::vector<std::string> parts;
    for (const auto part : std::views::split(path, '/')) parts.emplace_back(std::string_view(part));
    constexpr std::size_t plural = 3;  // "", "api", "v1", "clients", "7", "archive"
    const std::vector<const storage::Record_type*> types = office::record_types();
    const auto type = std::ranges::find_if(types, [&](const storage::Record_type* each) {
        return parts.size() > plural && each->kind.plural == parts[plural];
    });
    if (type == types.end()) return {};
    std::vector<storage::Column> columns;
    if (parts.size() == plural + 3)
        for (const office::Action& action : office::kind_row((*type)->kind.number).actions)
            if (action.name == parts.back()) columns = office::asked_by(action);
    columns.insert(columns.end(), (*type)->columns.begin(), (*type)->columns.end());
    const auto definitions = store.read([&](const storage::Read& read) { return read.definitions(**type); });
    columns.insert(columns.end(), definitions.columns.begin(), definitions.columns.end());
    return columns;
}

/// Where it is by now what was merged into another; "" when nothing was, or they do not see that.
std::string led_to(const storage::Store& store, const http::Request& request) {
    if (!request.caller) return {};
    return store.read([&](const storage::Read& read) {
        const auto led = office::led_on(read, request.path);
        const bool seen =
            led && read.seen_with(request.scope()).has(led->merger.into.kind, led->merger.into.id) &&
            request.caller->may(static_cast<unsigned>(office::kind_row(led->merger.into.kind).rights.see));
        return seen ? led->path : std::string{};
    });
}

http::Response answer(json::object problem, int status) {
    http::Response response = http::Response::json(json::serialize(problem), status);
    response.type = "application/problem+json";
    return response;
}

json::object described(int status, const storage::Error& error, const std::string& incident) {
    json::object problem{
        {"type", "about:blank"}, {"title", title_of(status)}, {"status", status}, {"detail", error.what()}};
    if (!error.fields().empty()) {
        json::object errors;
        for (const auto& [field, message] : error.fields()) errors[field] = message;
        problem["errors"] = std::move(errors);
    }
    if (!incident.empty()) problem["incident"] = incident;
    return problem;
}

/// Which right is lacking, and that it is the token's doing where its owner has it.
storage::Error naming_right(const storage::Store& store, const http::Request& request, const storage::Error& error) {
    const auto* lacking = dynamic_cast<const http::Lacks_right*>(&error);
    if (lacking == nullptr || !request.caller) return error;
    const auto right = static_cast<office::Right>(lacking->right());
    const auto row = std::ranges::find(office::right_table, right, &office::Right_row::right);
    if (row == office::right_table.end()) return error;
    const storage::Actor actor{request.caller->user, request.caller->name};
    const bool owner_may =
        store.read([&](const storage::Read& read) { return office::viewer_of(read, actor).may(right); });
    return {error.fault(),
            owner_may ? std::format("This token lacks the right “{}”, which its owner has: make one for these records.",
                                    row->label)
                      : std::format("You do not have the right “{}”.", row->label),
            error.cause()};
}

}  // namespace

http::Response problem(const storage::Store& store, const http::Request& request, int status,
                       const storage::Error& error, const std::string& incident) {
    if (status == 404)
        if (std::string path = led_to(store, request); !path.empty()) {
            json::object told = described(status, error, incident);
            told["merged_into"] = std::move(path);
            return answer(std::move(told), status);
        }
    if (error.fields().empty()) return problem(status, naming_right(store, request, error), incident);
    const std::vector<storage::Column> columns = columns_of(store, request.path);
    storage::Errors told;
    for (const auto& [field, what] : error.fields()) {
        const auto column = std::ranges::find(columns, field, &storage::Column::name);
        told[field] = office::sentence(column == columns.end() ? nullptr : &*column, field, what);
    }
    return problem(status, storage::Error(std::move(told), error.clashes()), incident);
}

http::Response problem(int status, const storage::Error& error, const std::string& incident) {
    return answer(described(status, error, incident), status);
}

}  // namespace api
