// One file that holds all records and the bytes that they name, made while the store is in use.
//
//   backup   = "Clientbox backup 2\n" · moment u64 · format u64 · { piece }… · { file }… · 'e' · SHA-256 of all before it
//   piece    = 'r' · size u64 · bytes               the file of the records without its free space, in pieces
//   file     = 'f' · digest 32 · size u64 · bytes   what lies in files/ (files.h), each once
//
// Backups of before there were files are read, too:
//
//   backup   = "Clientbox backup 1\n" · moment u64 · format u64 · copy · size of the copy u64 · SHA-256 of all before it
//
// Errors: unusable (not a backup, of a newer Clientbox, no such folder), corrupt (cut off, changed), full, refused (would
// overwrite).
#pragma once

#include <filesystem>
#include <functional>

#include "storage/store.h"

namespace storage {

using Progress = std::function<void(double)>;  ///< called with 0 to 1

/// Appears under its name only when it is complete and on the disk. Throws Error{refused} when the file is there and
/// `replace` is false.
void backup(const Store& store, const std::filesystem::path& file, bool replace = false, const Progress& progress = {});

/// The same bytes to an open file, pipe or socket.
void backup_to(const Store& store, int descriptor, const Progress& progress = {});

struct Backup_facts {
    Moment made;
    std::uint64_t format = 0;
    std::uint64_t size = 0;   ///< of the records in it, bytes
    std::uint64_t files = 0;  ///< how many
};

/// Reads all of it and looks whether it is whole; a trial restore without a folder.
Backup_facts verify_backup(const std::filesystem::path& file, const Progress& progress = {});

/// Puts the records and files of a backup into a folder that no running Clientbox uses. Nothing changes unless the backup is whole;
/// records that were there are kept beside it as records.db.before-restore-<moment>, and with `replace` false are a reason
/// to refuse.
void restore(const std::filesystem::path& file, const std::filesystem::path& folder, bool replace,
             const Progress& progress = {});

}  // namespace storage
