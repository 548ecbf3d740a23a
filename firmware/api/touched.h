// What a program changes by the way: merging, erasing and what follows by rule change records of other kinds than the one that was asked
// about. A token for some kinds of records changes none of the others.
#pragma once

#include "http/request.h"
#include "storage/store.h"

namespace api {

/// Throws Error{refused} naming the kinds that the operation changes and the program's token is not for.
void refuse_other_kinds(const storage::Read& read, const http::Caller& caller, std::uint64_t operation);

storage::Actor actor_of(const http::Request& request);

/// Runs a change in the name of whoever asks, unless it changes other kinds than they may.
auto changed(storage::Store& store, const http::Request& request, auto&& change) {
    return store.write(actor_of(request), [&](storage::Write& write) {
        auto answer = change(write);
        refuse_other_kinds(write, *request.caller, write.operation());
        return answer;
    });
}

}  // namespace api
