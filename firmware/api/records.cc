#include <algorithm>
#include <charconv>
#include <format>
#include <iterator>
#include <ranges>

#include "api/history.h"
#include "api/json.h"
#include "api/openapi.h"
#include "api/routes.h"
#include "api/touched.h"
#include "http/page_cache.h"
#include "office/documents/documents.h"
#include "office/people/asker.h"
#include "office/records/kind.h"
#include "office/records/record_json.h"
#include "office/records/save.h"
#include "storage/files/named_files.h"
#include "storage/words.h"
#include "transfer/content.h"
#include "transfer/form_upload.h"

namespace api {

using http::Method;
using http::Request;
using http::Response;
using storage::Error;
using storage::Fault;
using storage::Raw;
using storage::Read;
using storage::Record_type;
using storage::Write;

namespace {

/// The records of one type.
class Resource {
  public:
    Resource(storage::Store& store, storage::Files& files, const Record_type& type)
        : store_(&store)
        , files_(&files)
        , type_(&type) {}

    std::vector<http::Route> routes() const;

  private:
    Response list(const Request& request) const;
    Response create(const Request& request) const;
    Response get(const Request& request) const;
    Response patch(const Request& request) const;
    Response put(const Request& request) const;
    Response erase(const Request& request) const;
    Response act(const Request& request, const office::Action& action) const;
    Response take_file(const Request& request, const transfer::Sent& sent) const;
    Response content(const Request& request) const;

    Response update(const Request& request, bool whole) const;
    Response one(const Read& read, const Raw& raw, int status) const;
    std::string url() const { return std::format("/api/v1/{}", type_->kind.plural); }

    storage::Store* store_;
    storage::Files* files_;
    const Record_type* type_;
};

/// The revisions that a change may be based on.
struct Basis {
    bool any = false;  ///< "*": whatever it is by now
    std::vector<std::uint64_t> revisions;

    /// The stored revision when it is one of them, else one that is not.
    std::uint64_t on(const Raw& stored) const {
        return any || std::ranges::contains(revisions, stored.revision) ? stored.revision : 0;
    }
};

/// If-Match: "7", "8", or * (RFC 9110, 13.1.1).
Basis basis_in(std::string_view if_match) {
    if (if_match == "*") return {.any = true, .revisions = {}};
    Basis basis;
    for (const auto part : std::views::split(if_match, ',')) {
        std::string_view digits = storage::trimmed(std::string_view(part));
        if (digits.starts_with("W/")) continue;  // is no match for a change
        if (digits.starts_with('"')) digits.remove_prefix(1);
        std::uint64_t revision = 0;
        std::from_chars(digits.data(), digits.data() + digits.size(), revision);
        basis.revisions.push_back(revision);
    }
    return basis;
}

/// Empty: the caller did not say.
std::optional<Basis> basis_of(const Request& request, const json::object& body) {
    if (const auto header = request.headers.get("if-match"); !header.empty()) return basis_in(header);
    const json::value* revision = body.if_contains("revision");
    if (revision != nullptr && revision->is_int64())
        return Basis{.revisions = {static_cast<std::uint64_t>(revision->get_int64())}};
    return std::nullopt;
}

/// What a change comes to; 412 when it is based on what If-Match named, and that is no more (RFC 9110, 15.5.13).
Response based(const Request& request, auto&& change) {
    try {
        return change();
    } catch (const Error& error) {
        if (error.fault() != Fault::stale || request.headers.get("if-match").empty()) throw;
        return problem(412, error, "");
    }
}

Response basis_missing() {
    return problem(428, Error(Fault::stale, "Say with If-Match which revision the change is based on."), "");
}

/// The revision, by which changes are judged, and behind it what figures come to, which change without it.
std::string etag_of(const Read& read, const Record_type& type, const Raw& raw) {
    std::string figures;
    for (const Record_type* each : read.schema().figures_of(type.kind.number))
        if (const auto kept = read.find(*each, raw.id)) figures += kept->fields;
    if (figures.empty()) return std::format("\"{}\"", raw.revision);
    return std::format("\"{}.{:08x}\"", raw.revision, storage::checksum(figures));
}

/// What is not said of a row is empty in it; a table that is not said has none.
void set_row_defaults(storage::Typed& typed, const storage::Column& table) {
    const std::string order = typed[table.name + ".order"];
    for (const auto key : std::views::split(order, ','))
        for (const storage::Column& member : table.members)
            if (!key.empty() && member.typed())
                typed.try_emplace(
                    std::format("{}.{}.{}", table.name, std::string_view(key), storage::name_in_row(member)));
}

/// What is not typed becomes what it is in a record that nobody has filled in.
void set_defaults(storage::Typed& typed, const Record_type& type, const storage::Definitions& definitions) {
    for (const storage::Row& row : type.show({}, definitions)) {
        if (!row.column->typed()) continue;
        if (row.column->control == storage::Control::rows)
            set_row_defaults(typed, *row.column);
        else
            typed.try_emplace(row.column->name, row.text);
    }
}

/// The answer to a body that had them.
Response naming(const std::vector<std::string>& passed_over, Response response) {
    std::string names;
    for (const std::string& name : passed_over) names += (names.empty() ? "" : ", ") + name;
    if (!names.empty()) response.header(std::string(passed_over_header), std::move(names));
    return response;
}

std::vector<http::Route> Resource::routes() const {
    const auto rights = office::rights_for(type_->kind);
    const auto see = http::needs(static_cast<unsigned>(rights.see));
    const auto edit = http::needs(static_cast<unsigned>(rights.edit));
    const auto remove = http::needs(static_cast<unsigned>(rights.erase));
    const auto at = [&](Response (Resource::*handler)(const Request&) const) -> http::Handler {
        return [resource = *this, handler](const Request& request) { return (resource.*handler)(request); };
    };
    const std::string all = url();
    const std::string one = all + "/<id>";
    std::vector<http::Route> routes{{Method::get, all, see, at(&Resource::list)},
                                    {Method::get, one, see, at(&Resource::get)}};
    if (office::is_typed(type_->kind)) {
        routes.push_back({Method::patch, one, edit, at(&Resource::patch)});
        routes.push_back({Method::put, one, edit, at(&Resource::put)});
        routes.push_back({Method::del, one, remove, at(&Resource::erase)});
    }
    if (type_->file_column() != nullptr) {
        routes.push_back(transfer::form_route(all, edit, *files_,
                                              [resource = *this](const Request& request, const transfer::Sent& sent) {
                                                  return resource.take_file(request, sent);
                                              }));
        routes.push_back({Method::get, one + "/content", see, at(&Resource::content)});
    } else if (office::is_typed(type_->kind)) {
        routes.push_back({Method::post, all, edit, at(&Resource::create)});
    }
    for (const office::Action& action : office::kind_row(type_->kind.number).actions)
        routes.push_back(
            {Method::post, std::format("{}/{}", one, action.name), http::needs(static_cast<unsigned>(action.right)),
             [resource = *this, &action](const Request& request) { return resource.act(request, action); }});
    for (auto& route : routes) route.kind = type_->kind.number;
    return routes;
}

/// About what a record has as JSON.
constexpr std::size_t usual_bytes = 1'500;

constexpr std::size_t counted_when_searched = 1'001;
/// By what a list is sorted: a place in one order is none in another.
std::string order_mark(const storage::List& list) {
    return std::format(".{:x}{}", list.tag, list.descending ? "-" : "") + std::string(list.within.empty() ? "" : "c");
}

/// "next" carries it. Throws Error{invalid} when the order is another one.
void take_order_off(storage::List& list) {
    if (list.after.empty()) return;
    const std::string mark = order_mark(list);
    if (!list.after.ends_with(mark))
        throw Error(storage::Errors{{"after", "is not the \"next\" of a page in this order"}});
    list.after.erase(list.after.size() - mark.size());
}

/// In the order in which they were made; by name when words are searched for and nothing else is asked. Throws Error{invalid} with
/// all that is unknown or cannot be.
storage::List list_of(const Read& read, const Record_type& type, const storage::Definitions& definitions,
                      const Request& request) {
    const bool searched = !storage::trimmed(request.query.get("q")).empty();
    office::Question question =
        office::question_of(read, type, definitions, {request.query.begin(), request.query.end()},
                            office::asker(request.caller->user), searched ? "name" : office::created_column().name);
    question.errors.merge(question.wrong_conditions());
    if (!question.errors.empty()) throw Error(std::move(question.errors));
    // Counted as on a page, though it is not told: who asks next for the same words or the next page then finds their set known.
    if (searched) question.list.count_to = counted_when_searched;
    take_order_off(question.list);
    return std::move(question.list);
}

Response Resource::list(const Request& request) const {
    std::string answer = R"({"items":[)";
    store_->read(request.scope(), [&](const Read& read) {
        const auto definitions = read.definitions(*type_);
        const storage::List list = list_of(read, *type_, definitions, request);
        const storage::Page page = read.select(*type_, list);
        answer.reserve(page.ids.size() * usual_bytes);
        for (const Raw& raw : read.get_many(*type_, page.ids)) {
            if (raw.id != page.ids.front()) answer += ',';
            office::append_seen(answer, read, *type_, raw, definitions);
        }
        answer += R"(],"next":)";
        page.next.empty() ? void(answer += "null") : office::append_string(answer, page.next + order_mark(list));
        answer += '}';
    });
    return Response::json(std::move(answer));
}

Response Resource::get(const Request& request) const {
    return store_->read(request.scope(), [&](const Read& read) {
        const Raw raw = read.get(*type_, request.id());
        if (!http::names_etag(request.headers.get("if-none-match"), etag_of(read, *type_, raw)))
            return one(read, raw, 200);
        Response unchanged;
        unchanged.status = 304;
        unchanged.header("ETag", etag_of(read, *type_, raw));
        return unchanged;
    });
}

Response Resource::create(const Request& request) const {
    const json::object body = parse_object(request.body);
    return changed(*store_, request, [&](Write& write) {
        storage::Errors errors;
        const auto [typed, passed_over] = taken_from(body, *type_, write.definitions(*type_), errors);
        if (!errors.empty()) throw Error(std::move(errors));
        return naming(passed_over, one(write, office::save(write, *type_, 0, 0, typed, office::References::ids), 201));
    });
}

Response Resource::patch(const Request& request) const {
    return based(request, [&] { return update(request, false); });
}
Response Resource::put(const Request& request) const {
    return based(request, [&] { return update(request, true); });
}

Response Resource::update(const Request& request, bool whole) const {
    const json::object body = parse_object(request.body);
    const auto basis = basis_of(request, body);
    if (!basis) return basis_missing();
    return changed(*store_, request, [&](Write& write) {
        storage::Errors errors;
        const auto definitions = write.definitions(*type_);
        auto [typed, passed_over] = taken_from(body, *type_, definitions, errors);
        if (request.headers.get("if-match").empty()) std::erase(passed_over, "revision");
        if (!errors.empty()) throw Error(std::move(errors));
        if (whole) set_defaults(typed, *type_, definitions);
        const auto revision = basis->on(write.get(*type_, request.id()));
        return naming(
            passed_over,
            one(write, office::save(write, *type_, request.id(), revision, typed, office::References::ids), 200));
    });
}

Response Resource::erase(const Request& request) const {
    const auto basis = basis_of(request, {});
    if (!basis) return basis_missing();
    return based(request, [&] {
        return changed(*store_, request, [&](Write& write) {
            const Raw raw = write.get(*type_, request.id());
            if (basis->on(raw) != raw.revision) throw Error(Fault::stale, "This record was changed in the meantime.");
            office::erase(write, *type_, raw.id);
            Response gone;
            gone.status = 204;
            return gone;
        });
    });
}

/// A body with what the action asks for; the answer is the record, unless the action takes it away. "If-Match" may be left
/// out: what is asked for is judged against the record as it is.
Response Resource::act(const Request& request, const office::Action& action) const {
    const json::object body = request.body.empty() ? json::object{} : parse_object(request.body);
    const auto basis = basis_of(request, body);
    const auto done = [&](Write& write) -> Response {
        static const Record_type nothing_declared{};
        storage::Errors errors;
        const storage::Definitions asked{.columns = office::asked_by(action)};
        const auto typed = taken_from(body, nothing_declared, asked, errors).typed;
        if (!errors.empty()) throw Error(std::move(errors));
        std::optional<std::uint64_t> revision;
        if (basis) revision = basis->on(write.get(*type_, request.id()));
        office::act(write, *type_, action, request.id(), revision, typed);
        if (const auto raw = write.find(*type_, request.id())) return one(write, *raw, 200);
        Response gone;
        gone.status = 204;
        return gone;
    };
    return based(request, [&] { return changed(*store_, request, done); });
}

/// One file and the fields of its record, as a form says them: references by id ("client:7" where any kind may be meant).
Response Resource::take_file(const Request& request, const transfer::Sent& sent) const {
    storage::Errors errors;
    if (sent.files.size() != 1) errors.emplace(type_->file_column()->name, "must be one file");
    storage::Typed typed;
    for (const auto& [name, value] : sent.fields) {
        const storage::Column* column = type_->column(name);
        if (name == "csrf") continue;
        if (column == nullptr || !column->typed())
            errors.emplace(name, "is not a field of this record");
        else
            typed[name] = column->refers_to_any() ? office::with_kind_number(value) : value;
    }
    if (!errors.empty()) throw Error(std::move(errors));
    return changed(*store_, request, [&](Write& write) {
        return one(write, office::add_file(write, *type_, sent.files.front(), typed, office::References::ids), 201);
    });
}

Response Resource::content(const Request& request) const {
    const Raw raw = store_->read(request.scope(), [&](const Read& read) { return read.get(*type_, request.id()); });
    const auto files = storage::files_of(*type_, raw.fields);
    if (files.empty()) throw Error(Fault::not_found, "It has no file.");
    return transfer::content(*files_, request, files.front(), type_->name(raw.fields));
}

Response Resource::one(const Read& read, const Raw& raw, int status) const {
    std::string body;
    office::append_seen(body, read, *type_, raw, read.definitions(*type_));
    Response response = Response::json(std::move(body), status);
    response.header("ETag", etag_of(read, *type_, raw));
    if (status == 201) response.header("Location", std::format("{}/{}", url(), raw.id));
    return response;
}

}  // namespace

std::vector<http::Route> routes(storage::Store& store, storage::Files& files, std::string version) {
    std::vector<http::Route> routes;
    for (const Record_type* type : store.schema().types())
        if (!type->kind.internal)
            for (auto& route : Resource(store, files, *type).routes()) routes.push_back(std::move(route));
    for (auto& route : history_routes(store)) routes.push_back(std::move(route));
    routes.push_back({Method::get, "/api/v1/openapi.json", http::anyone, [&store, version](const Request& request) {
                          const auto custom = request.caller ? Custom_fields::described : Custom_fields::left_out;
                          return store.read(request.scope(), [&](const Read& read) {
                              return Response::json(openapi(read, version, custom));
                          });
                      }});
    return routes;
}

}  // namespace api
