#include "office/people/undo.h"

#include "office/people/viewer.h"
#include "office/records/kind.h"

namespace office {

using storage::Entry;
using storage::Error;
using storage::Fault;

namespace {

bool may_undo(const Viewer& viewer, std::uint8_t kind, bool own) {
    const Kind_rights& rights = kind_row(kind).rights;
    return viewer.may(own ? rights.edit : rights.erase);
}

bool is_undone(const storage::Read& read, std::uint8_t kind) {
    return read.schema().find(kind) != nullptr && kind_row(kind).undone;
}

}  // namespace

bool offers_undo(const storage::Read& read, const storage::Actor& actor, const Entry& entry, storage::Moment now) {
    const std::chrono::milliseconds age{now.milliseconds - entry.at.milliseconds};
    return entry.operation != 0 && !entry.redacted && age < storage::undo_within && is_undone(read, entry.kind) &&
           may_undo(viewer_of(read, actor), entry.kind, entry.actor.user == actor.user);
}

std::string why_not_undo(const storage::Read& read, const storage::Actor& actor, std::uint64_t operation,
                         storage::Moment now) {
    try {
        const Entry first = storage::undoable(read, operation, now);
        const bool own = first.actor.user == actor.user;
        const Viewer viewer = viewer_of(read, actor);
        const storage::Scope scope = scope_of(viewer);
        const storage::Read seen = read.seen_with(&scope);
        bool any = false;
        for (const std::uint64_t number : read.entries_of(operation)) {
            const Entry entry = read.entry(number);
            if (!is_undone(read, entry.kind)) continue;
            any = true;
            if (!may_undo(viewer, entry.kind, own) || !seen.sees(entry))
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

std::size_t changes_of(const storage::Read& read, std::uint64_t operation, std::size_t limit) {
    const auto numbers = read.entries_of(operation, limit);
    if (numbers.empty() || is_undone(read, read.entry(numbers.front()).kind)) return numbers.size();
    return numbers.size() - 1;
}

storage::Undone undo(storage::Write& write, std::uint64_t operation) {
    if (const std::string why = why_not_undo(write, write.actor(), operation, write.now()); !why.empty())
        throw Error(Fault::refused, why);
    return storage::undo(write, operation, [&](std::uint8_t kind) { return is_undone(write, kind); });
}

}  // namespace office
