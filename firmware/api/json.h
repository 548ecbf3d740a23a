// Records as JSON and back: the door to Boost.JSON.
//
// Names are those of the declarations; a part is an object of its own, so are custom fields ("custom": {"budget": …}).
//   texts string · numbers number · money string "12.50" · yes/no boolean · date, moment string or null
//   rows: array of objects, each with its number as "line"; in a body the rows that there are to be, new ones without one
//   a reference: id or null · references: array of ids · many choices: array of strings
#pragma once

#include <boost/json.hpp>
#include <string_view>

#include "storage/read.h"

namespace api {

namespace json = boost::json;

json::object object_of(const storage::Raw& raw, const storage::Rows& rows);

/// What of a body goes into which column. Fields that cannot be written (id, revision, derived ones) are passed over, so
/// that what was read can be sent back; unknown names and wrong types go to `errors`.
storage::Typed typed_of(const json::object& body, const storage::Record_type& type,
                        const storage::Definitions& definitions, storage::Errors& errors);

/// The schema (JSON Schema 2020-12) of a column's value.
json::object schema_of(const storage::Column& column);
/// Adds a column to an object schema; a dotted name goes into the schema of its part.
void add_property(json::object& schema, std::string_view name, const storage::Column& column);

/// Throws Error{invalid} when it is not a JSON object.
json::object parse_object(std::string_view body);

/// Puts a value at a dotted name: "billing_address.city".
void place(json::object& into, std::string_view dotted, json::value value);

}  // namespace api
