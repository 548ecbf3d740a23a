#include "exchange/import.h"

#include <chrono>

#include "exchange/judge.h"
#include "office/records/save.h"

namespace exchange {

namespace {

/// Others save in between: this long, and a commit.
constexpr std::chrono::milliseconds slice{60};

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
    const auto end = std::chrono::steady_clock::now() + slice;
    Judge judge(write, state_->task, state_->table, state_->memory);
    write.doing("import");
    office::Saver saver(write, state_->task.type);
    const auto store = [&](Judgement& judgement) {
        if (!judgement.errors.empty()) return judge.rehearse(judgement);  // tells all that is wrong
        try {
            auto saved = saver.save(judgement.id, judgement.revision, judgement.typed, office::References::names);
            judgement.fields = std::move(saved.fields);
        } catch (const storage::Error& error) {
            if (!concerns_row(error)) throw;
            judge.rehearse(judgement);  // for its name
            judgement.fail(error.fields().empty() ? error.what() : judge.sentence(error.fields()));
        }
    };
    Row_counts counts;
    do {
        judge_row(judge, state_->rows.row(), state_->rows.cells(), counts, visit, store);
        state_->more = state_->rows.next();
    } while (state_->more && std::chrono::steady_clock::now() < end);
    return counts;
}

}  // namespace exchange
