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

namespace {

/// "" when it was done, or why it was left.
std::string tried(storage::Write& write, const storage::Read& seen, const storage::Record_type& type,
                  const Action& action, storage::Id id, const storage::Typed& typed) {
    if (!seen.has(type.kind.number, id)) return "It is not there any more.";
    const storage::Raw raw = write.get(type, id);
    if (std::string why = why_not(write, action, raw); !why.empty()) return why;
    try {
        action.act(write, raw, typed);
    } catch (const Error& error) {
        if (error.fault() != Fault::refused) throw;
        return error.what();
    }
    return {};
}

}  // namespace

Acted act_on_all(storage::Write& write, const storage::Record_type& type, const Action& action,
                 const std::vector<storage::Id>& ids, const storage::Typed& typed) {
    if (ids.size() > most_acted_on) throw Error(Fault::too_many, "These are too many at once.");
    const storage::Scope scope = scope_of(write, write.actor());
    const storage::Read seen = write.seen_with(&scope);
    write.doing(action.name);
    Acted acted;
    for (const storage::Id id : ids)
        if (std::string why = tried(write, seen, type, action, id, typed); why.empty())
            ++acted.done;
        else
            acted.left.push_back(std::move(why));
    return acted;
}

}  // namespace office
