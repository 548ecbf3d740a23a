#include "api/touched.h"

#include <algorithm>
#include <format>
#include <set>
#include <string>

#include "storage/error.h"

namespace api {

storage::Actor actor_of(const http::Request& request) { return {request.caller->user, request.caller->name}; }

void refuse_other_kinds(const storage::Read& read, const http::Caller& caller, std::uint64_t operation) {
    if (caller.kinds.empty() || operation == 0) return;
    std::set<std::string_view> titles;
    for (const std::uint64_t number : read.entries_of(operation)) {
        const storage::Record_type* type = read.schema().find(read.entry(number).kind);
        if (type != nullptr && !type->kind.internal && !std::ranges::contains(caller.kinds, type->kind.number))
            titles.insert(type->kind.title);
    }
    if (titles.empty()) return;
    std::string missing;
    for (const std::string_view title : titles) missing += (missing.empty() ? "" : ", ") + std::string(title);
    throw storage::Error(
        storage::Fault::refused,
        std::format("This would change records of other kinds too, which this token is not for: {}.", missing));
}

}  // namespace api
