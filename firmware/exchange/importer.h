// Imports that people start on a page: keeps the uploaded file, runs when it is asked to, one after the other, and cleans up.
//
// An import's record says where it stands: uploaded → running → done or failed. Its rows go in by slices, each in one short
// transaction with how far it is, so after a power cut it goes on behind them; all of them are one operation, which is taken back
// as a whole. One that failed goes on when it is started again.
//
// To look through a file and to check its rows takes a while when it is large: both are errands (errands.h), whose end is waited for
// as long as somebody has patience. What they find is kept for the last imports, and found again when it is not. An import
// whose file was not looked through yet has no rows. Its files:
//   <data>/imports/<id>/upload.csv    until it is done, or 30 days
//   <data>/imports/<id>/checked.csv   every row of the last dry run, as long
//   <data>/imports/<id>/failed.csv    rows that failed, 30 days
// They go before that when somebody was erased for good.
#pragma once

#include <atomic>
#include <chrono>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "exchange/arrival.h"
#include "exchange/errands.h"
#include "exchange/import.h"
#include "exchange/report.h"

namespace exchange {

/// Bytes that an upload leaves free on the disk: records go before files.
inline constexpr std::uint64_t kept_free_of_uploads = 1ULL << 30;

/// A file that was looked through.
struct Looked {
    std::uint64_t revision = 0;  ///< of the import's record that says how
    std::vector<File_column> columns;
    Import_reading reading;
};

/// A dry run that came to its end.
struct Checked {
    std::uint64_t revision = 0;  ///< of the import's record
    std::uint64_t version = 0;   ///< of the store
    std::chrono::steady_clock::time_point begun, ended;
    Row_counts counts;
    std::vector<File_column> columns;
};

class Importer {
  public:
    /// `store` must outlive it.
    explicit Importer(storage::Store& store, Other_languages languages = {},
                      std::uint64_t kept_free = kept_free_of_uploads);

    /// For a file that comes. Throws Error{full} when too little of the disk would stay free.
    Arrival begin_upload() const;
    /// Keeps a file that came, and begins to look through it.
    storage::Id upload(const storage::Actor& actor, std::string_view plural, std::string file_name, Arrival arrival);
    /// What its file shows; null while it is looked through. The columns of one that is new are those that the last import of a file with
    /// the same titles had, or guessed. Throws Error{invalid} in the
    /// user's words for what is no CSV file, Error{not_found} when the file is gone.
    std::shared_ptr<const Looked> looked(const office::Import& import, std::chrono::milliseconds patience);
    std::vector<Import_target> targets(const office::Import& import) const;
    /// Throws Error{invalid} when it cannot be used, Error{refused} once the import has run.
    void choose(const storage::Actor& actor, storage::Id id, const Mapping& mapping, bool update_existing);
    /// Begins to read the file otherwise, and guesses its columns anew when other cells name them. looked() says what came of it;
    /// when it throws, the file is read as before.
    void read_as(const office::Import& import, const Format& format);
    /// Gives up the columns that an earlier import of such a file chose, and guesses them. Throws as choose().
    void guess_anew(const office::Import& import);
    /// The dry run: what would happen to each row; null while it is under way. Made anew when the records have changed
    /// since, unless it takes long. Writes nothing into the store. Throws as looked().
    std::shared_ptr<const Checked> checked(const office::Import& import, std::chrono::milliseconds patience);
    /// Its rows in order, until `visit` returns false.
    void each_checked_row(storage::Id id, const std::function<bool(const Row_verdict&)>& visit) const;
    /// How far looked() or checked() is, 0 … 1; empty when nothing of that is under way.
    std::optional<double> errand_share(storage::Id id) const;
    /// Bytes of its file.
    std::uint64_t size_of_file(storage::Id id) const;
    /// One whose file cannot be used: nothing is left of it.
    void drop(storage::Id id);
    /// Is to be run; throws Error{refused} when it runs or ran already.
    void start(const storage::Actor& actor, storage::Id id);
    /// Runs what was started, until all is done or stop() is called.
    void run_started();
    /// What runs stops soon, and goes on with the next run_started().
    void stop();
    Import_progress progress(storage::Id id) const;
    /// Files of imports that nobody touched for 30 days.
    void remove_old_files() const;
    /// All that is kept of files but those that are going in just now: somebody who is in one was erased for good.
    void forget_files();

    /// Its rows that failed, and those of which something else is told.
    void each_failed_row(storage::Id id, const std::function<void(const Row_verdict&)>& visit) const;
    void each_told_row(storage::Id id, const std::function<void(const Row_verdict&)>& visit) const;
    /// The same as CSV with the reason in front; there is no such file when none did.
    std::filesystem::path failed_rows_file(storage::Id id) const;

  private:
    /// What was found out about an import.
    struct Found {
        std::shared_ptr<const Looked> looked;
        std::shared_ptr<const Checked> checked;
    };
    Found found(storage::Id id) const;
    void keep(storage::Id id, const std::function<void(Found&)>& change);
    std::shared_ptr<Errand> begin_look(const office::Import& import, const std::optional<Format>& format);
    void look(const office::Import& import, const std::optional<Format>& format, Progress& progress);
    office::Import note_look(const office::Import& import, const Table& table, bool same_columns);
    std::string guessed(const office::Import& import, const Cells& header) const;
    void check(const office::Import& import, Progress& progress);
    bool ended(storage::Id id, const Errand& errand, std::chrono::milliseconds patience);
    void run_one(storage::Id id);
    void run_rows(const office::Import& import);
    void finish(const office::Import& import, const office::Import_place& place);
    void run_again_for_failed_rows(const office::Import& import) const;
    void fail(storage::Id id, const std::string& problem);
    void make_missing_lists() const;
    Table table_of(const office::Import& import, Progress* progress = nullptr) const;
    storage::Definitions definitions_of(const storage::Record_type& type) const;
    Task task_of(const office::Import& import) const;

    storage::Store* store_;
    Other_languages languages_;
    std::uint64_t kept_free_;
    std::atomic<storage::Id> running_ = 0;
    std::atomic<std::size_t> done_ = 0;
    std::atomic<bool> stopping_ = false;
    mutable std::mutex finding_;
    std::map<storage::Id, Found> found_;
    Errands errands_;  ///< the last member: they use the others
};

/// When there is something to run: at once, or never.
storage::Moment next_import(const storage::Read& read);

}  // namespace exchange
