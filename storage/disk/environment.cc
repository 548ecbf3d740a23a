#include "storage/disk/environment.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/statfs.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <format>
#include <string>

#include "storage/disk/lmdb_pages.h"

namespace storage {

namespace {

constexpr unsigned most_readers = 1024;

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

std::filesystem::path lock_file_of(const std::filesystem::path& file) { return file.string() + "-lock"; }

/// LMDB holds a shared lock on the first byte of its lock file as long as a process has the file open, and waits for one to open it.
bool lock_first_byte(int descriptor, short type) {
    struct flock lock{};
    lock.l_type = type;
    lock.l_whence = SEEK_SET;
    lock.l_len = 1;
    return fcntl(descriptor, F_SETLK, &lock) == 0;
}

Descriptor open_lock_file(const std::filesystem::path& file) {
    const int number = open(lock_file_of(file).c_str(), O_RDWR | O_CLOEXEC);
    if (number < 0)
        throw Error(Fault::unusable,
                    std::format("{} cannot be opened: {}.", lock_file_of(file).string(), std::strerror(errno)));
    return Descriptor(number);
}

}  // namespace

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
    case EROFS: throw Error(Fault::read_only, "The disk takes no changes.", error.what());
    default: throw Error(Fault::unusable, "The records cannot be read or written.", error.what());
    }
}

bool is_full(const std::filesystem::path& file) {
    constexpr std::uint64_t too_little = 16 << 20;
    struct statvfs disk{};
    if (statvfs(file.c_str(), &disk) != 0) return false;
    return static_cast<std::uint64_t>(disk.f_bavail) * disk.f_frsize < too_little;
}

std::filesystem::path folder_of(const std::filesystem::path& file) {
    return file.has_parent_path() ? file.parent_path() : ".";
}

Descriptor making_lock(const std::filesystem::path& folder) {
    Descriptor lock = open_to_read(folder);
    while (flock(lock.number(), LOCK_EX) != 0 && errno == EINTR) {
    }
    return lock;
}

namespace {

/// LMDB's own way would end the program. No frame of LMDB that is left has anything to give back: what it holds is the transaction's.
[[noreturn]] void damaged_page(MDB_env*, const char* what) {
    throw Error(Fault::corrupt, "Stored data is damaged.", what);
}

}  // namespace

void open_environment(lmdb::env& env, const std::filesystem::path& file, unsigned flags) {
    env.set_max_dbs(tree_names.size());
    env.set_mapsize(map_size(folder_of(file)));
    env.set_max_readers(most_readers);
    mdb_env_set_assert(env, damaged_page);
    env.open(file.c_str(), MDB_NOSUBDIR | MDB_NOTLS | flags, 0600);
}

Trees open_trees(lmdb::env& env, bool read_only) {
    Trees trees{};
    auto txn = lmdb::txn::begin(env, nullptr, read_only ? MDB_RDONLY : 0);
    for (std::size_t i = 0; i < tree_names.size(); ++i)
        trees[i] = lmdb::dbi::open(txn, tree_names[i], read_only ? 0 : MDB_CREATE);
    txn.commit();
    return trees;
}

void make(const std::filesystem::path& file) {
    const Descriptor lock = making_lock(folder_of(file));
    if (std::filesystem::exists(file)) return;
    const std::filesystem::path draft = file.string() + ".new";
    std::filesystem::remove(draft);  // of a cut
    {
        lmdb::env env = lmdb::env::create();
        open_environment(env, draft, 0);
        open_trees(env, false);
    }
    std::filesystem::remove(lock_file_of(draft));
    std::filesystem::rename(draft, file);
    sync_folder(folder_of(file));
}

void refuse_damaged(const std::filesystem::path& file) {
    if (access(file.c_str(), is_read_only(file) ? R_OK : R_OK | W_OK) != 0)
        throw Error(Fault::unusable, std::format("{} is not writable.", file.string()));
    std::array<Named_tree, tree_names.size()> trees{};
    for (std::size_t i = 0; i < trees.size(); ++i) trees[i] = {tree_names[i], i == tree_names.size() - 1};
    if (std::filesystem::is_empty(file))
        throw Error(Fault::corrupt,
                    std::format("{} is empty: the records in it are lost. Restore a backup.", file.string()));
    const auto problems = verify_meta(file, trees);
    if (!problems.empty()) throw Error(Fault::corrupt, std::format("{} is damaged.", file.string()), problems.front());
}

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

Environment::Environment(const std::filesystem::path& file)
    : read_only_(storage::is_read_only(file)) {
    open_environment(env_, file, read_only_ ? MDB_RDONLY : 0);
    if (!read_only_) lock_ = open_lock_file(file);
    forget_dead_readers();
    trees_ = open_trees(env_, read_only_);
}

MDB_envinfo Environment::info() const {
    MDB_envinfo info{};
    guarded([&] { lmdb::env_info(env_, &info); });
    return info;
}

void Environment::forget_dead_readers() {
    int dead = 0;
    mdb_reader_check(env_, &dead);
}

Environment::Alone::Alone(const Environment& environment)
    : lock_(environment.lock_.number())
    , got_(lock_first_byte(lock_, F_WRLCK)) {}

Environment::Alone::~Alone() {
    if (got_) lock_first_byte(lock_, F_RDLCK);
}

}  // namespace storage
