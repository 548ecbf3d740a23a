// What comes as JSON, and how it is described: the door to Boost.JSON. Values are those of record_json.h; in a body rows are those
// that there are to be, new ones without a number.
#pragma once

#include <boost/json.hpp>
#include <string_view>

#include "storage/read.h"

namespace api {

namespace json = boost::json;

/// What of a body goes into which column. Fields that cannot be written (id, revision, derived ones) are passed over, so
/// that what was read can be sent back; unknown names and wrong types go to `errors`, and a currency that is not the office's.
storage::Typed typed_of(const json::object& body, const storage::Record_type& type,
                        const storage::Definitions& definitions, storage::Errors& errors);

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
