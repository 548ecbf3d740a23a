#include <fcntl.h>
#include <unistd.h>

#include <format>
#include <optional>
#include <string>

#include "storage/disk/lmdb_pages.h"
#include "storage/files/files.h"
#include "storage/upkeep/backup_reader.h"
#include "storage/upkeep/draft.h"

namespace storage {

namespace fs = std::filesystem;

namespace {

/// LMDB holds a shared lock on its lock file as long as a process has the store open.
bool in_use(const fs::path& records) {
    if (Engine::is_open(records)) return true;
    const int number = open(beside(records, "-lock").c_str(), O_RDWR | O_CLOEXEC);
    if (number < 0) return false;
    const Descriptor lock(number);
    struct flock wanted{};
    wanted.l_type = F_WRLCK;
    wanted.l_whence = SEEK_SET;
    wanted.l_len = 1;
    return fcntl(number, F_OFD_GETLK, &wanted) == 0 && wanted.l_type != F_UNLCK;
}

std::string file_name_of(Moment moment) {
    return std::format("{:%Y%m%dT%H%M%SZ}", std::chrono::floor<std::chrono::seconds>(moment.time()));
}

/// A second name for the old records, so that at no moment the folder is without any.
void set_aside(const fs::path& records) {
    if (!fs::exists(records)) return;
    const fs::path old = beside(records, ".before-restore-" + file_name_of(Moment::now()));
    std::error_code error;
    fs::create_hard_link(records, old, error);
    if (error) fs::copy_file(records, old);
}

void refuse_unfit(const fs::path& folder, bool replace) {
    const fs::path records = store_file(folder);
    std::error_code error;
    if (!fs::is_directory(folder, error))
        throw Error(Fault::unusable, std::format("There is no data folder {}.", folder.string()));
    if (in_use(records))
        throw Error(Fault::refused, std::format("Clientbox is running with {}; stop it first.", folder.string()));
    if (!replace && fs::exists(records))
        throw Error(Fault::refused, std::format("{} has records already; nothing was restored. Say that they are to be "
                                                "replaced; the old ones are kept beside.",
                                                folder.string()));
}

/// They get the names of what they really are: bytes that were damaged before are a stray, and the record's own are missing.
void put_back(const fs::path& file, const Draft& records, Files& files, const Progress& progress) {
    std::optional<Incoming> incoming;
    const auto current = [&]() -> Incoming& { return incoming ? *incoming : incoming.emplace(files.begin()); };
    Backup_reader(file).read({.records = [&](std::string_view bytes) { write_all(records.number(), bytes); },
                              .file = [&](std::string_view bytes) { current().append(bytes); },
                              .file_ends =
                                  [&] {
                                      current().finish();
                                      incoming.reset();
                                  }},
                             progress);
    sync(records.number());
}

}  // namespace

void restore(const fs::path& file, const fs::path& folder, bool replace, const Progress& progress) {
    refuse_unfit(folder, replace);
    const fs::path records = store_file(folder);
    verify_backup(file);
    Draft draft(beside(records, ".restoring"));
    Files files(folder, 0);
    put_back(file, draft, files, progress);
    if (const auto problems = verify_pages(draft.path()); !problems.empty())
        throw Error(Fault::corrupt, std::format("The records in the backup {} are damaged.", file.string()),
                    problems.front());
    set_aside(records);
    draft.keep_as(records);
}

}  // namespace storage
