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

}  // namespace

std::string why_not_undo(const storage::Read& read, const storage::Actor& actor, std::uint64_t operation,
                         storage::Moment now) {
    try {
        const Entry first = storage::undoable(read, operation, now);
        const bool own = first.actor.user == actor.user;
        for (const std::uint64_t number : storage::entries_of(read.transaction(), operation)) {
            const std::uint8_t kind = storage::read_entry(read.transaction(), number).kind;
            if (read.schema().find(kind) == nullptr || !kind_row(kind).undone)
                return "What was done here cannot be taken back.";
            const Kind_rights& rights = kind_row(kind).rights;
            if (!may(read, actor, own ? rights.edit : rights.erase))
                return own ? "You may not change these records."
                           : "Only who may delete these records takes back what others did.";
        }
    } catch (const Error& error) {
        if (error.fault() == Fault::corrupt) throw;
        return error.what();
    }
    return {};
}

storage::Undone undo(storage::Write& write, std::uint64_t operation) {
    if (const std::string why = why_not_undo(write, write.actor(), operation, write.now()); !why.empty())
        throw Error(Fault::refused, why);
    return storage::undo(write, operation);
}

}  // namespace office
