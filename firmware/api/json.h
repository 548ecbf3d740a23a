// What comes as JSON, and how it is described: the door to Boost.JSON. Values are those of record_json.h; in a body rows are those
// that there are to be, new ones without a number.
#pragma once

#include <boost/json.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "storage/read.h"

namespace api {

namespace json = boost::json;

/// What of a body goes into which column.
struct Taken {
    storage::Typed typed;
    std::vector<std::string> passed_over;  ///< fields that cannot be written: id, revision, derived ones
};
/// What cannot be written is passed over, so that what was read can be sent back; unknown names and wrong types go to `errors`, and
/// a currency that is not the office's.
Taken taken_from(const json::object& body, const storage::Record_type& type, const storage::Definitions& definitions,
                 storage::Errors& errors);
/// The header of an answer that names them.
inline constexpr std::string_view passed_over_header = "Ignored-Fields";

/// The schema (JSON Schema 2020-12) of a column's value.
json::object schema_of(const storage::Column& column, const storage::Currency& currency);
/// Adds a column to an object schema; a dotted name goes into the schema of its part.
void add_property(json::object& schema, std::string_view name, const storage::Column& column,
                  const storage::Currency& currency);
/// The code that records with amounts have, and that may be sent with them.
json::object currency_schema(const storage::Currency& currency);

/// Throws Error{invalid} when it is not a JSON object.
json::object parse_object(std::string_view body);

}  // namespace api
