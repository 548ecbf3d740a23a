#include "storage/disk/engine.h"

#include <fcntl.h>
#include <lmdb++.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/statfs.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <format>
#include <mutex>
#include <set>
#include <string>
#include <utility>

#include "storage/bytes.h"
#include "storage/descriptor.h"
#include "storage/disk/lmdb_pages.h"
#include "storage/error.h"

namespace storage {

namespace {

constexpr unsigned most_readers = 1024;
constexpr std::array tree_names{"records", "indexes", "words", "journal", "meta"};

lmdb::val val(std::string_view bytes) { return {bytes.data(), bytes.size()}; }
std::string_view view(const lmdb::val& bytes) { return {bytes.data(), bytes.size()}; }

/// What is on the disk is no longer known; only a restart, which verifies, may go on.
[[noreturn]] void stop() {
    std::fputs("clientbox: the disk failed while records were written; stopping.\n", stderr);
    std::_Exit(1);
}

[[noreturn]] void raise(const lmdb::error& error) {
    switch (error.code()) {
    case MDB_PANIC: stop();
    case ENOSPC:
    case EDQUOT:
    case MDB_MAP_FULL: throw Error(Fault::full, "The disk is full.", error.what());
    case MDB_CORRUPTED:
    case MDB_PAGE_NOTFOUND:
    case MDB_INVALID: throw Error(Fault::corrupt, "Stored data is damaged.", error.what());
    default: throw Error(Fault::unusable, "The records cannot be read or written.", error.what());
    }
}

bool is_full(const lmdb::env& env) {
    constexpr std::uint64_t too_little = 16 << 20;
    const char* path = nullptr;
    struct statvfs disk{};
    if (mdb_env_get_path(env, &path) != 0 || statvfs(path, &disk) != 0) return false;
    return static_cast<std::uint64_t>(disk.f_bavail) * disk.f_frsize < too_little;
}

template <class Work> auto guarded(Work&& work) {
    try {
        return work();
    } catch (const lmdb::error& error) {
        raise(error);
    }
}

/// LMDB's lock and map do not work over a network.
void refuse_network_file_system(const std::filesystem::path& folder) {
    struct statfs info{};
    if (statfs(folder.c_str(), &info) != 0) return;
    constexpr std::array<unsigned long, 5> network{0x6969, 0x517B, 0xFF534D42, 0xFE534D42, 0x01021997};
    for (const auto type : network)
        if (static_cast<unsigned long>(info.f_type) == type)
            throw Error(Fault::unusable,
                        std::format("{} is on a network file system; the records must be on a disk of this machine.",
                                    folder.string()));
}

/// LMDB would lose the locks of the first when a process opens a file twice.
class Open_files {
  public:
    static bool add(const std::string& name) {
        const std::lock_guard lock(mutex());
        return names().insert(name).second;
    }
    static void remove(const std::string& name) {
        const std::lock_guard lock(mutex());
        names().erase(name);
    }
    static bool has(const std::string& name) {
        const std::lock_guard lock(mutex());
        return names().contains(name);
    }

  private:
    static std::mutex& mutex() {
        static std::mutex mutex;
        return mutex;
    }
    static std::set<std::string>& names() {
        static std::set<std::string> names;
        return names;
    }
};

std::string full_name(const std::filesystem::path& file) { return std::filesystem::weakly_canonical(file).string(); }

/// Held as long as a file is open in this process.
struct Open_file {
    explicit Open_file(const std::filesystem::path& file)
        : name(full_name(file)) {
        if (!Open_files::add(name))
            throw Error(Fault::unusable, std::format("{} is open already in this program.", file.string()));
    }
    ~Open_file() { Open_files::remove(name); }
    Open_file(const Open_file&) = delete;
    Open_file& operator=(const Open_file&) = delete;
    std::string name;
};

/// LMDB trusts what it reads; see lmdb_pages.h.
void refuse_damaged(const std::filesystem::path& file) {
    if (access(file.c_str(), R_OK | W_OK) != 0)
        throw Error(Fault::unusable, std::format("{} is not writable.", file.string()));
    std::array<Named_tree, tree_names.size()> trees{};
    for (std::size_t i = 0; i < trees.size(); ++i)
        trees[i] = {tree_names[i], i == static_cast<std::size_t>(Tree::meta)};
    if (std::filesystem::is_empty(file))
        throw Error(Fault::corrupt,
                    std::format("{} is empty: the records in it are lost. Restore a backup.", file.string()));
    const auto problems = verify_meta(file, trees);
    if (!problems.empty()) throw Error(Fault::corrupt, std::format("{} is damaged.", file.string()), problems.front());
}

/// How many bytes a file in that folder may grow to: as many as the disk has, or what the environment says. Emulators that
/// keep account of each page need less (scripts/test).
std::size_t map_size(const std::filesystem::path& folder) {
    constexpr std::size_t gibibyte = std::size_t{1} << 30;
    if (const char* gibibytes = std::getenv("CLIENTBOX_MAP_GIB"))
        return std::strtoul(gibibytes, nullptr, 10) * gibibyte;
    std::error_code error;
    const auto disk = std::filesystem::space(folder.empty() ? "." : folder, error);
    const std::size_t size = error ? 16 * gibibyte : disk.capacity;
    return std::clamp(size / gibibyte * gibibyte, gibibyte, 1024 * gibibyte);
}

void open_environment(lmdb::env& env, const std::filesystem::path& file) {
    env.set_max_dbs(tree_names.size());
    env.set_mapsize(map_size(file.parent_path()));
    env.set_max_readers(most_readers);
    env.open(file.c_str(), MDB_NOSUBDIR | MDB_NOTLS, 0600);
}

std::array<MDB_dbi, tree_names.size()> open_trees(lmdb::env& env) {
    std::array<MDB_dbi, tree_names.size()> trees{};
    auto txn = lmdb::txn::begin(env);
    for (std::size_t i = 0; i < tree_names.size(); ++i) trees[i] = lmdb::dbi::open(txn, tree_names[i], MDB_CREATE);
    txn.commit();
    return trees;
}

/// As long as it lives no other process makes a file in that folder.
Descriptor making_lock(const std::filesystem::path& folder) {
    Descriptor lock = open_to_read(folder.empty() ? "." : folder);
    while (flock(lock.number(), LOCK_EX) != 0 && errno == EINTR) {
    }
    return lock;
}

/// Under another name first, so that a power cut leaves no file that looks like one which lost its records.
void make(const std::filesystem::path& file) {
    const Descriptor lock = making_lock(file.parent_path());
    if (std::filesystem::exists(file)) return;
    const std::filesystem::path draft = file.string() + ".new";
    std::filesystem::remove(draft);  // of a cut
    {
        lmdb::env env = lmdb::env::create();
        open_environment(env, draft);
        open_trees(env);
    }
    std::filesystem::remove(draft.string() + "-lock");
    std::filesystem::rename(draft, file);
    sync_folder(file.parent_path().empty() ? "." : file.parent_path());
}

}  // namespace

struct Engine::State {
    explicit State(const std::filesystem::path& file)
        : open(file) {}
    Open_file open;
    lmdb::env env = lmdb::env::create();
    std::array<MDB_dbi, tree_names.size()> trees{};
};

struct Transaction::State {
    State(const Engine::State& owner, MDB_txn* above, unsigned flags)
        : engine(owner) {
        lmdb::txn_begin(owner.env, above, flags, &txn);
    }
    ~State() {
        close_cursors();
        if (txn != nullptr) lmdb::txn_abort(txn);
    }
    State(const State&) = delete;
    State& operator=(const State&) = delete;
    const Engine::State& engine;
    MDB_txn* txn = nullptr;
    MDB_dbi tree(Tree tree) const { return engine.trees[static_cast<std::size_t>(tree)]; }

    /// A cursor remembers its page, which makes neighbouring changes cheap. Closed before the transaction ends or is nested.
    std::array<MDB_cursor*, tree_names.size()> cursors{};
    MDB_cursor* cursor(Tree tree_) {
        MDB_cursor*& cursor = cursors[static_cast<std::size_t>(tree_)];
        if (cursor == nullptr) lmdb::cursor_open(txn, tree(tree_), &cursor);
        return cursor;
    }
    void close_cursors() {
        for (MDB_cursor*& cursor : cursors)
            if (cursor != nullptr) lmdb::cursor_close(std::exchange(cursor, nullptr));
    }
};

struct Cursor::State {
    MDB_cursor* cursor;
    bool move(MDB_cursor_op op, std::string_view& key, std::string_view& value) {
        return guarded([&] {
            lmdb::val found_key = val(key), found;
            if (!lmdb::cursor_get(cursor, found_key, found, op)) return false;
            key = view(found_key);
            value = view(found);
            return true;
        });
    }
};

Cursor::Cursor(std::unique_ptr<State> state)
    : state_(std::move(state)) {}
Cursor::Cursor(Cursor&&) noexcept = default;
Cursor& Cursor::operator=(Cursor&&) noexcept = default;
Cursor::~Cursor() {
    if (state_) lmdb::cursor_close(state_->cursor);
}

bool Cursor::seek(std::string_view key) {
    key_ = key;
    return state_->move(MDB_SET_RANGE, key_, value_);
}

bool Cursor::seek_before(std::string_view key) { return seek(key) ? previous() : state_->move(MDB_LAST, key_, value_); }

bool Cursor::next() { return state_->move(MDB_NEXT, key_, value_); }
bool Cursor::previous() { return state_->move(MDB_PREV, key_, value_); }

Transaction::Transaction(std::unique_ptr<State> state)
    : state_(std::move(state)) {}
Transaction::Transaction(Transaction&&) noexcept = default;
Transaction::~Transaction() = default;

std::optional<std::string_view> Transaction::get(Tree tree, std::string_view key) const {
    lmdb::val found;
    if (!guarded([&] { return lmdb::dbi_get(state_->txn, state_->tree(tree), val(key), found); })) return std::nullopt;
    return view(found);
}

Cursor Transaction::cursor(Tree tree) const {
    MDB_cursor* cursor = nullptr;
    guarded([&] { lmdb::cursor_open(state_->txn, state_->tree(tree), &cursor); });
    return Cursor(std::make_unique<Cursor::State>(cursor));
}

void Transaction::put(Tree tree, std::string_view key, std::string_view value) {
    MDB_val name{key.size(), const_cast<char*>(key.data())};
    MDB_val stored{value.size(), const_cast<char*>(value.data())};
    guarded([&] { lmdb::cursor_put(state_->cursor(tree), &name, &stored, 0); });
}

void Transaction::erase(Tree tree, std::string_view key) {
    guarded([&] { lmdb::dbi_del(state_->txn, state_->tree(tree), val(key)); });
}

std::uint64_t Transaction::number() const { return mdb_txn_id(state_->txn); }

Transaction Transaction::nested() {
    state_->close_cursors();
    return guarded([&] { return Transaction(std::make_unique<State>(state_->engine, state_->txn, 0)); });
}

void Transaction::commit() {
    // A commit frees the transaction even when it fails.
    state_->close_cursors();
    MDB_txn* const txn = std::exchange(state_->txn, nullptr);
    try {
        lmdb::txn_commit(txn);
    } catch (const lmdb::error& error) {
        if (error.code() != EIO) raise(error);
        // LMDB calls a write that a full disk cut short an input/output error; nothing is committed, all is as before.
        if (is_full(state_->engine.env)) throw Error(Fault::full, "The disk is full.", error.what());
        stop();
    }
}

Engine::Engine(const std::filesystem::path& file)
    : state_(std::make_unique<State>(file)) {
    refuse_network_file_system(file.parent_path());
    try {
        if (!std::filesystem::exists(file)) make(file);
        refuse_damaged(file);
        open_environment(state_->env, file);
        forget_dead_readers();
        state_->trees = open_trees(state_->env);
    } catch (const lmdb::error& error) {
        if (error.code() == MDB_INVALID || error.code() == MDB_CORRUPTED)
            throw Error(Fault::corrupt, std::format("{} is damaged or not a record store.", file.string()),
                        error.what());
        throw Error(Fault::unusable, std::format("{} cannot be opened: {}.", file.string(), mdb_strerror(error.code())),
                    error.what());
    }
}

Engine::~Engine() = default;

bool Engine::is_open(const std::filesystem::path& file) { return Open_files::has(full_name(file)); }

Transaction Engine::read() const {
    return guarded([&] { return Transaction(std::make_unique<Transaction::State>(*state_, nullptr, MDB_RDONLY)); });
}

Transaction Engine::write() {
    return guarded([&] { return Transaction(std::make_unique<Transaction::State>(*state_, nullptr, 0)); });
}

std::uint64_t Engine::last_number() const {
    MDB_envinfo info{};
    lmdb::env_info(state_->env, &info);
    return info.me_last_txnid;
}

void Engine::copy_to(int file_descriptor) const {
    const int code = mdb_env_copyfd2(state_->env, file_descriptor, MDB_CP_COMPACT);
    if (code == ENOSPC) throw Error(Fault::full, "The disk is full.");
    if (code != 0) throw Error(Fault::unusable, "The records cannot be copied.", mdb_strerror(code));
}

std::uint64_t Engine::bytes_used() const {
    MDB_envinfo info{};
    MDB_stat stat{};
    lmdb::env_info(state_->env, &info);
    lmdb::env_stat(state_->env, &stat);
    return (static_cast<std::uint64_t>(info.me_last_pgno) + 1) * stat.ms_psize;
}

std::uint64_t Engine::most_bytes() const {
    return guarded([&] {
        MDB_envinfo info{};
        lmdb::env_info(state_->env, &info);
        return static_cast<std::uint64_t>(info.me_mapsize);
    });
}

void Engine::forget_dead_readers() {
    int dead = 0;
    mdb_reader_check(state_->env, &dead);
}

}  // namespace storage
