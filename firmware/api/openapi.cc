#include "api/openapi.h"

#include <algorithm>
#include <format>

#include "api/history.h"
#include "api/json.h"
#include "office/records/asking.h"
#include "office/records/kind.h"
#include "office/records/record_json.h"

namespace api {

using storage::Column;
using storage::Record_type;

namespace {

json::object reference(std::string_view schema) { return {{"$ref", std::format("#/components/schemas/{}", schema)}}; }

json::object content(json::object schema, std::string_view type = "application/json") {
    return {{type, json::object{{"schema", std::move(schema)}}}};
}

json::object answer(std::string_view description, json::object schema) {
    return {{"description", description}, {"content", content(std::move(schema))}};
}

json::object problem_answer(std::string_view description) {
    return {{"description", description}, {"content", content(reference("problem"), "application/problem+json")}};
}

json::object parameter(std::string_view name, std::string_view in, json::object schema, std::string_view description) {
    return {{"name", name},
            {"in", in},
            {"required", in == "path"},
            {"description", description},
            {"schema", std::move(schema)}};
}

/// What a body may be about: POST and PUT say a whole record, PATCH a part of one.
enum class Body : bool { whole, part };

/// Whether a new record that lacks it is refused: a choice or a number has a value before anybody types one.
bool must_be_said(const Column& column, const storage::Rows& of_new_record) {
    if (!column.attributes.required || !column.typed() || column.name.contains('.')) return false;
    const auto row = std::ranges::find(of_new_record, &column, &storage::Row::column);
    return row == of_new_record.end() || row->text.empty();
}

json::object record_schema(const Record_type& type, const storage::Definitions& definitions, Body body) {
    const json::object integer{{"type", "integer"}, {"readOnly", true}};
    const json::object moment{{"type", "string"}, {"format", "date-time"}, {"readOnly", true}};
    json::object schema{
        {"type", "object"},
        {"properties", json::object{{"id", integer}, {"revision", integer}, {"created", moment}, {"changed", moment}}}};
    json::array required;
    const auto of_new_record = type.show({}, definitions);
    const auto add = [&](const Column& column) {
        if (column.attributes.hidden) return;
        add_property(schema, column.name, column, definitions.currency);
        if (body == Body::whole && must_be_said(column, of_new_record)) required.emplace_back(column.name);
    };
    if (office::says_currency(type, definitions))
        schema["properties"].get_object()["currency"] = currency_schema(definitions.currency);
    type.each_column(definitions, add);
    if (!required.empty()) schema["required"] = std::move(required);
    return schema;
}

json::object list_schema(std::string_view name) {
    return {{"type", "object"},
            {"required", json::array{"items", "next"}},
            {"properties", json::object{{"items", json::object{{"type", "array"}, {"items", reference(name)}}},
                                        {"next", json::object{{"type", json::array{"string", "null"}}}}}}};
}

json::object problem_schema() {
    const json::object text{{"type", "string"}};
    json::object merged_into = text;
    merged_into["description"] = "Of a 404: the path as it is since a record in it was merged into another one";
    return {{"type", "object"},
            {"properties", json::object{{"type", text},
                                        {"title", text},
                                        {"status", json::object{{"type", "integer"}}},
                                        {"detail", text},
                                        {"incident", text},
                                        {"merged_into", merged_into},
                                        {"errors", json::object{{"type", "object"}, {"additionalProperties", text}}}}}};
}

constexpr std::string_view value_description = "Only records with this {}, or with one of these; what refers to a user "
                                               "may be \"me\", what refers to another record its name";
constexpr std::string_view day_description = "Only records with this {}: a day, or today, yesterday, tomorrow, "
                                             "this_week, last_month, next_7_days and their like";

/// What one field can be asked for.
void add_conditions(json::array& parameters, const Column& column) {
    if (!office::can_filter(column)) return;
    const json::object text{{"type", "string"}};
    const json::object texts{{"type", "array"}, {"items", text}};
    const auto add = [&](std::string_view part, const json::object& schema, std::string_view description) {
        parameters.push_back(parameter(column.name + std::string(part), "query", schema,
                                       std::vformat(description, std::make_format_args(column.label))));
    };
    add("", texts, office::is_day(column) ? day_description : value_description);
    add(".mode", json::object{{"type", "string"}, {"enum", json::array{"any", "all", "none"}}, {"default", "any"}},
        "Several values of {}: one of them, all, or none");
    if (office::can_range(column)) {
        add(".from", text, "Only records with this {} or more");
        add(".to", text, "Only records with this {} or less");
        add(".after", text, "Only records with more than this {}");
        add(".before", text, "Only records with less than this {}");
    }
    if (office::can_be_empty(column))
        add(".empty", json::object{{"type", "string"}, {"enum", json::array{"yes", "no"}}},
            "\"yes\": only records without {}; \"no\": only those with it");
}

/// Of office/records/asking.h.
json::array list_parameters(const Record_type& type, const storage::Definitions& definitions) {
    const json::object text{{"type", "string"}};
    json::array parameters{
        parameter("limit", "query",
                  {{"type", "integer"}, {"minimum", 1}, {"maximum", office::largest_limit}, {"default", 50}},
                  "How many at most"),
        parameter("after", "query", text, "\"next\" of the page before"),
        parameter("sort", "query", text,
                  "An indexed field, a custom one, a figure, created or activity; with \"-\" in front descending"),
        parameter("q", "query", text, "Words that the records have; without sort they come by name")};
    const auto add = [&](const Column& column) { add_conditions(parameters, column); };
    type.each_valued_column(add);
    std::ranges::for_each(definitions.columns, add);
    std::ranges::for_each(definitions.figures, add);
    add(office::created_column());
    return parameters;
}

json::object operation(std::string_view id, std::string_view summary, json::array parameters, json::object responses) {
    responses["default"] = problem_answer("What went wrong");
    json::object operation{{"operationId", id}, {"summary", summary}, {"responses", std::move(responses)}};
    if (!parameters.empty()) operation["parameters"] = std::move(parameters);
    return operation;
}

/// What an action asks for.
json::object asked_schema(const office::Action& action, const storage::Currency& currency) {
    json::object schema{{"type", "object"}};
    json::array required;
    for (const Column& column : office::asked_by(action)) {
        add_property(schema, column.name, column, currency);
        if (column.attributes.required) required.emplace_back(column.name);
    }
    if (!required.empty()) schema["required"] = std::move(required);
    return schema;
}

/// The answer to a body that may have fields which cannot be written.
json::object naming_passed_over(json::object answer) {
    answer["headers"] =
        json::object{{passed_over_header,
                      json::object{{"description",
                                    "Fields of the body that cannot be written and were passed over, separated by "
                                    "commas; not there when there were none. A field that does not exist is refused."},
                                   {"schema", json::object{{"type", "string"}}}}}};
    return answer;
}

json::object with_body(json::object operation, std::string_view schema) {
    operation["requestBody"] = json::object{{"required", true}, {"content", content(reference(schema))}};
    return operation;
}

/// A new one comes as a form with its file, and its bytes have a path of their own.
void add_file_paths(json::object& paths, const Record_type& type, const storage::Definitions& definitions) {
    const std::string all = std::format("/api/v1/{}", type.kind.plural);
    json::object form = record_schema(type, definitions, Body::part);
    for (const Column& column : type.columns)
        if (column.typed() && column.refers_to_any())
            form["properties"].get_object()[column.name] =
                json::object{{"type", "string"}, {"description", "Kind and number: \"client:7\""}};
    form["properties"].get_object()[type.file_column()->name] =
        json::object{{"type", "string"}, {"contentMediaType", "application/octet-stream"}};
    form["required"] = json::array{json::string(type.file_column()->name)};
    paths[all].get_object()["post"].get_object()["requestBody"] =
        json::object{{"required", true}, {"content", content(std::move(form), "multipart/form-data")}};
    const json::object bytes{{"description", "Its bytes"},
                             {"content", json::object{{"application/octet-stream", json::object{}}}}};
    const json::object part{{"description", "The part that Range asks for"}};
    paths[all + "/{id}/content"] =
        json::object{{"get", operation(std::format("get_content_of_{}", type.kind.name),
                                       std::format("The bytes of a {}", type.kind.label),
                                       {parameter("id", "path", {{"type", "integer"}, {"minimum", 1}}, "Which one")},
                                       {{"200", bytes}, {"206", part}})}};
}

void add_paths(json::object& paths, const Record_type& type, const storage::Definitions& definitions) {
    const std::string name(type.kind.name);
    const std::string plural(type.kind.plural);
    const auto label = type.kind.label;
    const json::object id = parameter("id", "path", {{"type", "integer"}, {"minimum", 1}}, "Which one");
    const json::object if_match = parameter("If-Match", "header", {{"type", "string"}},
                                            "ETags of revisions it may be based on, or * for any; a body may hold "
                                            "\"revision\" instead");
    const json::object stale = problem_answer("Changed by somebody else since that revision");
    const json::object unsaid = problem_answer("It was not said which revision it is based on");
    const json::object if_none_match =
        parameter("If-None-Match", "header", {{"type", "string"}}, "The ETag of the revision that is known already");
    const json::object no_content{{"description", "Not changed since"}};
    const std::string patch = "change_of_" + name;

    paths[std::format("/api/v1/{}", plural)] = json::object{
        {"get", operation("list_" + plural, std::format("{}, a page", type.kind.title),
                          list_parameters(type, definitions), {{"200", answer("A page", list_schema(name))}})},
        {"post", with_body(operation("create_" + name, std::format("Create a {}", label), {},
                                     {{"201", naming_passed_over(answer("Created", reference(name)))}}),
                           name)}};
    paths[std::format("/api/v1/{}/{{id}}", plural)] = json::object{
        {"get", operation("get_" + name, std::format("One {}", label), {id, if_none_match},
                          {{"200", answer("It", reference(name))}, {"304", no_content}})},
        {"patch", with_body(operation("change_" + name, std::format("Change a {}", label), {id, if_match},
                                      {{"200", naming_passed_over(answer("Changed", reference(name)))},
                                       {"409", stale},
                                       {"412", stale},
                                       {"428", unsaid}}),
                            patch)},
        {"put", with_body(operation("replace_" + name, std::format("Replace a {}", label), {id, if_match},
                                    {{"200", naming_passed_over(answer("Replaced", reference(name)))},
                                     {"409", stale},
                                     {"412", stale},
                                     {"428", unsaid}}),
                          name)},
        {"delete",
         operation(
             "delete_" + name, std::format("Delete a {}", label), {id, if_match},
             {{"204", json::object{{"description", "Deleted"}}}, {"409", stale}, {"412", stale}, {"428", unsaid}})}};
    if (!office::is_typed(type.kind)) {  // verbs alone change them
        paths[std::format("/api/v1/{}", plural)].get_object().erase("post");
        for (const char* method : {"patch", "put", "delete"})
            paths[std::format("/api/v1/{}/{{id}}", plural)].get_object().erase(method);
    }
    if (type.file_column() != nullptr) add_file_paths(paths, type, definitions);
    for (const office::Action& action : office::kind_row(type.kind.number).actions) {
        json::object done = operation(std::format("{}_{}", action.name, name),
                                      std::format("{} a {}", action.label, label), {id, if_match},
                                      {{"200", answer("The record", reference(name))},
                                       {"204", json::object{{"description", "Done, and the record is gone with it"}}},
                                       {"409", stale},
                                       {"412", stale}});
        if (action.asks != nullptr)
            done["requestBody"] =
                json::object{{"required", true}, {"content", content(asked_schema(action, definitions.currency))}};
        paths[std::format("/api/v1/{}/{{id}}/{}", plural, action.name)] = json::object{{"post", std::move(done)}};
    }
}

}  // namespace

std::string openapi(const storage::Read& read, const std::string& version, Custom_fields custom) {
    json::object paths;
    json::object schemas{{"problem", problem_schema()}};
    for (const Record_type* type : read.schema().types()) {
        if (type->kind.internal) continue;
        auto definitions = read.definitions(*type);
        if (custom == Custom_fields::left_out) definitions.columns.clear();
        schemas[type->kind.name] = record_schema(*type, definitions, Body::whole);
        schemas["change_of_" + std::string(type->kind.name)] = record_schema(*type, definitions, Body::part);
        add_paths(paths, *type, definitions);
    }
    add_history_paths(paths);
    const json::object description{
        {"openapi", "3.1.0"},
        {"info", json::object{{"title", "Clientbox"}, {"version", version}}},
        {"security", json::array{json::object{{"token", json::array{}}}}},
        {"paths", std::move(paths)},
        {"components", json::object{{"schemas", std::move(schemas)},
                                    {"securitySchemes",
                                     json::object{{"token", json::object{{"type", "http"}, {"scheme", "bearer"}}}}}}}};
    return json::serialize(description);
}

}  // namespace api
