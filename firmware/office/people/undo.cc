#include "office/people/undo.h"

#include <algorithm>
#include <chrono>
#include <thread>

#include "office/people/large_undo.h"
#include "office/people/viewer.h"
#include "office/records/kind.h"

namespace office {

using storage::Entry;
using storage::Error;
using storage::Fault;

namespace {

/// The action by which it was done, of one of the kinds that it changed; null: it was done by no action.
const Action* action_of(const storage::Read& read, const std::vector<std::uint64_t>& numbers) {
    for (const std::uint64_t number : numbers) {
        const Entry entry = read.entry(number);
        const storage::Record_type* type = read.schema().find(entry.kind);
        const Action* action = type == nullptr ? nullptr : find_action(type->kind, entry.doing.verb);
        if (action != nullptr) return action;
    }
    return nullptr;
}

/// `action`: by which it was done.
bool may_undo(const Viewer& viewer, const Entry& entry, const Action* action, bool own) {
    if (own && action != nullptr) return viewer.may(action->right);
    const Kind_rights& rights = kind_row(entry.kind).rights;
    return viewer.may(own ? rights.edit : rights.erase);
}

/// Entries of an operation that are looked at before it is offered; an import has very many, and begins with all that it does.
constexpr std::size_t most_judged = 100;

/// What is being taken back right now cannot be: it is not all there yet.
bool is_under_way(const storage::Read& read, std::uint64_t operation) {
    for (const auto id : read.where<&Large_undo::state>(Undo_state::running))
        if (read.get<Large_undo>(id).operation == static_cast<std::int64_t>(operation)) return true;
    return false;
}

std::optional<Large_undo> large_undo_of(const storage::Read& read, std::uint64_t operation) {
    return read.first<&Large_undo::of>(static_cast<std::int64_t>(operation));
}

}  // namespace

bool is_undone(const storage::Read& read, std::uint8_t kind) {
    return read.schema().find(kind) != nullptr && kind_row(kind).undone;
}

bool offers_undo(const storage::Read& read, const storage::Actor& actor, const Entry& entry, storage::Moment now) {
    const std::chrono::milliseconds age{now.milliseconds - entry.at.milliseconds};
    if (entry.operation == 0 || entry.redacted || age >= storage::undo_within || !is_undone(read, entry.kind))
        return false;
    const Viewer viewer = viewer_of(read, actor);
    const storage::Scope scope = scope_of(viewer);
    const storage::Read seen = read.seen_with(&scope);
    const auto numbers = read.entries_of(entry.operation, most_judged);
    const Action* action = action_of(read, numbers);
    return std::ranges::all_of(numbers, [&](std::uint64_t number) {
        const Entry each = read.entry(number);
        return !is_undone(read, each.kind) ||
               (may_undo(viewer, each, action, each.actor.user == actor.user) && seen.sees(each));
    });
}

std::string why_not_undo(const storage::Read& read, const storage::Actor& actor, std::uint64_t operation,
                         storage::Moment now) {
    try {
        const Entry first = storage::undoable(read, operation, now);
        const bool own = first.actor.user == actor.user;
        const Viewer viewer = viewer_of(read, actor);
        const storage::Scope scope = scope_of(viewer);
        const storage::Read seen = read.seen_with(&scope);
        const auto numbers = read.entries_of(operation);
        const Action* action = action_of(read, numbers);
        bool any = false;
        for (const std::uint64_t number : numbers) {
            const Entry entry = read.entry(number);
            if (!is_undone(read, entry.kind)) continue;
            any = true;
            if (!may_undo(viewer, entry, action, own) || !seen.sees(entry))
                return own ? "You may not change these records."
                           : "Only who may delete these records takes back what others did.";
        }
        if (!any) return "What was done here cannot be taken back.";
        if (is_under_way(read, operation)) return "This is still going on.";
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

namespace {

/// How long one waits for a large one before being told how far it is.
constexpr std::chrono::seconds patience{2};

void refuse(const storage::Read& read, const storage::Actor& actor, std::uint64_t operation, storage::Moment now) {
    if (const std::string why = why_not_undo(read, actor, operation, now); !why.empty())
        throw Error(Fault::refused, why);
}

/// What it did makes sense together alone.
bool is_undone_whole(const storage::Read& read, const std::vector<std::uint64_t>& numbers) {
    return std::ranges::any_of(numbers, [&](std::uint64_t number) {
        const std::uint8_t kind = read.entry(number).kind;
        return read.schema().find(kind) != nullptr && kind_row(kind).undone_whole;
    });
}

Taken_back take_back_at_once(storage::Write& write, std::uint64_t operation) {
    refuse(write, write.actor(), operation, write.now());
    storage::Undone undone = storage::undo(write, operation, [&](std::uint8_t kind) { return is_undone(write, kind); });
    if (undone.put_back != 0 && undone.passed_over + undone.left_alone.size() != 0 &&
        is_undone_whole(write, write.entries_of(operation)))
        throw Error(
            Fault::stale,
            "What was done here belongs together, and some of it was changed since. So all of it stays as it is.");
    Taken_back taken{.operation = write.operation(),
                     .put_back = undone.put_back,
                     .left = undone.left_alone.size(),
                     .left_alone = std::move(undone.left_alone)};
    if (taken.left > most_left_shown) taken.left_alone.resize(most_left_shown);
    return taken;
}

/// One that failed goes on where it was.
void begin(storage::Write& write, std::uint64_t operation) {
    Large_undo undo;
    if (auto known = large_undo_of(write, operation)) {
        if (known->state == Undo_state::running) return;
        undo.id = known->id;
        undo.revision = known->revision;
        if (known->state == Undo_state::failed) undo = std::move(*known);
    }
    undo.of = static_cast<std::int64_t>(operation);
    undo.state = Undo_state::running;
    undo.user = {write.actor().user};
    undo.problem.clear();
    write.save(undo);
}

}  // namespace

Taken_back take_back(storage::Store& store, const storage::Actor& actor, std::uint64_t operation) {
    const bool is_large = store.read([&](const storage::Read& read) {
        const auto numbers = read.entries_of(operation, most_undone_at_once + 1);
        return numbers.size() > most_undone_at_once && !is_undone_whole(read, numbers);
    });
    if (!is_large)
        return store.write(actor, [&](storage::Write& write) { return take_back_at_once(write, operation); });
    store.read([&](const storage::Read& read) { refuse(read, actor, operation, storage::Moment::now()); });
    store.write(actor, [&](storage::Write& write) { begin(write, operation); });
    const auto stands = [&] {
        return store.read([&](const storage::Read& read) { return taken_back(read, operation).value(); });
    };
    const auto end = std::chrono::steady_clock::now() + patience;
    Taken_back taken = stands();
    for (; taken.state == Taken_back::running && std::chrono::steady_clock::now() < end; taken = stands())
        std::this_thread::sleep_for(std::chrono::milliseconds(10));
    return taken;
}

std::optional<Taken_back> taken_back(const storage::Read& read, std::uint64_t operation) {
    const auto undo = large_undo_of(read, operation);
    if (!undo) return std::nullopt;
    Taken_back taken{.state = undo->state == Undo_state::running ? Taken_back::running
                              : undo->state == Undo_state::done  ? Taken_back::done
                                                                 : Taken_back::failed,
                     .operation = static_cast<std::uint64_t>(undo->operation),
                     .steps = static_cast<std::size_t>(undo->steps),
                     .steps_taken = static_cast<std::size_t>(undo->taken),
                     .put_back = static_cast<std::size_t>(undo->put_back),
                     .left = static_cast<std::size_t>(undo->left),
                     .problem = undo->problem};
    if (taken.state == Taken_back::running) return taken;
    for (const Left_record& left : undo->first_left)
        taken.left_alone.push_back(storage::left_alone(
            read, operation, {static_cast<std::uint8_t>(left.of_kind), static_cast<storage::Id>(left.number)}));
    return taken;
}

}  // namespace office
