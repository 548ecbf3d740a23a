// An import: what happens to each row of a file, and the same for real.
//
// check() and run() judge every row by the same Judge, so a dry run says what the run will do as long as nobody changes
// the records in between. A row is as if it had been typed into the form, one after the other in the order of the file:
//   nothing that tells who it is, is here                          create
//   … is that of a record, or of a row further up in the file     update or skip, as chosen
//   nobody could tell who it is, or it has cells of no column     error; the other rows go in all the same
// What tells who it is: the id of a record that was exported here, the e-mail (the unique field of its kind), the reference; of a
// row that has none of them, name, phone and city together, and then it changes nothing. A value that cannot be read is kept as
// text (reading.h). An empty cell changes nothing: a file that lacks a telephone number takes none away.
#pragma once

#include <chrono>
#include <filesystem>
#include <functional>
#include <memory>
#include <ostream>
#include <string>
#include <string_view>

#include "exchange/mapping.h"
#include "exchange/report.h"
#include "exchange/tables/table.h"
#include "office/records/in_background.h"
#include "storage/store.h"

namespace exchange {

/// What is imported, and how.
struct Task {
    const storage::Record_type& type;
    Mapping mapping;
    bool update_existing = false;
    bool changes_guarded = true;  ///< whoever imports may change what others ask for (office/records/kind.h)
};

/// Told of every row, in order.
using Visit = std::function<void(const Row_verdict&, const Cells&)>;

/// Writes nothing.
Row_counts check(const storage::Read& read, const Task& task, const Table& table, const Visit& visit);

/// All rows that are good, in slices: many short transactions, so that others save in between.
class Slices {
  public:
    /// Looks through the file, which takes a while; then from behind so many rows on. Task and table must outlive it; custom
    /// fields are those of this moment.
    Slices(const Task& task, const Table& table, storage::Definitions definitions, std::size_t rows_done = 0);
    ~Slices();
    Slices(const Slices&) = delete;
    Slices& operator=(const Slices&) = delete;

    bool ended() const;
    /// The next rows, as many as a short transaction takes. Names only those that are not made: it would take time. When the
    /// transaction fails, so have the slices.
    Row_counts run(storage::Write& write, const Visit& visit, std::chrono::milliseconds length = office::slice);

  private:
    struct State;
    std::unique_ptr<State> state_;
};

struct Options {
    bool update_existing = false;
    bool dry_run = false;
    Other_languages languages = {};
    /// Whether others save meanwhile, and must not wait for long; asked again and again.
    std::function<bool()> others_save = [] { return true; };
};

/// What the command line does: imports a file whose columns are guessed, tells how far it is and what came of it. The
/// server may run meanwhile. Returns 0, or 1 when some rows failed. Throws Error{not_found} (kind, file) or Error{invalid}.
int import_file(storage::Store& store, const storage::Actor& actor, std::string_view plural,
                const std::filesystem::path& file, Options options, std::ostream& out);

}  // namespace exchange
