#include "storage/store.h"

#include <sys/statvfs.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <condition_variable>
#include <cstdio>
#include <format>
#include <future>
#include <mutex>
#include <stdexcept>
#include <thread>
#include <utility>

#include "storage/descriptor.h"
#include "storage/lists/known_sets.h"
#include "storage/spare.h"
#include "storage/upkeep/rebuild.h"
#include "storage/writer.h"

namespace storage {

namespace {

constexpr std::chrono::hours between_looks_for_dead_readers{1};
/// Longer than this no change waits for others to share its sync.
constexpr std::chrono::milliseconds longest_gathering{5};
/// Changes that nobody waits for: more than these are dropped.
constexpr std::size_t most_waiting = 1'000;

constexpr std::uint64_t most_spare = 16ULL << 20;

thread_local bool writes = false;

/// One closure that waits for its commit. Owned by both threads: the writer still touches `done` while the other goes on.
struct Job {
    Actor actor;
    std::function<void(Write&)> closure;
    std::exception_ptr failure;
    std::promise<void> done;
};

std::filesystem::path usable(const std::filesystem::path& folder) {
    std::error_code error;
    if (!std::filesystem::is_directory(folder, error))
        throw Error(Fault::unusable, std::format("There is no data folder {}.", folder.string()));
    if (access(folder.c_str(), is_read_only(folder) ? R_OK | X_OK : R_OK | W_OK | X_OK) != 0)
        throw Error(Fault::unusable, std::format("The data folder {} is not writable.", folder.string()));
    return store_file(folder);
}

}  // namespace

bool is_writer() { return writes; }

std::filesystem::path store_file(const std::filesystem::path& folder) { return folder / "records.db"; }

struct Store::State {
    State(const std::filesystem::path& where, std::vector<const Record_type*> types, Settings wanted)
        : folder(where)
        , settings(std::move(wanted))
        , schema(std::move(types))
        , engine(usable(where))
        , spare(where, std::min(most_spare, least_free())) {}

    std::filesystem::path folder;
    Settings settings;
    Schema schema;
    Engine engine;
    Spare spare;
    Known_sets known_sets;

    std::mutex mutex;
    std::condition_variable work;
    std::vector<std::shared_ptr<Job>> waiting;
    std::size_t expected = 1;  ///< changes that are likely to come together, seen from the last time
    std::chrono::steady_clock::duration gathering{};
    bool stopping = false;
    std::function<void()> committed;
    std::atomic<Trouble> trouble = Trouble::none;
    std::atomic<std::chrono::steady_clock::time_point> writing_since{};  ///< the clock's epoch: it waits
    std::thread writer;

    void check_format();
    void fit_declarations();
    void write_until_stopped();
    std::vector<std::shared_ptr<Job>> next_jobs();
    void tell_committed();
    void expect_again(std::size_t answered, std::chrono::steady_clock::duration took);
    void commit_together(const std::vector<std::shared_ptr<Job>>& jobs);
    void run_job(Job& job, Transaction transaction);
    std::uint64_t free_space() const;
    /// For what only takes away, or must go on.
    std::uint64_t least_free() const { return settings.reserve / 16; }
    void look_at_disk();
    void refuse_without_disk();
    std::string in_words(Trouble trouble) const;
    void note_damage(const std::exception_ptr& failure);
};

Store::Store(const std::filesystem::path& folder, std::vector<const Record_type*> types, Settings settings)
    : state_(std::make_unique<State>(folder, std::move(types), std::move(settings))) {
    state_->check_format();
    state_->fit_declarations();
    state_->look_at_disk();
    state_->writer = std::thread([state = state_.get()] { state->write_until_stopped(); });
}

Store::~Store() {
    {
        const std::lock_guard lock(state_->mutex);
        state_->stopping = true;
    }
    state_->work.notify_one();
    state_->writer.join();
}

void Store::State::check_format() {
    {
        const Transaction transaction = engine.read();
        if (const auto stored = transaction.get(Tree::meta, keys::format)) {
            const std::uint64_t version = unseal_number(keys::format, *stored);
            if (version > format_version)
                throw Error(
                    Fault::unusable,
                    std::format("The records in {} were written by a newer Clientbox (format {}, this one knows "
                                "{}). Update Clientbox, or restore an older backup.",
                                folder.string(), version, format_version));
            if (version == format_version) return;
        }
    }
    Transaction transaction = engine.write();
    transaction.put(Tree::meta, keys::format, seal_number(keys::format, format_version));
    transaction.commit();
}

void Store::State::fit_declarations() {
    const Manifest own = manifest_of(schema);
    const Manifest stored = stored_manifest(engine.read());
    keep_foreign(schema, stored);
    const Manifest all = merged(schema, own, stored);
    const auto store = [&](const Manifest& manifest) {
        Transaction transaction = engine.write();
        store_manifest(transaction, manifest);
        transaction.commit();
    };
    const std::vector<Rebuild> wanted = rebuilds(schema, own, stored, settings.rebuild_everything);
    if (!wanted.empty()) {
        store(begun(stored, wanted));
        rebuild(engine, schema, wanted, settings.rebuilding);
        if (settings.rebuild_everything) recount(engine, schema);
    }
    if (!wanted.empty() || all != stored) store(all);
}

void Store::State::write_until_stopped() {
    writes = true;
    for (auto jobs = next_jobs(); !jobs.empty(); jobs = next_jobs()) {
        const auto begin = std::chrono::steady_clock::now();
        writing_since = begin;
        commit_together(jobs);
        writing_since = std::chrono::steady_clock::time_point{};
        expect_again(jobs.size(), std::chrono::steady_clock::now() - begin);
        tell_committed();
        for (const auto& job : jobs) {
            if (job->failure)
                job->done.set_exception(job->failure);
            else
                job->done.set_value();
        }
    }
}

/// Those who are answered now often write again at once: who comes within half the time of a commit shares the next one,
/// instead of waiting for the one after it.
void Store::State::expect_again(std::size_t answered, std::chrono::steady_clock::duration took) {
    const std::lock_guard lock(mutex);
    expected = answered + waiting.size();
    gathering = std::min<std::chrono::steady_clock::duration>(took / 2, longest_gathering);
}

void Store::State::tell_committed() {
    const std::lock_guard lock(mutex);
    if (committed) committed();
}

/// Waits for some; none when it is time to stop.
std::vector<std::shared_ptr<Job>> Store::State::next_jobs() {
    std::unique_lock lock(mutex);
    while (!work.wait_for(lock, between_looks_for_dead_readers, [&] { return stopping || !waiting.empty(); }))
        engine.forget_dead_readers();
    work.wait_for(lock, gathering, [&] { return stopping || waiting.size() >= expected; });
    return std::exchange(waiting, {});
}

void Store::State::run_job(Job& job, Transaction transaction) {
    try {
        Write write(schema, std::move(transaction), job.actor, Moment::now());
        job.closure(write);
        if (trouble == Trouble::full && write.can_wait()) throw Error(Fault::full, in_words(trouble));
        write.finish();
    } catch (...) {
        job.failure = std::current_exception();
    }
}

/// A job alone is the transaction; several are nested in one, so that each can be undone alone and all share one sync.
void Store::State::commit_together(const std::vector<std::shared_ptr<Job>>& jobs) {
    try {
        refuse_without_disk();
        if (jobs.size() == 1) {
            run_job(*jobs.front(), engine.write());
        } else {
            Transaction together = engine.write();
            for (const auto& job : jobs) run_job(*job, together.nested());
            together.commit();
        }
    } catch (...) {
        for (const auto& job : jobs)
            if (!job->failure) job->failure = std::current_exception();
    }
    for (const auto& job : jobs) note_damage(job->failure);
}

/// In bytes; as many as there can be when nobody knows.
std::uint64_t Store::State::free_space() const {
    struct statvfs disk{};
    if (statvfs(folder.c_str(), &disk) != 0) return UINT64_MAX;
    return static_cast<std::uint64_t>(disk.f_bavail) * disk.f_frsize;
}

/// Damage stays, whoever found it meanwhile.
void Store::State::look_at_disk() {
    const std::uint64_t free = free_space();
    const Trouble seen = engine.is_read_only()     ? Trouble::read_only
                         : free < settings.reserve ? Trouble::full
                                                   : Trouble::none;
    if (seen == Trouble::none && free - settings.reserve >= spare.size()) spare.hold();
    for (Trouble before = trouble; before != Trouble::damaged && !trouble.compare_exchange_weak(before, seen);) {
    }
}

/// Throws where not even what must go on can be saved.
void Store::State::refuse_without_disk() {
    look_at_disk();
    const Trouble now = trouble;
    if (now == Trouble::damaged || now == Trouble::read_only) throw Error(Fault::read_only, in_words(now));
    if (free_space() >= least_free()) return;
    spare.give_back();
    if (free_space() < least_free() / 16) throw Error(Fault::full, in_words(now));
}

std::string Store::State::in_words(Trouble what) const {
    switch (what) {
    case Trouble::none: break;
    case Trouble::full:
        return std::format(
            "The disk is almost full: less than {} MB are free. Nothing new is saved until there is room. "
            "Everything can still be read, and deleted.",
            settings.reserve >> 20);
    case Trouble::read_only:
        return "The disk takes no changes. Everything can still be read, but nothing is saved. "
               "Whoever looks after the box: back up what is there, then switch the box off and on, or replace the "
               "disk.";
    case Trouble::damaged:
        return "The records are damaged. They can still be read, but nothing is saved any more. "
               "Whoever looks after the box: copy what you need, then restore a backup.";
    }
    return {};
}

/// A change that met damage is the last one.
void Store::State::note_damage(const std::exception_ptr& failure) {
    if (!failure) return;
    try {
        std::rethrow_exception(failure);
    } catch (const Error& error) {
        if (error.fault() == Fault::corrupt) trouble = Trouble::damaged;
    } catch (...) {
        // Another failure is its caller's.
    }
}

void Store::write_later(const Actor& actor, std::function<void(Write&)> closure) {
    {
        const std::lock_guard lock(state_->mutex);
        if (state_->waiting.size() >= most_waiting) return;
        state_->waiting.push_back(std::make_shared<Job>(actor, std::move(closure)));
    }
    state_->work.notify_one();
}

Trouble Store::trouble() const { return state_->trouble; }
std::string Store::in_words(Trouble trouble) const { return state_->in_words(trouble); }
void Store::found_damage() { state_->trouble = Trouble::damaged; }

void Store::renew() {
    state_->refuse_without_disk();
    const std::uint64_t redactions = read([](const Read& read) { return read.redactions(); });
    if (state_->free_space() < state_->settings.reserve + bytes_used())
        throw Error(Fault::full, "There is no room on the disk to write the records anew.");
    state_->engine.renew();
    write({}, [&](Write& write) { write.renewed(redactions); });
}

void Store::on_commit(std::function<void()> notice) {
    const std::lock_guard lock(state_->mutex);
    state_->committed = std::move(notice);
}

void Store::run(const Actor& actor, std::function<void(Write&)> closure) {
    if (is_writer()) throw std::logic_error("a write inside a write would wait for itself");
    const auto job = std::make_shared<Job>(actor, std::move(closure));
    {
        const std::lock_guard lock(state_->mutex);
        state_->waiting.push_back(job);
    }
    state_->work.notify_one();
    job->done.get_future().get();
}

Store::Watch::~Watch() {
    const auto held = std::chrono::steady_clock::now() - since_;
    if (held > std::chrono::seconds(1))
        std::fputs(std::format("A snapshot was held for {} ms.\n",
                               std::chrono::duration_cast<std::chrono::milliseconds>(held).count())
                       .c_str(),
                   stderr);
}

std::uint64_t Store::version() const { return state_->engine.last_number(); }
const Schema& Store::schema() const { return state_->schema; }
const std::filesystem::path& Store::folder() const { return state_->folder; }
std::filesystem::path Store::file() const { return store_file(state_->folder); }
std::uint64_t Store::bytes_used() const { return state_->engine.bytes_used(); }

std::optional<std::chrono::steady_clock::duration> Store::writing_for() const {
    const auto since = state_->writing_since.load();
    if (since == std::chrono::steady_clock::time_point{}) return std::nullopt;
    return std::chrono::steady_clock::now() - since;
}

Known_sets& Store::known_sets() const { return state_->known_sets; }
Transaction Store::snapshot() const { return state_->engine.read(); }
const Engine& Store::engine() const { return state_->engine; }

}  // namespace storage
