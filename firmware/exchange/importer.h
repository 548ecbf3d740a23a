// Imports that people start on a page: keeps the uploaded file, runs when it is asked to, one after the other, and cleans up.
//
// An import's record says where it stands: uploaded → running → done or failed. Its rows go in by slices, each in one short
// transaction with how far it is, so after a power cut it goes on behind them; all of them are one operation, which is taken back
// as a whole. One that failed goes on when it is started again. Its files:
//   <data>/imports/<id>/upload.csv   until it is done, or 30 days
//   <data>/imports/<id>/failed.csv   rows that failed, 30 days
#pragma once

#include <atomic>
#include <functional>

#include "exchange/import.h"
#include "exchange/report.h"

namespace exchange {

/// Bytes that an upload leaves free on the disk: records go before files.
inline constexpr std::uint64_t kept_free_of_uploads = 1ULL << 30;

class Importer {
  public:
    /// `store` must outlive it.
    explicit Importer(storage::Store& store, Other_languages languages = {},
                      std::uint64_t kept_free = kept_free_of_uploads);

    /// Keeps a file and guesses its columns. Throws Error{invalid} in the user's words for what is no CSV file, Error{full}
    /// when too little of the disk would stay free.
    storage::Id upload(const storage::Actor& actor, std::string_view plural, std::string file_name, std::string bytes);
    /// Throws Error{not_found} when the file is gone.
    std::vector<File_column> columns(const office::Import& import) const;
    std::vector<Import_target> targets(const office::Import& import) const;
    /// How its file is read, and what could be chosen otherwise.
    Import_reading reading(const office::Import& import) const;
    /// Throws Error{invalid} when it cannot be used, Error{refused} once the import has run.
    void choose(const storage::Actor& actor, storage::Id id, const Mapping& mapping, bool update_existing);
    /// Reads the file otherwise, and guesses its columns anew when other cells name them. The same errors.
    void read_as(const storage::Actor& actor, storage::Id id, const Format& format);
    /// The dry run: what would happen to each row, in order. Writes nothing.
    Row_counts check(const office::Import& import, const std::function<void(const Row_verdict&)>& visit) const;
    /// Is to be run; throws Error{refused} when it runs or ran already.
    void start(const storage::Actor& actor, storage::Id id);
    /// Runs what was started, until all is done or stop() is called.
    void run_started();
    /// What runs stops soon, and goes on with the next run_started().
    void stop() { stopping_ = true; }
    Import_progress progress(storage::Id id) const;
    /// Files of imports that nobody touched for 30 days.
    void remove_old_files() const;

    /// Its rows that failed, and those of which something else is told.
    void each_failed_row(storage::Id id, const std::function<void(const Row_verdict&)>& visit) const;
    void each_told_row(storage::Id id, const std::function<void(const Row_verdict&)>& visit) const;
    /// The same as CSV with the reason in front; there is no such file when none did.
    std::filesystem::path failed_rows_file(storage::Id id) const;

  private:
    void run_one(storage::Id id);
    void run_rows(const office::Import& import);
    void finish(const office::Import& import, const office::Import_place& place);
    void run_again_for_failed_rows(const office::Import& import) const;
    void fail(storage::Id id, const std::string& problem);
    void make_missing_lists() const;
    void refuse_when_full(std::size_t bytes) const;
    Table table_of(const office::Import& import) const;
    storage::Definitions definitions_of(const storage::Record_type& type) const;
    Task task_of(const office::Import& import) const;

    storage::Store* store_;
    Other_languages languages_;
    std::uint64_t kept_free_;
    std::atomic<storage::Id> running_ = 0;
    std::atomic<std::size_t> done_ = 0;
    std::atomic<bool> stopping_ = false;
};

/// When there is something to run: at once, or never.
storage::Moment next_import(const storage::Read& read);

}  // namespace exchange
