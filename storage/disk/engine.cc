#include "storage/disk/engine.h"

#include <array>
#include <cerrno>
#include <format>
#include <utility>

#include "storage/disk/engine_state.h"
#include "storage/error.h"

namespace storage {

struct Transaction::State {
    State(Engine::State& owner, Doorway::Pass through, unsigned flags)
        : pass(std::move(through))
        , engine(owner) {
        lmdb::txn_begin(owner.environment->env(), nullptr, flags, &txn);
        reads_only = (flags & MDB_RDONLY) != 0;
    }
    /// Inside another one.
    State(Engine::State& owner, MDB_txn* above)
        : engine(owner) {
        lmdb::txn_begin(owner.environment->env(), above, 0, &txn);
    }
    ~State() {
        close_cursors();
        if (txn != nullptr) lmdb::txn_abort(txn);
    }
    State(const State&) = delete;
    State& operator=(const State&) = delete;
    Doorway::Pass pass;  ///< left when all else is ended
    Engine::State& engine;
    MDB_txn* txn = nullptr;
    bool reads_only = false;
    MDB_dbi tree(Tree tree) const { return engine.environment->tree(static_cast<std::size_t>(tree)); }

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
    bool in_order;  ///< the last key is still what it was: nothing is written meanwhile

    bool move(MDB_cursor_op op, std::string_view& key, std::string_view& value) const {
        return guarded([&] {
            lmdb::val found_key = val(key), found;
            if (!lmdb::cursor_get(cursor, found_key, found, op)) return false;
            if (in_order) check_order(op, key, view(found_key));
            key = view(found_key);
            value = view(found);
            return true;
        });
    }
    static void check_order(MDB_cursor_op op, std::string_view before, std::string_view after) {
        if (op == MDB_NEXT ? before < after : op == MDB_PREV ? after < before : op == MDB_LAST || before <= after)
            return;
        throw Error(Fault::corrupt, "Stored data is damaged.", "keys are not in their order");
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
    return Cursor(std::make_unique<Cursor::State>(cursor, state_->reads_only));
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
    return guarded([&] { return Transaction(std::make_unique<State>(state_->engine, state_->txn)); });
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
        if (is_full(state_->engine.file)) throw Error(Fault::full, "The disk is full.", error.what());
        stop();
    }
}

Engine::Engine(const std::filesystem::path& file)
    : state_(std::make_unique<State>(file)) {
    refuse_network_file_system(file.parent_path());
    try {
        if (!std::filesystem::exists(file)) make(file);
        refuse_damaged(file);
        state_->environment.emplace(file);
        forget_cut_renewal(*state_);
    } catch (const lmdb::error& error) {
        if (error.code() == MDB_INVALID || error.code() == MDB_CORRUPTED)
            throw Error(Fault::corrupt, std::format("{} is damaged or not a record store.", file.string()),
                        error.what());
        throw Error(Fault::unusable, std::format("{} cannot be opened: {}.", file.string(), mdb_strerror(error.code())),
                    error.what());
    }
}

Engine::~Engine() = default;

bool Engine::is_open(const std::filesystem::path& file) { return Open_file::is_open(file); }

Transaction Engine::read() const {
    auto pass = state_->doorway.reading();
    return guarded(
        [&] { return Transaction(std::make_unique<Transaction::State>(*state_, std::move(pass), MDB_RDONLY)); });
}

bool Engine::is_read_only() const {
    const auto pass = state_->doorway.reading();
    return state_->environment->is_read_only() || storage::is_read_only(state_->file);
}

Transaction Engine::write() {
    if (is_read_only()) throw Error(Fault::read_only, "The disk takes no changes.");
    auto pass = state_->doorway.writing();
    return guarded([&] { return Transaction(std::make_unique<Transaction::State>(*state_, std::move(pass), 0)); });
}

std::uint64_t Engine::last_number() const {
    const auto pass = state_->doorway.reading();
    return state_->environment->info().me_last_txnid;
}

void Engine::copy_to(int file_descriptor) const {
    const auto pass = state_->doorway.reading();
    const int code = mdb_env_copyfd2(state_->environment->env(), file_descriptor, MDB_CP_COMPACT);
    if (code == ENOSPC) throw Error(Fault::full, "The disk is full.");
    if (code != 0) throw Error(Fault::unusable, "The records cannot be copied.", mdb_strerror(code));
}

std::uint64_t Engine::bytes_used() const {
    const auto pass = state_->doorway.reading();
    MDB_stat stat{};
    lmdb::env_stat(state_->environment->env(), &stat);
    return (static_cast<std::uint64_t>(state_->environment->info().me_last_pgno) + 1) * stat.ms_psize;
}

std::uint64_t Engine::most_bytes() const {
    const auto pass = state_->doorway.reading();
    return static_cast<std::uint64_t>(state_->environment->info().me_mapsize);
}

void Engine::forget_dead_readers() {
    const auto pass = state_->doorway.reading();
    state_->environment->forget_dead_readers();
}

}  // namespace storage
