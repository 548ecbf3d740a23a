#include "exchange/kinds.h"

#include <format>

#include "storage/error.h"

namespace exchange {

const storage::Record_type& exchanged_type(const storage::Schema& schema, std::string_view plural) {
    const storage::Record_type* type = schema.find(plural);
    if (type != nullptr && !type->kind.internal) return *type;
    std::string known;
    for (const storage::Record_type* each : schema.types())
        if (!each->kind.internal) known += (known.empty() ? "" : ", ") + std::string(each->kind.plural);
    throw storage::Error(storage::Fault::not_found, std::format("There are no {} here, only {}.", plural, known));
}

}  // namespace exchange
