// Imports that people start on a page: keeps the uploaded file, runs in the background, one after the other, and cleans up.
//
// An import's record says where it stands: uploaded → running → done or failed. Its rows, its counts and "done" are one
// transaction, so after a power cut it is either all there or still "running", which the next start turns into failed:
// nothing was imported. A failed one can be started again. Its files:
//   <data>/imports/<id>/upload.csv   until it is done, or 30 days
//   <data>/imports/<id>/failed.csv   rows that failed, 30 days
#pragma once

#include <atomic>
#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>

#include "exchange/import.h"
#include "exchange/report.h"

namespace exchange {

/// Bytes that an upload leaves free on the disk: records go before files.
inline constexpr std::uint64_t kept_free_of_uploads = 1ULL << 30;

class Importer {
  public:
    /// Ends what a power cut left behind. `store` must outlive it.
    explicit Importer(storage::Store& store, std::uint64_t kept_free = kept_free_of_uploads);
    /// Breaks off an import that runs: nothing of it stays.
    ~Importer();
    Importer(const Importer&) = delete;
    Importer& operator=(const Importer&) = delete;

    /// Keeps a file and guesses its columns. Throws Error{invalid} in the user's words for what is no CSV file, Error{full}
    /// when too little of the disk would stay free.
    storage::Id upload(const storage::Actor& actor, std::string_view plural, std::string file_name,
                       std::string_view bytes);
    /// Throws Error{not_found} when the file is gone.
    std::vector<File_column> columns(const office::Import& import) const;
    std::vector<Import_target> targets(const office::Import& import) const;
    /// Throws Error{invalid} when it cannot be used, Error{refused} once the import has run.
    void choose(const storage::Actor& actor, storage::Id id, const Mapping& mapping, bool update_existing);
    /// The dry run: what would happen to each row, in order. Writes nothing.
    Row_counts check(const office::Import& import, const std::function<void(const Row_verdict&)>& visit) const;
    /// Returns at once; throws Error{refused} when it runs or ran already.
    void start(const storage::Actor& actor, storage::Id id);
    Import_progress progress(storage::Id id) const;
    /// Files of imports that nobody touched for 30 days.
    void remove_old_files() const;

    /// Its rows that failed.
    std::vector<Row_verdict> failed_rows(storage::Id id) const;
    /// The same as CSV with the reason in front; there is no such file when none did.
    std::filesystem::path failed_rows_file(storage::Id id) const;

  private:
    struct Job {
        storage::Id id;
        storage::Actor actor;
    };
    void run_until_stopped();
    void run_job(const Job& job);
    void run_rows(const Job& job);
    void run_again_for_failed_rows(const office::Import& import) const;
    void end(const storage::Actor& actor, storage::Id id, const std::string& problem);
    void end_interrupted();
    void refuse_when_full(std::size_t bytes) const;
    Table table_of(const office::Import& import) const;
    Task task_of(const office::Import& import) const;

    storage::Store* store_;
    std::uint64_t kept_free_;
    std::atomic<storage::Id> running_ = 0;
    std::atomic<std::size_t> done_ = 0;
    std::atomic<bool> stopping_ = false;
    std::mutex mutex_;
    std::condition_variable work_;
    std::deque<Job> waiting_;
    std::thread worker_;
};

}  // namespace exchange
