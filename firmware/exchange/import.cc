#include "exchange/import.h"

#include "exchange/judge.h"
#include "office/records/save.h"

namespace exchange {

namespace {

/// Judges every row and lets `store` do what the verdict says, or find that it cannot be done.
Row_counts each_row(Judge& judge, const Table& table, const Visit& visit,
                    const std::function<void(Judgement&)>& store) {
    Row_counts counts;
    table.each([&](std::size_t row, const Cells& cells) {
        Judgement judgement = judge.judge(row, cells);
        if (judgement.stores()) store(judgement);
        if (judgement.stores()) judge.remember(judgement);
        ++counts.of(judgement.verdict.action);
        visit(judgement.verdict, cells);
        return true;
    });
    return counts;
}

/// Faults of one row; others end the whole import.
bool concerns_row(const storage::Error& error) {
    return error.fault() == storage::Fault::invalid || error.fault() == storage::Fault::refused;
}

}  // namespace

Row_counts check(const storage::Read& read, const Task& task, const Table& table, const Visit& visit) {
    Judge judge(read, task, table);
    return each_row(judge, table, visit, [&](Judgement& judgement) { judge.rehearse(judgement); });
}

Row_counts run(storage::Write& write, const Task& task, const Table& table, const Visit& visit) {
    Judge judge(write, task, table);
    write.doing("import");
    office::Saver saver(write, task.type);
    return each_row(judge, table, visit, [&](Judgement& judgement) {
        if (!judgement.errors.empty()) return judge.rehearse(judgement);  // tells all that is wrong
        try {
            auto saved = saver.save(judgement.id, judgement.revision, judgement.typed, office::References::names);
            judgement.fields = std::move(saved.fields);
        } catch (const storage::Error& error) {
            if (!concerns_row(error)) throw;
            judge.rehearse(judgement);  // for its name
            judgement.fail(error.fields().empty() ? error.what() : judge.sentence(error.fields()));
        }
    });
}

}  // namespace exchange
