#include "exchange/import.h"

#include <chrono>

#include "exchange/judge.h"
#include "office/records/in_background.h"
#include "office/records/save.h"

namespace exchange {

namespace {

/// Judges one row and lets `store` do what the verdict says, or find that it cannot be done.
void judge_row(Judge& judge, std::size_t row, const Cells& cells, Row_counts& counts, const Visit& visit,
               auto&& store) {
    Judgement judgement = judge.judge(row, cells);
    if (judgement.stores()) store(judgement);
    if (judgement.stores()) judge.remember(judgement);
    ++counts.of(judgement.verdict.action);
    visit(judgement.verdict, cells);
}

/// Faults of one row; others end the whole import.
bool concerns_row(const storage::Error& error) {
    return error.fault() == storage::Fault::invalid || error.fault() == storage::Fault::refused;
}

storage::Raw save_as_it_is(office::Saver& saver, const Judge& judge, Judgement& judgement) {
    const storage::Typed typed = judge.typed_of(judgement);
    if (judgement.incomplete) return saver.finish(judge.kind().incoming.incomplete(), typed, office::References::names);
    return saver.save(judgement.id, judgement.revision, typed, office::References::names);
}

/// What cannot be stored goes into the text, until the rest can.
void save_row(storage::Write& write, office::Saver& saver, Judge& judge, Judgement& judgement) {
    for (;;) {
        try {
            storage::Raw saved = save_as_it_is(saver, judge, judgement);
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
    File_memory memory;
    Judge judge(read, task, table, memory);
    Row_counts counts;
    table.each([&](std::size_t row, const Cells& cells) {
        judge_row(judge, row, cells, counts, visit, [&](Judgement& judgement) { judge.rehearse(judgement); });
        return true;
    });
    return counts;
}

struct Slices::State {
    const Task& task;
    const Table& table;
    Table::Walk rows{table};
    File_memory memory = {};
    bool more = true;
};

Slices::Slices(const Task& task, const Table& table, std::size_t rows_done)
    : state_(std::make_unique<State>(task, table)) {
    for (std::size_t row = 0; row <= rows_done && state_->more; ++row) state_->more = state_->rows.next();
}

Slices::~Slices() = default;

bool Slices::ended() const { return !state_->more; }

Row_counts Slices::run(storage::Write& write, const Visit& visit) {
    const auto end = std::chrono::steady_clock::now() + office::slice;
    Judge judge(write, state_->task, state_->table, state_->memory);
    write.doing("import");
    office::Saver saver(write, state_->task.type);
    const auto store = [&](Judgement& judgement) { save_row(write, saver, judge, judgement); };
    Row_counts counts;
    do {
        judge_row(judge, state_->rows.row(), state_->rows.cells(), counts, visit, store);
        state_->more = state_->rows.next();
    } while (state_->more && std::chrono::steady_clock::now() < end);
    return counts;
}

}  // namespace exchange
