#include "office/people/undo.h"

#include "office/people/permissions.h"
#include "office/records/kind.h"

namespace office {

using storage::Entry;
using storage::Error;
using storage::Fault;

namespace {

bool may(const storage::Read& read, const storage::Actor& actor, Right right) {
    if (actor.user == 0) return true;
    const auto user = read.find<User>(actor.user);
    return user && !user->disabled && may(user->role, right);
}

bool may_undo(const storage::Read& read, const storage::Actor& actor, std::uint8_t kind, bool own) {
    const Kind_rights& rights = kind_row(kind).rights;
    return may(read, actor, own ? rights.edit : rights.erase);
}

bool is_undone(const storage::Read& read, std::uint8_t kind) {
    return read.schema().find(kind) != nullptr && kind_row(kind).undone;
}

}  // namespace

bool offers_undo(const storage::Read& read, const storage::Actor& actor, const Entry& entry, storage::Moment now) {
    const std::chrono::milliseconds age{now.milliseconds - entry.at.milliseconds};
    return entry.operation != 0 && !entry.redacted && age < storage::undo_within && is_undone(read, entry.kind) &&
           may_undo(read, actor, entry.kind, entry.actor.user == actor.user);
}

std::string why_not_undo(const storage::Read& read, const storage::Actor& actor, std::uint64_t operation,
                         storage::Moment now) {
    try {
        const Entry first = storage::undoable(read, operation, now);
        const bool own = first.actor.user == actor.user;
        bool any = false;
        for (const std::uint64_t number : storage::entries_of(read.transaction(), operation)) {
            const std::uint8_t kind = storage::read_entry(read.transaction(), number).kind;
            if (!is_undone(read, kind)) continue;
            any = true;
            if (!may_undo(read, actor, kind, own))
                return own ? "You may not change these records."
                           : "Only who may delete these records takes back what others did.";
        }
        if (!any) return "What was done here cannot be taken back.";
    } catch (const Error& error) {
        if (error.fault() == Fault::corrupt) throw;
        return error.what();
    }
    return {};
}

storage::Undone undo(storage::Write& write, std::uint64_t operation) {
    if (const std::string why = why_not_undo(write, write.actor(), operation, write.now()); !why.empty())
        throw Error(Fault::refused, why);
    return storage::undo(write, operation, [&](std::uint8_t kind) { return is_undone(write, kind); });
}

}  // namespace office
