// One opened file of LMDB, and what it takes to open one. Only disk/ sees LMDB.
#pragma once

#include <lmdb++.h>

#include <array>
#include <cstdint>
#include <filesystem>
#include <string_view>

#include "storage/descriptor.h"
#include "storage/error.h"

namespace storage {

inline constexpr std::array tree_names{"records", "indexes", "words", "journal", "meta"};
using Trees = std::array<MDB_dbi, tree_names.size()>;

inline lmdb::val val(std::string_view bytes) { return {bytes.data(), bytes.size()}; }
inline std::string_view view(const lmdb::val& bytes) { return {bytes.data(), bytes.size()}; }

/// What is on the disk is no longer known; only a restart, which verifies, may go on.
[[noreturn]] void stop();
[[noreturn]] void raise(const lmdb::error& error);
/// Has the disk so little room that a write may have failed for it?
bool is_full(const std::filesystem::path& file);

template <class Work> auto guarded(Work&& work) {
    try {
        return work();
    } catch (const lmdb::error& error) {
        raise(error);
    }
}

std::filesystem::path folder_of(const std::filesystem::path& file);
/// As long as it lives no other process makes a file in that folder, or puts a fresh copy in a file's place.
Descriptor making_lock(const std::filesystem::path& folder);

void open_environment(lmdb::env& env, const std::filesystem::path& file, unsigned flags);
Trees open_trees(lmdb::env& env, bool read_only);
/// Under another name first, so that a power cut leaves no file that looks like one which lost its records.
void make(const std::filesystem::path& file);
/// LMDB trusts what it reads; see lmdb_pages.h. Throws Error{corrupt} or Error{unusable}.
void refuse_damaged(const std::filesystem::path& file);
/// LMDB's lock and map do not work over a network.
void refuse_network_file_system(const std::filesystem::path& folder);

class Environment {
  public:
    /// On a read-only file system without a lock: nobody can write.
    explicit Environment(const std::filesystem::path& file);
    bool is_read_only() const { return read_only_; }
    const lmdb::env& env() const { return env_; }
    MDB_dbi tree(std::size_t number) const { return trees_[number]; }
    MDB_envinfo info() const;
    void forget_dead_readers();

    /// Nobody else may open the file as long as it lives, or until the environment is closed.
    class Alone {
      public:
        explicit Alone(const Environment& environment);
        ~Alone();
        Alone(const Alone&) = delete;
        Alone& operator=(const Alone&) = delete;
        /// False: another process has it open.
        explicit operator bool() const { return got_; }
        /// The environment is closed, and its lock with it.
        void release() { got_ = false; }

      private:
        int lock_;
        bool got_;
    };

  private:
    bool read_only_;
    /// Of LMDB's lock file. Closed after LMDB has closed its own: closing any gives up all locks of the process.
    Descriptor lock_;
    lmdb::env env_ = lmdb::env::create();
    Trees trees_{};
};

}  // namespace storage
