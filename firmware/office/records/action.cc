#include "office/records/action.h"

#include "office/records/kind.h"
#include "storage/error.h"

namespace office {

using storage::Error;
using storage::Fault;

std::vector<storage::Column> asked_by(const Action& action) {
    return action.asks == nullptr ? std::vector<storage::Column>{} : action.asks();
}

std::string why_not(const storage::Read& read, const storage::Actor& actor, const storage::Record_type& type,
                    const Action& action, const storage::Raw& raw) {
    if (std::string why = why_not_change(read, actor, type, raw); !why.empty()) return why;
    return action.why_not == nullptr ? std::string{} : action.why_not(read, raw);
}

namespace {

/// What one does not see one does not refer to either.
void refuse_unseen(const storage::Read& seen, const Action& action, const storage::Typed& typed) {
    storage::Errors errors;
    for (const storage::Column& column : asked_by(action)) {
        const auto at = typed.find(column.name);
        if (column.refers_to == 0 || at == typed.end()) continue;
        for (const storage::Id id : storage::parse_ids(at->second).value_or(std::vector<storage::Id>{}))
            if (!seen.has(column.refers_to, id)) errors.emplace(column.name, "is not there any more");
    }
    if (!errors.empty()) throw Error(std::move(errors));
}

std::string why_not_now(const storage::Write& write, const storage::Record_type& type, const Action& action,
                        const storage::Raw& raw, const storage::Typed& typed) {
    if (std::string why = why_not(write, write.actor(), type, action, raw); !why.empty()) return why;
    return action.why_not_so == nullptr ? std::string{} : action.why_not_so(write, raw, typed);
}

}  // namespace

void act(storage::Write& write, const storage::Record_type& type, const Action& action, storage::Id id,
         std::optional<std::uint64_t> revision, const storage::Typed& typed) {
    const storage::Scope scope = scope_of(write, write.actor());
    const storage::Read seen = write.seen_with(&scope);
    seen.get(type, id);
    const storage::Raw raw = write.get(type, id);
    // Only to fail: the store says in its words that somebody else changed it.
    if (revision && *revision != raw.revision) write.update(type, id, *revision, raw.fields);
    refuse_unseen(seen, action, typed);
    if (const std::string why = why_not_now(write, type, action, raw, typed); !why.empty())
        throw Error(Fault::refused, why);
    write.doing(action.name);
    action.act(write, raw, typed);
}

namespace {

/// "" when it was done, or why it was left.
std::string tried(storage::Write& write, const storage::Read& seen, const storage::Record_type& type,
                  const Action& action, storage::Id id, const storage::Typed& typed) {
    if (!seen.has(type.kind.number, id)) return "It is not there any more.";
    const storage::Raw raw = write.get(type, id);
    if (std::string why = why_not_now(write, type, action, raw, typed); !why.empty()) return why;
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
    refuse_unseen(seen, action, typed);
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
