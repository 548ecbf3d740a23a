#include "office/records/action.h"

#include "office/records/kind.h"
#include "storage/error.h"

namespace office {

using storage::Error;
using storage::Fault;

std::vector<storage::Column> asked_by(const Action& action) {
    return action.asks == nullptr ? std::vector<storage::Column>{} : action.asks();
}

std::string why_not(const storage::Read& read, const Action& action, const storage::Raw& raw) {
    return action.why_not == nullptr ? std::string{} : action.why_not(read, raw);
}

void act(storage::Write& write, const storage::Record_type& type, const Action& action, storage::Id id,
         std::optional<std::uint64_t> revision, const storage::Typed& typed) {
    const storage::Scope scope = scope_of(write, write.actor());
    write.seen_with(&scope).get(type, id);
    const storage::Raw raw = write.get(type, id);
    // Only to fail: the store says in its words that somebody else changed it.
    if (revision && *revision != raw.revision) write.update(type, id, *revision, raw.fields);
    if (const std::string why = why_not(write, action, raw); !why.empty()) throw Error(Fault::refused, why);
    write.doing(action.name);
    action.act(write, raw, typed);
}

}  // namespace office
