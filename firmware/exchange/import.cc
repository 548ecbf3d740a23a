#include "exchange/import.h"

#include <optional>
#include <utility>

#include "exchange/come_back.h"
#include "exchange/judge.h"
#include "exchange/rows_ahead.h"
#include "office/records/save.h"

namespace exchange {

namespace {

/// Judges one row and lets `store` do what the verdict says, or find that it cannot be done.
void judge_row(Judge& judge, Known_row& row, Row_counts& counts, const Visit& visit, auto&& store) {
    Judgement judgement = judge.judge(row);
    if (judgement.stores()) store(judgement);
    if (judgement.stores()) judge.remember(judgement);
    ++counts.of(judgement.verdict.action);
    visit(judgement.verdict, row.cells);
    row.read = std::move(judgement.read);
}

/// In one slice, however quick the machine is: what a transaction changes lies in memory until it ends.
constexpr std::size_t most_rows_in_slice = 10'000;

/// Faults of one row; others end the whole import.
bool concerns_row(const storage::Error& error) {
    return error.fault() == storage::Fault::invalid || error.fault() == storage::Fault::refused;
}

/// Rows of any file, and those of an export that comes back.
struct Savers {
    Savers(storage::Write& write, const Judge& judge, const Task& task)
        : usual(write, *judge.kind().type) {
        if (is_whole(task.type)) restorer.emplace(write, task.type);
    }
    office::Saver usual;
    std::optional<office::Restorer> restorer;
};

storage::Raw save_as_it_is(const storage::Write& write, Savers& savers, const Judge& judge, Judgement& judgement) {
    const storage::Typed typed = judge.typed_of(judgement);
    const std::string begun =
        judgement.incomplete ? judge.kind().incoming.incomplete(write) : office::begun(write, *judge.kind().type);
    if (judgement.as_it_was) return savers.restorer->restore(*judgement.as_it_was, begun, typed);
    if (judgement.incomplete) return savers.usual.finish(begun, typed, office::References::names);
    return savers.usual.save(judgement.id, judgement.revision, typed, office::References::names);
}

/// What cannot be stored goes into the text, until the rest can.
void save_row(storage::Write& write, Savers& savers, Judge& judge, Judgement& judgement) {
    for (;;) {
        try {
            storage::Raw saved = save_as_it_is(write, savers, judge, judgement);
            judge.name_as_saved(judgement, saved);
            for (const std::string& text : judgement.notes) judge.kind().incoming.add_note(write, saved.id, text);
            return;
        } catch (const storage::Error& error) {
            if (!concerns_row(error)) throw;
            if (!error.fields().empty() && judge.settle(judgement, error.fields())) continue;
            judge.rehearse(judgement);  // for its name
            return judgement.fail(error.fields().empty() ? error.what() : judge.sentence(error.fields()));
        }
    }
}

}  // namespace

Row_counts check(const storage::Read& read, const Task& task, const Table& table, const Visit& visit) {
    const Known_file file(task, table, read.definitions(task.type));
    File_memory memory;
    Judge judge(read, task, file, memory);
    Row_counts counts;
    Rows_ahead rows(file, 0);
    while (Known_row* const row = rows.next())
        judge_row(judge, *row, counts, visit, [&](Judgement& judgement) { judge.rehearse(judgement); });
    return counts;
}

struct Slices::State {
    State(const Task& what, const Table& table, storage::Definitions definitions, std::size_t rows_done)
        : task(what)
        , file(what, table, std::move(definitions))
        , rows(file, rows_done)
        , row(rows.next()) {}

    const Task& task;
    Known_file file;
    Rows_ahead rows;
    Known_row* row;  ///< the next; null at the end
    File_memory memory;
};

Slices::Slices(const Task& task, const Table& table, storage::Definitions definitions, std::size_t rows_done)
    : state_(std::make_unique<State>(task, table, std::move(definitions), rows_done)) {}

Slices::~Slices() = default;

bool Slices::ended() const { return state_->row == nullptr; }

Row_counts Slices::run(storage::Write& write, const Visit& visit, std::chrono::milliseconds length) {
    const auto end = std::chrono::steady_clock::now() + length;
    Judge judge(write, state_->task, state_->file, state_->memory);
    write.doing("import");
    Savers savers(write, judge, state_->task);
    const auto store = [&](Judgement& judgement) { save_row(write, savers, judge, judgement); };
    Row_counts counts;
    do {
        judge_row(judge, *state_->row, counts, visit, store);
        state_->row = state_->rows.next();
    } while (state_->row != nullptr && counts.rows() < most_rows_in_slice && std::chrono::steady_clock::now() < end);
    return counts;
}

}  // namespace exchange
