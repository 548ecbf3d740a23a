#include "api/json.h"

#include <format>

#include "office/records/kind.h"
#include "office/records/names.h"
#include "office/records/record_json.h"

namespace api {

using storage::Column;
using storage::Control;

namespace {

struct Wanted {
    std::string_view type;     ///< in JSON Schema
    std::string_view message;  ///< when something else came
    bool nullable;
};

Wanted wanted_by_control(const Column& column) {
    switch (column.control) {
    case Control::checkbox: return {"boolean", "must be true or false", false};
    case Control::picker: return {"integer", "must be the id of a record, or null", true};
    case Control::tags: return {"array", "must be an array of ids", false};
    case Control::multi: return {"array", "must be an array of strings", false};
    case Control::rows: return {"array", "must be an array of objects", false};
    case Control::record: return {"object", "must be an object with kind and id, or null", true};
    case Control::file: return {"object", "is sent as a file", true};
    case Control::stars: return {"integer", "must be a whole number", false};
    case Control::position: return {"object", "must be an object with lat and lon, or null", true};
    case Control::percent:
    case Control::number: return {"number", "must be a number, or null", true};
    case Control::date:
    case Control::moment:
    case Control::money:
    case Control::duration:
    case Control::time:
    case Control::select: return {"string", "must be a string, or null", true};
    default: return {"string", "must be a string", false};
    }
}

Wanted wanted(const Column& column) {
    Wanted want = wanted_by_control(column);
    want.nullable |= column.optional;
    return want;
}

bool has_type(const json::value& value, std::string_view type) {
    if (type == "boolean") return value.is_bool();
    if (type == "integer") return value.is_int64() || value.is_uint64();
    if (type == "number") return value.is_number();
    if (type == "array") return value.is_array();
    if (type == "object") return value.is_object();
    return value.is_string();
}

/// As it is typed, with up to seven places: "1.5".
std::string number_text(double number) {
    std::string text = std::format("{:.7f}", number);
    text.resize(text.find_last_not_of('0') + 1);
    if (text.ends_with('.')) text.pop_back();
    return text;
}

std::string text_of(const json::value& value) {
    if (value.is_null()) return {};
    if (value.is_bool()) return value.get_bool() ? "yes" : "";
    if (value.is_string()) return std::string(value.get_string());
    if (value.is_double()) return number_text(value.get_double());
    if (!value.is_array()) return json::serialize(value);
    std::string joined;
    for (const json::value& element : value.get_array()) joined += (joined.empty() ? "" : ",") + text_of(element);
    return joined;
}

/// {"kind": "client", "id": 7} → "1:7"; what is no such object is no reference either.
std::string any_text(const json::value& value) {
    if (!value.is_object()) return {};
    const json::value* kind = value.get_object().if_contains("kind");
    const json::value* id = value.get_object().if_contains("id");
    if (kind == nullptr || id == nullptr) return "?";
    return office::with_kind_number(text_of(*kind) + ":" + text_of(*id));
}

/// {"lat": 48.137, "lon": 11.575} → "48.137, 11.575"; what is no such object is no position either.
std::string position_text(const json::value& value) {
    if (!value.is_object()) return {};
    const json::value* lat = value.get_object().if_contains("lat");
    const json::value* lon = value.get_object().if_contains("lon");
    if (lat == nullptr || lon == nullptr || !lat->is_number() || !lon->is_number()) return "?";
    return text_of(*lat) + ", " + text_of(*lon);
}

/// "no" is something else than "not said" in a custom field and an optional one.
std::string typed_text(const Column& column, const json::value& value) {
    if (column.control == Control::record) return any_text(value);
    if (column.control == Control::position) return position_text(value);
    if ((column.custom != 0 || column.optional) && value.is_bool()) return value.get_bool() ? "yes" : "no";
    return text_of(value);
}

bool is_array_of(const json::array& array, std::string_view type) {
    return std::ranges::all_of(array, [&](const json::value& element) { return has_type(element, type); });
}

bool is_array_of_objects(const json::array& array) {
    return std::ranges::all_of(array, [](const json::value& element) { return element.is_object(); });
}

class Taker {
  public:
    Taker(const storage::Record_type& type, const storage::Definitions& definitions, storage::Errors& errors)
        : type_(type)
        , definitions_(definitions)
        , errors_(errors) {}

    void take(const json::object& object, const std::string& prefix) {
        constexpr std::size_t most_errors = 100;  // to be named
        for (const auto& [key, value] : object) {
            if (errors_.size() >= most_errors) return;
            const std::string name = prefix + std::string(key);
            const Column* column = storage::Record_type::column(type_, definitions_, name);
            if (column != nullptr && !column->in_rows)
                take(*column, value);
            else if (is_group(name))
                take_group(name, value);
            else if (prefix.empty() && name == "currency" && office::says_currency(type_, definitions_))
                check_currency(value);
            else if (prefix.empty() && is_given(name))
                passed_over.push_back(name);
            else
                errors_.emplace(name, "is not a field of this record");
        }
    }

    storage::Typed typed;
    std::vector<std::string> passed_over;

  private:
    void check_currency(const json::value& value) {
        if (!value.is_string() || value.get_string() != definitions_.currency.code)
            errors_.emplace("currency", "is in another currency than the office's");
    }

    void take(const Column& column, const json::value& value) {
        if (!column.typed()) return passed_over.push_back(column.name);
        if (column.control == Control::rows)
            take_rows(column, value);
        else
            take_value(column, column.name, value);
    }

    /// The rows that there are to be: with their number those that are there already, without one new ones. What is not
    /// said of a row that is there stays; null is no row.
    void take_rows(const Column& column, const json::value& value) {
        std::string& order = typed[column.name + ".order"];
        if (value.is_null()) return;
        if (!value.is_array() || !is_array_of_objects(value.get_array())) {
            errors_.emplace(column.name, wanted(column).message);
            return;
        }
        std::size_t count = 0;
        for (const json::value& row : value.get_array()) {
            const std::string key = key_of(row.get_object(), ++count);
            order += (order.empty() ? "" : ",") + key;
            take_row(column, column.name + "." + key + ".", row.get_object(), "");
        }
    }

    static std::string key_of(const json::object& row, std::size_t count) {
        const json::value* line = row.if_contains("line");
        const bool has_number = line != nullptr && line->is_int64() && line->get_int64() > 0;
        return has_number ? std::to_string(line->get_int64()) : std::format("new{}", count);
    }

    /// `prefix` is "lines.3.", `part` what the row's members have in front of their names: "" or "place.".
    void take_row(const Column& column, const std::string& prefix, const json::object& row, const std::string& part) {
        for (const auto& [key, value] : row) {
            const std::string name = part + std::string(key);
            const auto inside = [&](const Column& member) {
                return storage::name_in_row(member).starts_with(name + ".");
            };
            const auto member = std::ranges::find(column.members, name, storage::name_in_row);
            if (member != column.members.end() && member->typed())
                take_value(*member, prefix + name, value);
            else if (value.is_object() && std::ranges::any_of(column.members, inside))
                take_row(column, prefix, value.get_object(), name + ".");
            else if (member != column.members.end())
                passed_over.push_back(prefix + name);
            else if (name != "line")
                errors_.emplace(prefix + name, "is not a field of this record");
        }
    }

    void take_value(const Column& column, const std::string& name, const json::value& value) {
        const Wanted want = wanted(column);
        const bool fits =
            has_type(value, want.type) || value.is_null() || (column.control == Control::money && value.is_number());
        const bool elements =
            !value.is_array() || is_array_of(value.get_array(), column.control == Control::tags ? "integer" : "string");
        if (fits && elements)
            typed[name] = typed_text(column, value);
        else
            errors_.emplace(name, want.message);
    }

    void take_group(const std::string& name, const json::value& value) {
        if (value.is_object())
            take(value.get_object(), name + ".");
        else if (value.is_null())
            clear(name + ".");
        else
            errors_.emplace(name, "must be an object");
    }

    void clear(const std::string& prefix) {
        type_.each_column(definitions_, [&](const Column& column) {
            if (!column.kept() && column.name.starts_with(prefix)) typed[column.name];
        });
    }

    bool is_group(const std::string& name) const {
        const auto inside = [&](const Column& column) { return column.name.starts_with(name + "."); };
        return std::ranges::any_of(type_.columns, inside) || (type_.custom_tag != 0 && name == "custom") ||
               std::ranges::any_of(definitions_.figures, inside);
    }

    static bool is_given(std::string_view name) {
        return name == "id" || name == "revision" || name == "created" || name == "changed";
    }

    const storage::Record_type& type_;
    const storage::Definitions& definitions_;
    storage::Errors& errors_;
};

}  // namespace

Taken taken_from(const json::object& body, const storage::Record_type& type, const storage::Definitions& definitions,
                 storage::Errors& errors) {
    Taker taker(type, definitions, errors);
    taker.take(body, "");
    return {std::move(taker.typed), std::move(taker.passed_over)};
}

void add_property(json::object& schema, std::string_view name, const Column& column,
                  const storage::Currency& currency) {
    json::object& properties =
        schema["properties"].is_object() ? schema["properties"].get_object() : schema["properties"].emplace_object();
    const auto dot = name.find('.');
    if (dot == std::string_view::npos) {
        properties[name] = schema_of(column, currency);
        return;
    }
    json::value& part = properties[name.substr(0, dot)];
    if (!part.is_object()) part = json::object{{"type", "object"}};
    add_property(part.get_object(), name.substr(dot + 1), column, currency);
}

namespace {

void set_any_schema(json::object& schema) {
    json::array kinds;
    for (const office::Kind_row& row : office::kinds())
        if (!row.type->kind.internal) kinds.emplace_back(row.type->kind.name);
    schema["properties"] = json::object{{"kind", json::object{{"type", "string"}, {"enum", std::move(kinds)}}},
                                        {"id", json::object{{"type", "integer"}, {"minimum", 1}}}};
    schema["required"] = json::array{"kind", "id"};
}

void set_file_schema(json::object& schema) {
    const json::object text{{"type", "string"}};
    schema["properties"] = json::object{{"name", text},
                                        {"type", text},
                                        {"size", json::object{{"type", "integer"}}},
                                        {"sha256", json::object{{"type", "string"}, {"pattern", "^[0-9a-f]{64}$"}}}};
}

void set_position_schema(json::object& schema) {
    const auto degrees = [](int most) {
        return json::object{{"type", "number"}, {"minimum", -most}, {"maximum", most}};
    };
    schema["properties"] = json::object{{"lat", degrees(90)}, {"lon", degrees(180)}};
    schema["required"] = json::array{"lat", "lon"};
}

void set_row_schema(json::object& schema, const Column& column, const storage::Currency& currency) {
    json::object row{
        {"type", "object"},
        {"properties", json::object{{"line", json::object{{"type", "integer"},
                                                          {"minimum", 1},
                                                          {"description", "Number of the row; a new one has none"}}}}}};
    for (const Column& member : column.members)
        if (!member.attributes.hidden) add_property(row, storage::name_in_row(member), member, currency);
    schema["items"] = std::move(row);
    schema["maxItems"] = storage::most_rows;
}

/// As they are shown, and as they may be sent.
std::string amount_pattern(const storage::Currency& currency) {
    if (currency.digits == 0) return R"(^-?\d+$)";
    return std::format(R"(^-?\d+(\.\d{{1,{}}})?$)", currency.digits);
}

}  // namespace

json::object currency_schema(const storage::Currency& currency) {
    return {{"title", "Currency"},
            {"description", "Of the amounts (ISO 4217): the office's"},
            {"type", "string"},
            {"const", currency.code}};
}

json::object schema_of(const Column& column, const storage::Currency& currency) {
    const Wanted want = wanted(column);
    json::object schema{{"title", column.label}};
    if (want.nullable)
        schema["type"] = json::array{json::string(want.type), "null"};
    else
        schema["type"] = want.type;
    if (column.control == Control::date) schema["format"] = "date";
    if (column.control == Control::moment) schema["format"] = "date-time";
    if (column.control == Control::email) schema["format"] = "email";
    if (column.control == Control::url) schema["format"] = "uri";
    if (column.control == Control::money) schema["pattern"] = amount_pattern(currency);
    if (column.control == Control::duration) schema["pattern"] = R"(^\d+:[0-5]\d$)";
    if (column.control == Control::time) schema["pattern"] = R"(^([01]\d|2[0-3]):[0-5]\d$)";
    if (column.control == Control::tags) schema["items"] = json::object{{"type", "integer"}};
    if (column.control == Control::stars) schema["maximum"] = 5;
    if (column.control == Control::rows) set_row_schema(schema, column, currency);
    if (column.control == Control::record) set_any_schema(schema);
    if (column.control == Control::file) set_file_schema(schema);
    if (column.control == Control::position) set_position_schema(schema);
    if (want.type == "string" && column.longest != 0) schema["maxLength"] = column.longest;
    if (!column.options.empty()) {
        json::array keys;
        for (const auto& option : column.options) keys.emplace_back(option.key);
        if (want.nullable) keys.emplace_back(nullptr);
        if (column.control == Control::multi)
            schema["items"] = json::object{{"enum", std::move(keys)}};
        else
            schema["enum"] = std::move(keys);
    }
    if (!column.typed()) schema["readOnly"] = true;
    return schema;
}

json::object parse_object(std::string_view body) {
    constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";  // RFC 8259, 8.1
    if (body.starts_with(byte_order_mark)) body.remove_prefix(byte_order_mark.size());
    boost::system::error_code error;
    json::value value = json::parse(body, error);
    if (error || !value.is_object())
        throw storage::Error(storage::Fault::invalid, "The body is not a JSON object.", error ? error.message() : "");
    return std::move(value.get_object());
}

}  // namespace api
