#include "office/people/undoer.h"

#include "office/people/large_undo.h"
#include "office/people/undo.h"

namespace office {

using storage::Actor;
using storage::Error;
using storage::Id;
using storage::Read;
using storage::Write;

namespace {

void note(Large_undo& undo, const storage::Undone& undone) {
    undo.put_back += static_cast<std::int64_t>(undone.put_back);
    undo.left += static_cast<std::int64_t>(undone.left_alone.size());
    for (const storage::Left_alone& left : undone.left_alone) {
        if (undo.first_left.size() == most_left_shown) break;
        Left_record& one = undo.first_left.emplace_back();
        one.of_kind = left.subject.kind;
        one.number = static_cast<std::int64_t>(left.subject.id);
    }
}

void run_slice(Write& write, Id id, const storage::Undoing& undoing, std::chrono::milliseconds slice) {
    auto undo = write.get<Large_undo>(id);
    write.go_on_with(static_cast<std::uint64_t>(undo.operation));
    storage::Undone undone;
    undo.steps = static_cast<std::int64_t>(undoing.steps());
    undo.taken = static_cast<std::int64_t>(
        undoing.run(write, static_cast<std::size_t>(undo.taken), std::chrono::steady_clock::now() + slice, undone));
    note(undo, undone);
    undo.operation = static_cast<std::int64_t>(write.operation());
    if (undo.taken == undo.steps) undo.state = Undo_state::done;
    write.update(undo);
}

}  // namespace

void Undoer::run_started() {
    const auto running =
        store_->read([](const Read& read) { return read.where<&Large_undo::state>(Undo_state::running); });
    for (const Id id : running)
        if (!stopping_) run_one(id);
}

/// What is put back stays so: it goes on there when it is begun again.
void Undoer::run_one(Id id) {
    std::string problem = "Something unexpected went wrong.";
    try {
        return run_slices(id);
    } catch (const Error& error) {
        problem = error.what();
    } catch (const std::exception&) {
        // As it says.
    }
    store_->write(the_box, [&](Write& write) {
        auto undo = write.get<Large_undo>(id);
        undo.state = Undo_state::failed;
        undo.problem = problem;
        write.update(undo);
    });
}

void Undoer::run_slices(Id id) {
    struct Begun {
        Large_undo undo;
        Actor actor;
        storage::Undoing undoing;
    };
    const Begun begun = store_->read([&](const Read& read) {
        auto undo = read.get<Large_undo>(id);
        const auto operation = static_cast<std::uint64_t>(undo.of);
        storage::undoable(read, operation, undo.created);
        Actor actor{undo.user.id, read.name(User::kind.number, undo.user.id)};
        return Begun{std::move(undo), std::move(actor),
                     storage::Undoing(read, operation, [&](std::uint8_t kind) { return is_undone(read, kind); })};
    });
    for (bool running = true; running && !stopping_;) {
        store_->write(begun.actor, [&](Write& write) { run_slice(write, id, begun.undoing, slice_); });
        running = store_->read([&](const Read& read) { return read.get<Large_undo>(id).state; }) == Undo_state::running;
    }
}

storage::Moment next_undo(const Read& read) {
    const bool none = read.where<&Large_undo::state>(Undo_state::running, 1).empty();
    return {none ? INT64_MAX : 0};
}

void forget_old_undos(Write& write, storage::Moment now) {
    const std::chrono::milliseconds kept = storage::undo_within;
    for (const Undo_state state : {Undo_state::done, Undo_state::failed})
        for (const Id id : write.where<&Large_undo::state>(state))
            if (write.get<Large_undo>(id).changed.milliseconds < now.milliseconds - kept.count())
                write.erase(storage::Ref<Large_undo>{id});
}

}  // namespace office
