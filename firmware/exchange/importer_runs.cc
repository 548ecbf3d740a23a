// Importer: the rows go in.
#include "exchange/failed_rows.h"
#include "exchange/folder.h"
#include "exchange/importer.h"
#include "office/records/in_background.h"

namespace exchange {

using office::Import;
using office::Import_place;
using office::Import_state;
using storage::Actor;
using storage::Error;
using storage::Id;
using storage::Read;
using storage::Write;

namespace {

std::vector<Id> in_state(const Read& read, Import_state state) { return read.where<&Import::state>(state); }

}  // namespace

void Importer::run_started() {
    for (const Id id : store_->read([](const Read& read) { return in_state(read, Import_state::running); }))
        if (!stopping_) run_one(id);
}

void Importer::run_one(Id id) {
    running_ = id;
    try {
        run_rows(store_->read([&](const Read& read) { return read.get<Import>(id); }));
    } catch (const Error& error) {
        fail(id, error.what());
    } catch (const std::exception&) {
        fail(id, "Something unexpected went wrong.");
    }
    running_ = 0;
}

void Importer::run_rows(const Import& import) {
    const auto [begun, actor] = store_->read([&](const Read& read) {
        const Import_place place = place_of(read, import.id);
        return std::pair(place, Actor{place.user.id, read.name(office::User::kind.number, place.user.id)});
    });
    Import_place place = begun;
    const Table table = table_of(import);
    const Task task = task_of(import);
    Slices slices(task, table, definitions_of(task.type), counts_of(place).rows());
    Failed_rows failed(failed_file(store_->folder(), import.id), table);
    Told_rows told(told_file(store_->folder(), import.id), counts_of(place).rows());
    for (done_ = counts_of(place).rows(); !slices.ended();) {
        if (stopping_) return;
        store_->write(actor, [&](Write& write) {
            if (place.operation != 0) write.go_on_with(static_cast<std::uint64_t>(place.operation));
            note(place, counts_of(place) += slices.run(write, [&](const Row_verdict& verdict, const Cells& cells) {
                if (verdict.action == Row_action::error) failed.add(verdict, cells);
                told.add(verdict);
                ++done_;
            }));
            place.operation = static_cast<std::int64_t>(write.operation());
            write.save(place);
        });
    }
    finish(import, place);
    if (begun.wrong == 0)
        failed.finish();
    else
        run_again_for_failed_rows(store_->read([&](const Read& read) { return read.get<Import>(import.id); }));
    std::filesystem::remove(upload_file(store_->folder(), import.id));
    std::filesystem::remove(checked_file(store_->folder(), import.id));
}

void Importer::finish(const Import& import, const Import_place& place) {
    store_->write(office::the_box, [&](Write& write) {
        Import record = write.get<Import>(import.id);
        note(record, counts_of(place));
        record.operation = place.operation;
        record.state = Import_state::done;
        write.update(record);
        write.erase(storage::Ref<Import_place>{place.id});
    });
}

/// What is in stays in: it goes on there when it is started again.
void Importer::fail(Id id, const std::string& problem) {
    try {
        store_->write(office::the_box, [&](Write& write) {
            Import import = write.get<Import>(id);
            const Import_place place = place_of(write, id);
            note(import, counts_of(place));
            import.operation = place.operation;
            import.state = Import_state::failed;
            import.problem = problem;
            write.update(import);
        });
    } catch (const std::exception&) {
        // The disk is full or broken: it is tried again with the next run.
    }
}

/// A file that is still there although its import is done: the list of failed rows may be missing.
void Importer::make_missing_lists() const {
    for (const Id id : store_->read([](const Read& read) { return in_state(read, Import_state::done); })) {
        if (!std::filesystem::exists(upload_file(store_->folder(), id))) continue;
        run_again_for_failed_rows(store_->read([&](const Read& read) { return read.get<Import>(id); }));
        std::filesystem::remove(upload_file(store_->folder(), id));
    }
}

/// What is wrong with a row does not depend on what is stored, so a dry run finds the rows that failed once more.
void Importer::run_again_for_failed_rows(const Import& import) const {
    if (import.wrong == 0 || std::filesystem::exists(failed_file(store_->folder(), import.id))) return;
    const Table table = table_of(import);
    const Task task = task_of(import);
    Failed_rows failed(failed_file(store_->folder(), import.id), table);
    store_->read([&](const Read& read) {
        exchange::check(read, task, table, [&](const Row_verdict& verdict, const Cells& cells) {
            if (verdict.action == Row_action::error) failed.add(verdict, cells);
        });
    });
    failed.finish();
}

}  // namespace exchange
