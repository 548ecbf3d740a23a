// The command line's import.
#include <algorithm>
#include <array>
#include <atomic>
#include <chrono>
#include <format>
#include <future>
#include <optional>
#include <thread>

#include "exchange/come_back.h"
#include "exchange/failed_rows.h"
#include "exchange/folder.h"
#include "exchange/import.h"
#include "exchange/kinds.h"

namespace exchange {

namespace {

void print_columns(const Task& task, const Table& table, const storage::Definitions& definitions, std::ostream& out) {
    const Mapping mapping = mapping_before_start(task.mapping);
    for (std::size_t i = 0; i < mapping.size(); ++i) {
        const auto* column = storage::Record_type::column(task.type, definitions, mapping[i]);
        const auto others = other_targets(task.type);
        const auto other = std::ranges::find(others, mapping[i], &Import_target::field);
        out << std::format("  {} → {}\n", table.header()[i],
                           column != nullptr       ? column->label
                           : other != others.end() ? other->label
                                                   : "not imported");
    }
}

/// Waits for the transaction and says meanwhile how far it is: the transaction itself must wait for no terminal.
Row_counts told(std::future<Row_counts> work, const std::atomic<std::size_t>& done, std::size_t rows,
                std::ostream& out) {
    while (work.wait_for(std::chrono::seconds(1)) != std::future_status::ready)
        out << std::format("{} of {} rows\n", done.load(), rows) << std::flush;
    return work.get();
}

/// Another process that wants to save gets its turn between two slices.
constexpr std::chrono::milliseconds turn{2};

/// While nobody else saves: the fewer slices, the less is written twice.
constexpr std::chrono::milliseconds long_slice{500};

/// Rows by slices, and before and after them what the list of imports says: until it is done, that it was stopped.
Row_counts import_all(storage::Store& store, const storage::Actor& actor, const Task& task, const Table& table,
                      const storage::Definitions& definitions, const std::function<bool()>& others_save,
                      office::Import& record, const Visit& visit) {
    record.state = office::Import_state::failed;
    record.problem = "It was stopped.";
    record.rows = static_cast<std::int64_t>(table.rows());
    store.write(actor, [&](storage::Write& write) { write.save(record); });
    Row_counts counts;
    const auto tell = [&] {
        note(record, counts);
        store.write(actor, [&](storage::Write& write) { write.update(record); });
    };
    for (Slices slices(task, table, definitions); !slices.ended(); std::this_thread::sleep_for(turn)) {
        const bool is_first = record.operation == 0;
        store.write(actor, [&](storage::Write& write) {
            if (!is_first) write.go_on_with(static_cast<std::uint64_t>(record.operation));
            counts += slices.run(write, visit, others_save() ? office::slice : long_slice);
            record.operation = static_cast<std::int64_t>(write.operation());
        });
        if (is_first) tell();  // so that what is in can be taken back whatever happens
    }
    record.state = office::Import_state::done;
    record.problem.clear();
    tell();
    return counts;
}

/// Rows that something is said of: the first ones of each sort, and how many there are.
class First_rows {
  public:
    void add(const Row_verdict& row) {
        if (row.why.empty()) return;
        if (++count_ <= most_shown) first_.push_back(row);
    }
    void print(std::string_view what, std::ostream& out) const {
        for (const Row_verdict& row : first_)
            out << std::format("Row {}{}{}: {}\n", row.row, row.name.empty() ? "" : " (" + row.name + ")", what,
                               row.why);
        if (count_ > most_shown) out << std::format("… and {} more\n", count_ - most_shown);
    }

  private:
    static constexpr std::size_t most_shown = 20;
    std::size_t count_ = 0;
    std::vector<Row_verdict> first_;
};

void print_format(const Table& table, std::ostream& out) {
    const Format& format = table.format();
    const char delimiter = format.dialect.delimiter;
    if (table.is_cards())
        out << std::format("{}, contact cards", name_of(format.encoding).label);
    else
        out << std::format("{}, cells separated by {}, header in row {}", name_of(format.encoding).label,
                           delimiter == '\t' ? std::string("tab") : std::string(1, delimiter), format.header);
    if (format.mends) out << ", letters that were decoded wrongly are mended";
    if (format.entities) out << ", &amp; and the like are made letters";
    if (table.footer_lines() != 0)
        out << std::format(", {} lines below the rows are passed over", table.footer_lines());
    out << "\n";
}

}  // namespace

int import_file(storage::Store& store, const storage::Actor& actor, std::string_view plural,
                const std::filesystem::path& file, Options options, std::ostream& out) {
    const storage::Record_type& kind = exchanged_type(store.schema(), plural);
    const Table table(Text_file(file, std::format("There is no file {}.", file.string())));
    office::Import record{.of_kind = std::string(plural),
                          .file_name = file.filename().string(),
                          .update_existing = options.update_existing,
                          .user = {actor.user},
                          .reading = {lines_of(table.format())}};
    const auto [definitions, task] = store.read([&](const storage::Read& read) {
        record.mapping = {lines_of(guess_mapping_for(read, record.user, kind, table.header(), options.languages))};
        return std::pair(read.definitions(kind), task_of(read, record));
    });
    print_format(table, out);
    print_columns(task, table, definitions, out);
    if (const std::string why = objection(task.type, definitions, mapping_of(record)); !why.empty())
        throw storage::Error(storage::Fault::invalid, why);
    record.mapping = {lines_of(task.mapping)};

    std::atomic<std::size_t> done = 0;
    std::array<First_rows, 4> first;
    std::optional<Failed_rows> failed;
    const Visit visit = [&](const Row_verdict& verdict, const Cells& cells) {
        ++done;
        first.at(static_cast<std::size_t>(verdict.action)).add(verdict);
        if (verdict.action != Row_action::error || options.dry_run) return;
        if (!failed) failed.emplace(failed_file(store.folder(), record.id), table);
        failed->add(verdict, cells);
    };
    const auto work = [&] {
        if (options.dry_run)
            return store.read([&](const storage::Read& read) { return check(read, task, table, visit); });
        return import_all(store, actor, task, table, definitions, options.others_save, record, visit);
    };
    const Row_counts counts = told(std::async(std::launch::async, work), done, table.rows(), out);

    const auto rows_of = [&](Row_action action) -> const First_rows& {
        return first.at(static_cast<std::size_t>(action));
    };
    rows_of(Row_action::create).print("", out);
    rows_of(Row_action::update).print(", updated", out);
    rows_of(Row_action::skip).print(", skipped", out);
    rows_of(Row_action::error).print(", failed", out);
    out << std::format("{} created, {} updated, {} skipped, {} failed.{}\n", counts.made, counts.updated,
                       counts.skipped, counts.wrong,
                       options.dry_run ? " Nothing was written: this was a dry run." : "");
    if (failed) {
        failed->finish();
        out << std::format("The rows that failed are in {}.\n", failed_file(store.folder(), record.id).string());
    }
    return counts.wrong == 0 ? 0 : 1;
}

}  // namespace exchange
