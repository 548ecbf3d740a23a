// A part of engine: the file written anew, and put in the place of the old one while no transaction is open.
#include <cstdint>
#include <optional>
#include <thread>

#include "storage/disk/engine_state.h"
#include "storage/disk/fresh_copy.h"
#include "storage/disk/lmdb_pages.h"
#include "storage/error.h"

namespace storage {

namespace {

using namespace std::chrono_literals;

/// For so long those who read or write are waited for, and those who come meanwhile wait.
constexpr auto patience = 500ms;
constexpr auto between_tries = 200ms;
constexpr int most_tries = 5;
/// While others write a copy is old before it is whole: the last of so many is made while writers wait.
constexpr int most_copies = 3;

enum class Placed : std::uint8_t { yes, too_old, busy };

}  // namespace

/// One who has it open looks after it by himself. What cannot be removed now is tried again with the next renewal.
void Engine::forget_cut_renewal(State& state) {
    const std::filesystem::path fresh = fresh_copy_of(state.file);
    if (!std::filesystem::exists(fresh)) return;
    const Environment::Alone alone(*state.environment);
    if (!alone) return;
    try {
        overwrite_and_remove(fresh);
    } catch (const std::exception&) {
        return;
    }
}

namespace {

/// A process that waited to open the file may come between, find the locks of one that has just gone, and go itself.
void open_again(std::optional<Environment>& environment, const std::filesystem::path& file) {
    for (int tried = 1;; ++tried) try {
            environment.emplace(file);
            return;
        } catch (const lmdb::error&) {
            if (tried == most_tries) throw;
            std::this_thread::sleep_for(between_tries);
        }
}

/// After the exchange there is no way back: what cannot be opened now is looked at by a restart.
void put_in_place(std::optional<Environment>& environment, Environment::Alone& alone,
                  const std::filesystem::path& fresh, const std::filesystem::path& file) {
    exchange_names(fresh, file);
    try {
        sync_folder(folder_of(file));
        alone.release();
        environment.reset();
        open_again(environment, file);
    } catch (const std::exception&) {
        stop();
    }
}

[[noreturn]] void refuse_beside_others() {
    throw Error(Fault::refused, "Another program has the records open. They are written anew when it has ended.");
}

/// `number`: the last change that the copy has.
Placed try_to_place(Engine::State& state, const std::filesystem::path& fresh, std::uint64_t number) {
    const Doorway::Hold hold(state.doorway, Doorway::Held::everybody, patience);
    if (!hold.alone()) return Placed::busy;
    Environment::Alone alone(*state.environment);
    if (!alone) refuse_beside_others();
    if (state.environment->info().me_last_txnid != number) return Placed::too_old;
    put_in_place(state.environment, alone, fresh, state.file);
    return Placed::yes;
}

Placed place(Engine::State& state, const std::filesystem::path& fresh, std::uint64_t number) {
    Placed placed = Placed::busy;
    for (int tried = 0; tried < most_tries && placed == Placed::busy; ++tried) {
        if (tried > 0) std::this_thread::sleep_for(between_tries);
        placed = try_to_place(state, fresh, number);
    }
    return placed;
}

}  // namespace

namespace {

/// What is damaged must not be overwritten by what can still be read of it. Whoever calls holds a snapshot.
void refuse_damaged_pages(const std::filesystem::path& file) {
    if (const auto problems = verify_pages(file); !problems.empty())
        throw Error(Fault::corrupt, "The records are damaged; they are not written anew.", problems.front());
}

}  // namespace

/// By changes that change nothing.
void Engine::count_up_to(std::uint64_t number) {
    while (last_number() < number) {
        Transaction transaction = write();
        transaction.put(Tree::meta, "number", {});
        transaction.erase(Tree::meta, "number");
        transaction.commit();
    }
}

void Engine::renew() {
    const std::filesystem::path fresh = fresh_copy_of(state_->file);
    const Descriptor lock = making_lock(folder_of(state_->file));
    if (!Environment::Alone(*state_->environment)) refuse_beside_others();
    Placed placed = Placed::too_old;
    try {
        for (int copy = 1; copy <= most_copies && placed == Placed::too_old; ++copy) {
            overwrite_and_remove(fresh);  // an old one
            std::uint64_t least = 0;
            {
                const auto held = copy < most_copies ? Doorway::Held::nobody : Doorway::Held::writers;
                const Doorway::Hold hold(state_->doorway, held, patience);
                std::optional<Transaction> snapshot(read());
                refuse_damaged_pages(state_->file);
                const std::uint64_t number = snapshot->number();
                least = write_fresh_copy(*snapshot, fresh);
                snapshot.reset();
                if (least <= number) placed = place(*state_, fresh, number);
            }
            count_up_to(least);
        }
    } catch (...) {
        overwrite_and_remove(fresh);
        throw;
    }
    overwrite_and_remove(fresh);
    if (placed != Placed::yes)
        throw Error(Fault::refused, "The records were in use all the time. They are written anew later.");
}

}  // namespace storage
