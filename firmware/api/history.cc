#include "api/history.h"

#include <algorithm>
#include <array>
#include <format>

#include "api/touched.h"
#include "office/people/erasure.h"
#include "office/people/permissions.h"
#include "office/people/undo.h"
#include "office/records/asking.h"
#include "office/records/kind.h"
#include "office/records/names.h"

namespace api {

using http::Request;
using http::Response;

namespace {

constexpr std::size_t usual_limit = 50;

/// A number of the query; 0 when it is not there. Throws Error{invalid}.
std::uint64_t number_in(const Request& request, std::string_view name) {
    const std::string_view text = request.query.get(name);
    if (text.empty()) return 0;
    const auto number = storage::parse_id(text);
    if (!number) throw storage::Error(storage::Errors{{std::string(name), number.error()}});
    return *number;
}

/// Whether they may see records of its kind, which people know.
bool is_told(const http::Caller& caller, const storage::Entry& entry) {
    if (office::name_of_kind(entry.kind).empty()) return false;
    return (caller.rights & office::bit_of(office::kind_row(entry.kind).rights.see)) != 0;
}

/// What is told of an operation: its first entry that may be. Others are about what the program keeps for itself, as an import.
std::optional<storage::Entry> told_of(const storage::Read& read, const http::Caller& caller,
                                      const storage::Entry& operation) {
    constexpr std::size_t most_looked_at = 50;
    if (is_told(caller, operation)) return operation;
    for (const std::uint64_t number : read.entries_of(operation.number, most_looked_at)) {
        storage::Entry entry = read.entry(number);
        if (!is_told(caller, entry) || !read.sees(entry)) continue;
        entry.number = operation.number;
        return entry;
    }
    return std::nullopt;
}

std::string_view verb_of(const storage::Entry& entry) {
    if (!entry.doing.verb.empty()) return entry.doing.verb;
    switch (entry.act) {
    case storage::Act::created: return "create";
    case storage::Act::erased: return "delete";
    default: return "edit";
    }
}

/// Those from the one before `before` on, newest first.
std::vector<storage::Entry> told(const storage::Read& read, const http::Caller& caller, std::uint64_t before,
                                 std::size_t most) {
    std::vector<storage::Entry> all;
    for (bool more = true; more && all.size() < most;) {
        const auto operations = read.operations(before, most);
        for (const storage::Entry& operation : operations)
            if (auto entry = told_of(read, caller, operation); entry && all.size() < most)
                all.push_back(std::move(*entry));
        more = operations.size() == most;
        if (more) before = operations.back().number;
    }
    return all;
}

json::object item_of(const storage::Entry& entry) {
    const json::value reason = entry.doing.reason.empty() ? json::value(nullptr) : json::value(entry.doing.reason);
    return {{"operation", entry.number},
            {"at", storage::show_moment(entry.at)},
            {"by", entry.actor.name},
            {"verb", verb_of(entry)},
            {"reason", reason},
            {"kind", office::name_of_kind(entry.kind)},
            {"id", entry.id},
            {"name", entry.name}};
}

Response list(const storage::Store& store, const Request& request) {
    const std::uint64_t limit = number_in(request, "limit");
    if (limit > office::largest_limit)
        throw storage::Error(
            storage::Errors{{"limit", std::format("must be a number from 1 to {}", office::largest_limit)}});
    const std::size_t most = limit == 0 ? usual_limit : limit;
    const auto entries = store.read(request.scope(), [&](const storage::Read& read) {
        return told(read, *request.caller, number_in(request, "before"), most + 1);
    });
    json::array items;
    for (std::size_t at = 0; at < std::min(most, entries.size()); ++at) items.push_back(item_of(entries[at]));
    const json::value next = entries.size() > most ? json::value(entries[most - 1].number) : json::value(nullptr);
    return Response::json(json::serialize(json::object{{"items", std::move(items)}, {"next", next}}));
}

Response answer_of(const office::Taken_back& taken) {
    json::array left;
    for (const auto& one : taken.left_alone)
        left.push_back(
            json::object{{"kind", office::name_of_kind(one.subject.kind)}, {"id", one.subject.id}, {"name", one.name}});
    constexpr std::array states{"running", "done", "failed"};
    const bool is_running = taken.state == office::Taken_back::running;
    return Response::json(json::serialize(json::object{
                              {"state", states.at(taken.state)},
                              {"put_back", taken.put_back},
                              {"left_alone", std::move(left)},
                              {"problem", taken.problem.empty() ? json::value(nullptr) : json::value(taken.problem)}}),
                          is_running ? 202 : 200);
}

Response take_back(storage::Store& store, const Request& request) {
    store.read([&](const storage::Read& read) { refuse_other_kinds(read, *request.caller, request.id("operation")); });
    return answer_of(office::take_back(store, actor_of(request), request.id("operation")));
}

Response stands(const storage::Store& store, const Request& request) {
    return store.read(request.scope(), [&](const storage::Read& read) {
        const std::uint64_t operation = request.id("operation");
        const auto taken = office::taken_back(read, operation);
        if (!taken || !office::offers_undo(read, actor_of(request), read.entry(operation), storage::Moment::now()))
            throw storage::Error(storage::Fault::not_found, "There is nothing of that kind to take back.");
        return answer_of(*taken);
    });
}

Response erase_for_good(storage::Store& store, const Request& request) {
    store.read([&](const storage::Read& read) { refuse_other_kinds(read, *request.caller, request.id("operation")); });
    const std::size_t erased = store.write(actor_of(request), [&](storage::Write& write) {
        return office::erase_for_good(write, request.id("operation"), request.address);
    });
    return Response::json(json::serialize(json::object{{"erased", erased}}));
}

/// An object with these properties, each of one type.
json::object object_schema(std::initializer_list<std::pair<std::string_view, json::value>> types) {
    json::object properties;
    for (const auto& [name, type] : types) properties[name] = json::object{{"type", type}};
    return {{"type", "object"}, {"properties", std::move(properties)}};
}

json::object array_of(json::object items) { return {{"type", "array"}, {"items", std::move(items)}}; }

json::object answer(std::string_view description, json::object schema) {
    return {{"200", json::object{
                        {"description", description},
                        {"content", json::object{{"application/json", json::object{{"schema", std::move(schema)}}}}}}}};
}

json::object parameter(std::string_view name, std::string_view in, std::string_view description) {
    return {{"name", name},
            {"in", in},
            {"required", in == "path"},
            {"description", description},
            {"schema", json::object{{"type", "integer"}, {"minimum", 1}}}};
}

}  // namespace

std::vector<http::Route> history_routes(storage::Store& store) {
    const auto see = http::needs(static_cast<unsigned>(office::Right::see_clients));
    return {
        {http::Method::get, "/api/v1/history", see, [&store](const Request& request) { return list(store, request); }},
        {http::Method::post, "/api/v1/history/<operation>/undo", http::signed_in,
         [&store](const Request& request) { return take_back(store, request); }},
        {http::Method::get, "/api/v1/history/<operation>/undo", http::signed_in,
         [&store](const Request& request) { return stands(store, request); }},
        {http::Method::post, "/api/v1/history/<operation>/erasure",
         http::needs(static_cast<unsigned>(office::Right::delete_clients)),
         [&store](const Request& request) { return erase_for_good(store, request); }}};
}

void add_history_paths(json::object& paths) {
    const json::array text_or_null{"string", "null"};
    json::object page = object_schema({{"next", json::array{"integer", "null"}}});
    page["properties"].get_object()["items"] = array_of(object_schema({{"operation", "integer"},
                                                                       {"at", "string"},
                                                                       {"by", "string"},
                                                                       {"verb", "string"},
                                                                       {"reason", text_or_null},
                                                                       {"kind", "string"},
                                                                       {"id", "integer"},
                                                                       {"name", "string"}}));
    json::object undone = object_schema({{"state", "string"}, {"put_back", "integer"}, {"problem", text_or_null}});
    undone["properties"].get_object()["left_alone"] =
        array_of(object_schema({{"kind", "string"}, {"id", "integer"}, {"name", "string"}}));
    paths["/api/v1/history"] = json::object{
        {"get", json::object{{"operationId", "list_history"},
                             {"summary", "What was done in the office, newest first"},
                             {"parameters", json::array{parameter("limit", "query", "How many at most"),
                                                        parameter("before", "query", "\"next\" of the page before")}},
                             {"responses", answer("A page", std::move(page))}}}};
    const json::array which{parameter("operation", "path", "Which one")};
    json::object responses = answer("What was put back", undone);
    responses["202"] = answer("A large one goes on; GET tells how far it is", undone)["200"];
    paths["/api/v1/history/{operation}/undo"] =
        json::object{{"post", json::object{{"operationId", "undo"},
                                           {"summary", "Take back what was done"},
                                           {"parameters", which},
                                           {"responses", std::move(responses)}}},
                     {"get", json::object{{"operationId", "show_undo"},
                                          {"summary", "How far it is that something large is taken back"},
                                          {"parameters", which},
                                          {"responses", answer("What was put back so far", std::move(undone))}}}};
    paths["/api/v1/history/{operation}/erasure"] = json::object{
        {"post",
         json::object{{"operationId", "erase_for_good"},
                      {"summary", "Erase for good what was deleted: nobody can read it or take it back"},
                      {"parameters", which},
                      {"responses", answer("How many records that were", object_schema({{"erased", "integer"}}))}}}};
}

}  // namespace api
