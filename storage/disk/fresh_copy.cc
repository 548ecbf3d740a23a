#include "storage/disk/fresh_copy.h"

#include <fcntl.h>
#include <linux/fs.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <format>
#include <string>
#include <utility>

#include "storage/descriptor.h"
#include "storage/disk/environment.h"
#include "storage/disk/lmdb_format.h"
#include "storage/disk/lmdb_pages.h"
#include "storage/error.h"

namespace storage {

namespace fs = std::filesystem;
using namespace lmdb_format;

namespace {

constexpr std::size_t zeros_at_once = std::size_t{1} << 20;

void write_at(int descriptor, std::string_view bytes, std::uint64_t offset) {
    while (!bytes.empty()) {
        const ssize_t written = pwrite(descriptor, bytes.data(), bytes.size(), static_cast<off_t>(offset));
        if (written < 0 && errno == EINTR) continue;
        if (written < 0 && errno == ENOSPC) throw Error(Fault::full, "The disk is full.");
        if (written < 0)
            throw Error(Fault::unusable, std::format("A file cannot be written: {}.", std::strerror(errno)));
        bytes.remove_prefix(static_cast<std::size_t>(written));
        offset += static_cast<std::uint64_t>(written);
    }
}

void write_zeros(int descriptor, std::uint64_t offset, std::uint64_t size) {
    static const std::string zeros(zeros_at_once, '\0');
    for (std::uint64_t done = 0; done < size; done += zeros_at_once)
        write_at(descriptor, std::string_view(zeros).substr(0, std::min(zeros_at_once, size - done)), offset + done);
}

/// In one transaction: so much is held in memory.
constexpr std::size_t most_bytes_at_once = std::size_t{8} << 20;

/// A new file, written a few megabytes at a time. It is synced at the end alone: nobody opens it before.
class Fresh_copy {
  public:
    explicit Fresh_copy(const fs::path& file) {
        open_environment(env_, file, MDB_NOSYNC | MDB_NOLOCK);
        trees_ = open_trees(env_, false);
    }
    ~Fresh_copy() {
        if (txn_ != nullptr) lmdb::txn_abort(txn_);
    }
    Fresh_copy(const Fresh_copy&) = delete;
    Fresh_copy& operator=(const Fresh_copy&) = delete;

    void put_all(const Transaction& snapshot) {
        for (std::size_t tree = 0; tree < trees_.size(); ++tree) {
            Cursor from = snapshot.cursor(static_cast<Tree>(tree));
            for (bool more = from.seek(std::string_view("\0", 1)); more; more = from.next())
                put(trees_[tree], from.key(), from.value());
        }
        commit();
    }

    std::uint64_t last_number() const {
        MDB_envinfo info{};
        lmdb::env_info(env_, &info);
        return info.me_last_txnid;
    }

  private:
    /// Behind all that the tree has.
    void put(MDB_dbi tree, std::string_view key, std::string_view value) {
        if (txn_ == nullptr) lmdb::txn_begin(env_, nullptr, 0, &txn_);
        lmdb::val stored = val(value);
        if (!lmdb::dbi_put(txn_, tree, val(key), stored, MDB_APPEND))
            throw Error(Fault::corrupt, "Stored data is damaged.", "keys are out of order");
        bytes_ += key.size() + value.size();
        if (bytes_ > most_bytes_at_once) commit();
    }

    /// Frees the transaction even when it fails.
    void commit() {
        bytes_ = 0;
        if (txn_ != nullptr) lmdb::txn_commit(std::exchange(txn_, nullptr));
    }

    lmdb::env env_ = lmdb::env::create();
    Trees trees_{};
    MDB_txn* txn_ = nullptr;
    std::size_t bytes_ = 0;
};

/// LMDB calls a write that a full disk cut short an input/output error.
[[noreturn]] void raise_of_copy(const lmdb::error& error, const fs::path& copy) {
    if (error.code() == EIO && is_full(copy)) throw Error(Fault::full, "The disk is full.", error.what());
    if (error.code() == EIO) throw Error(Fault::unusable, "The records cannot be written anew.", error.what());
    raise(error);
}

/// Returns the number of its last transaction.
std::uint64_t put_all(const Transaction& snapshot, const fs::path& copy) {
    try {
        Fresh_copy fresh(copy);
        fresh.put_all(snapshot);
        return fresh.last_number();
    } catch (const lmdb::error& error) {
        raise_of_copy(error, copy);
    }
}

Descriptor open_to_overwrite(const fs::path& file) {
    const int number = open(file.c_str(), O_WRONLY | O_CLOEXEC | O_NOFOLLOW);
    if (number < 0)
        throw Error(Fault::unusable, std::format("{} cannot be opened: {}.", file.string(), std::strerror(errno)));
    return Descriptor(number);
}

/// Both first pages tell of the same then; LMDB looks for a transaction where its number says.
void number_transaction(const fs::path& copy, int descriptor, std::uint64_t number) {
    try {
        Meta meta = read_metas(File(copy)).newest();
        for (const std::uint64_t each : {number - 1, number}) {
            meta.transaction = each;
            write_at(descriptor, {reinterpret_cast<const char*>(&meta), sizeof meta},
                     each % 2 * meta.free.pad + header_size);
        }
    } catch (const Damage& damage) {
        throw Error(Fault::corrupt, "The new file of the records is damaged.", damage.what);
    }
}

}  // namespace

fs::path fresh_copy_of(const fs::path& file) { return file.string() + ".fresh"; }

std::uint64_t write_fresh_copy(const Transaction& snapshot, const fs::path& copy) {
    const std::uint64_t own = put_all(snapshot, copy);
    if (own > snapshot.number()) return own;
    const Descriptor descriptor = open_to_overwrite(copy);
    number_transaction(copy, descriptor.number(), snapshot.number());
    sync(descriptor.number());
    if (const auto problems = verify_pages(copy); !problems.empty())
        throw Error(Fault::corrupt, "The new file of the records is damaged.", problems.front());
    return own;
}

/// By the call itself: not every C library has a name for it.
void exchange_names(const fs::path& one, const fs::path& other) {
    if (syscall(SYS_renameat2, AT_FDCWD, one.c_str(), AT_FDCWD, other.c_str(), RENAME_EXCHANGE) != 0)
        throw Error(Fault::unusable, std::format("{} cannot take the place of {}: {}.", one.string(), other.string(),
                                                 std::strerror(errno)));
}

void overwrite_and_remove(const fs::path& file) {
    if (!fs::exists(file)) return;
    {
        const Descriptor descriptor = open_to_overwrite(file);
        const auto size = fs::file_size(file);
        write_zeros(descriptor.number(), 0, size);
        sync(descriptor.number());
        // Not every file system and device can; it is overwritten already.
        fallocate(descriptor.number(), FALLOC_FL_PUNCH_HOLE | FALLOC_FL_KEEP_SIZE, 0, static_cast<off_t>(size));
    }
    fs::remove(file);
    sync_folder(folder_of(file));
}

}  // namespace storage
