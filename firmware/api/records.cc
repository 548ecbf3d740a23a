#include <charconv>
#include <format>

#include "api/json.h"
#include "api/openapi.h"
#include "api/routes.h"
#include "office/permissions.h"
#include "office/save.h"

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

constexpr std::size_t usual_limit = 50;
constexpr std::size_t largest_limit = 500;
constexpr std::size_t most_found = 60;

/// The records of one type.
class Resource {
  public:
    Resource(storage::Store& store, const Record_type& type)
        : store_(&store)
        , type_(&type) {}

    std::vector<http::Route> routes() const;

  private:
    Response list(const Request& request) const;
    Response create(const Request& request) const;
    Response get(const Request& request) const;
    Response patch(const Request& request) const;
    Response put(const Request& request) const;
    Response erase(const Request& request) const;

    Response update(const Request& request, bool whole) const;
    Response one(const Read& read, const Raw& raw, int status) const;
    storage::List wanted_list(const Request& request, const storage::Definitions& definitions) const;
    std::string url() const { return std::format("/api/v1/{}", type_->kind.plural); }

    storage::Store* store_;
    const Record_type* type_;
};

storage::Actor actor_of(const Request& request) { return {request.caller->user, request.caller->name}; }

/// If-Match: "7" → 7.
std::uint64_t revision_in(std::string_view if_match) {
    std::string_view digits = if_match;
    if (digits.starts_with("W/")) digits.remove_prefix(2);
    if (digits.starts_with('"')) digits.remove_prefix(1);
    std::uint64_t revision = 0;
    std::from_chars(digits.data(), digits.data() + digits.size(), revision);
    return revision;
}

/// Empty: the caller did not say which revision the change is based on.
std::optional<std::uint64_t> expected_revision(const Request& request, const json::object& body) {
    if (const auto header = request.headers.get("if-match"); !header.empty()) return revision_in(header);
    const json::value* revision = body.if_contains("revision");
    if (revision != nullptr && revision->is_int64()) return static_cast<std::uint64_t>(revision->get_int64());
    return std::nullopt;
}

/// What is not typed becomes what it is in a record that nobody has filled in.
void set_defaults(storage::Typed& typed, const Record_type& type, const storage::Definitions& definitions) {
    for (const auto& [column, text] : type.show({}, definitions))
        if (column->typed()) typed.try_emplace(column->name, text);
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
    return {{Method::get, all, see, at(&Resource::list)}, {Method::post, all, edit, at(&Resource::create)},
            {Method::get, one, see, at(&Resource::get)},  {Method::patch, one, edit, at(&Resource::patch)},
            {Method::put, one, edit, at(&Resource::put)}, {Method::del, one, remove, at(&Resource::erase)}};
}

Response Resource::list(const Request& request) const {
    json::array items;
    std::string next;
    store_->read([&](const Read& read) {
        const auto definitions = read.definitions(*type_);
        storage::Page page;
        if (const auto query = request.query.get("q"); !query.empty()) {
            for (const auto& hit : read.search(*type_, query, most_found)) page.ids.push_back(hit.id);
        } else {
            page = read.select(*type_, wanted_list(request, definitions));
        }
        for (const auto id : page.ids) {
            const Raw raw = read.get(*type_, id);
            items.push_back(object_of(raw, type_->show(raw.fields, definitions)));
        }
        next = page.next;
    });
    const json::object answer{{"items", std::move(items)},
                              {"next", next.empty() ? json::value(nullptr) : json::value(next)}};
    return Response::json(json::serialize(answer));
}

storage::List Resource::wanted_list(const Request& request, const storage::Definitions& definitions) const {
    storage::List list{.tag = storage::index_tag::created, .limit = usual_limit};
    storage::Errors errors;
    for (const auto& [name, value] : request.query) {
        if (name == "after") {
            list.after = value;
        } else if (name == "limit") {
            const auto limit = storage::parse_whole(value).value_or(0);
            if (limit < 1 || limit > static_cast<std::int64_t>(largest_limit))
                errors.emplace(name, std::format("must be a number from 1 to {}", largest_limit));
            list.limit = static_cast<std::size_t>(limit);
        } else if (name == "sort") {
            list.descending = value.starts_with('-');
            const auto* column = type_->column(value.substr(list.descending ? 1 : 0));
            if (column == nullptr || !column->indexed() || column->many()) {
                errors.emplace(name, "is not a field that records can be sorted by");
            } else {
                const bool named = column->attributes.by_name;
                list.tag = static_cast<std::uint8_t>(named ? storage::index_tag::by_name + column->tag : column->tag);
            }
        } else {
            const auto* column = Record_type::column(*type_, definitions, name);
            if (column == nullptr || !column->indexed() || column->attributes.hidden) {
                errors.emplace(name, "is not a field that records can be filtered by");
                continue;
            }
            auto key = storage::index_key(*column, value);
            if (key)
                list.filters.push_back({storage::Filter::any, column->tag, {std::move(*key)}});
            else
                errors.emplace(name, key.error());
        }
    }
    if (!errors.empty()) throw Error(std::move(errors));
    return list;
}

Response Resource::get(const Request& request) const {
    return store_->read([&](const Read& read) { return one(read, read.get(*type_, request.id()), 200); });
}

Response Resource::create(const Request& request) const {
    const json::object body = parse_object(request.body);
    return store_->write(actor_of(request), [&](Write& write) {
        storage::Errors errors;
        const auto typed = typed_of(body, *type_, write.definitions(*type_), errors);
        if (!errors.empty()) throw Error(std::move(errors));
        return one(write, office::save(write, *type_, 0, 0, typed, office::References::ids), 201);
    });
}

Response Resource::patch(const Request& request) const { return update(request, false); }
Response Resource::put(const Request& request) const { return update(request, true); }

Response Resource::update(const Request& request, bool whole) const {
    const json::object body = parse_object(request.body);
    const auto revision = expected_revision(request, body);
    if (!revision)
        return problem(428, Error(Fault::stale, "Say with If-Match which revision the change is based on."), "");
    return store_->write(actor_of(request), [&](Write& write) {
        storage::Errors errors;
        const auto definitions = write.definitions(*type_);
        auto typed = typed_of(body, *type_, definitions, errors);
        if (!errors.empty()) throw Error(std::move(errors));
        if (whole) set_defaults(typed, *type_, definitions);
        return one(write, office::save(write, *type_, request.id(), *revision, typed, office::References::ids), 200);
    });
}

Response Resource::erase(const Request& request) const {
    const auto id = request.id();
    const auto if_match = request.headers.get("if-match");
    store_->write(actor_of(request), [&](Write& write) {
        const Raw raw = write.get(*type_, id);
        if (!if_match.empty() && revision_in(if_match) != raw.revision)
            throw Error(Fault::stale, "This record was changed in the meantime.");
        office::erase(write, *type_, id);
    });
    Response response;
    response.status = 204;
    return response;
}

Response Resource::one(const Read& read, const Raw& raw, int status) const {
    const auto definitions = read.definitions(*type_);  // rows point into it
    const auto rows = type_->show(raw.fields, definitions);
    Response response = Response::json(json::serialize(object_of(raw, rows)), status);
    response.header("ETag", std::format("\"{}\"", raw.revision));
    if (status == 201) response.header("Location", std::format("{}/{}", url(), raw.id));
    return response;
}

}  // namespace

std::vector<http::Route> routes(storage::Store& store, std::string version) {
    std::vector<http::Route> routes;
    for (const Record_type* type : store.schema().types())
        if (!type->kind.internal)
            for (auto& route : Resource(store, *type).routes()) routes.push_back(std::move(route));
    routes.push_back({Method::get, "/api/v1/openapi.json", http::anyone, [&store, version](const Request&) {
                          return store.read([&](const Read& read) { return Response::json(openapi(read, version)); });
                      }});
    return routes;
}

}  // namespace api
