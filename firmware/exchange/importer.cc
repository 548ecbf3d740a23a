#include "exchange/importer.h"

#include <chrono>
#include <format>

#include "exchange/failed_rows.h"
#include "exchange/folder.h"
#include "exchange/kinds.h"
#include "exchange/reading.h"
#include "office/records/in_background.h"
#include "office/records/plain.h"
#include "storage/whole_files.h"

namespace exchange {

using office::Import;
using office::Import_place;
using office::Import_state;
using storage::Actor;
using storage::Error;
using storage::Fault;
using storage::Id;
using storage::Read;
using storage::Write;

namespace {

constexpr std::chrono::days kept{30};

/// Throws Error{refused} for an import that must not be changed any more.
Import open_import(const Read& read, Id id) {
    Import import = read.get<Import>(id);
    if (import.state == Import_state::running) throw Error(Fault::refused, "This import is running already.");
    if (import.state == Import_state::done)
        throw Error(Fault::refused, "This import has run already. Upload the file again to import it once more.");
    return import;
}

std::vector<Id> in_state(const Read& read, Import_state state) { return read.where<&Import::state>(state); }

Import_place place_of(const Read& read, Id id) {
    auto place = read.first<&Import_place::import>(storage::Ref<Import>{id});
    if (place) return std::move(*place);
    Import_place fresh;
    fresh.import = {id};
    return fresh;
}

/// Whether what an import has made so far was taken back: the first of it is gone.
bool is_taken_back(const Read& read, const Import_place& place) {
    if (place.operation == 0) return true;
    const storage::Entry first = read.entry(static_cast<std::uint64_t>(place.operation));
    return !read.has(first.kind, first.id);
}

}  // namespace

Importer::Importer(storage::Store& store, Other_languages languages, std::uint64_t kept_free)
    : store_(&store)
    , languages_(std::move(languages))
    , kept_free_(kept_free) {
    make_missing_lists();
}

Id Importer::upload(const Actor& actor, std::string_view plural, std::string file_name, std::string bytes) {
    const storage::Record_type& type = exchanged_type(store_->schema(), plural);
    refuse_when_full(bytes.size());
    const Table table{Text_file(std::move(bytes))};
    const auto definitions = definitions_of(type);
    Import import{.of_kind = std::string(plural),
                  .file_name = std::move(file_name),
                  .mapping = {lines_of(guess_mapping(type, definitions, table.header(), languages_))},
                  .user = {actor.user},
                  .rows = static_cast<std::int64_t>(table.rows()),
                  .reading = {lines_of(table.format())}};
    store_->write(actor, [&](Write& write) {
        import.id = 0;
        write.create(import);
    });
    storage::write_file(upload_file(store_->folder(), import.id), table.bytes());
    return import.id;
}

storage::Definitions Importer::definitions_of(const storage::Record_type& type) const {
    return store_->read([&](const Read& read) { return read.definitions(type); });
}

void Importer::refuse_when_full(std::size_t bytes) const {
    std::error_code error;
    const auto disk = std::filesystem::space(store_->folder(), error);
    if (!error && disk.available < kept_free_ + bytes)
        throw Error(Fault::full, "The disk is almost full, so no file can be uploaded. Records can still be changed.");
}

Table Importer::table_of(const Import& import) const {
    Text_file file(upload_file(store_->folder(), import.id),
                   "The file of this import is not kept any more. Upload it again.");
    if (import.reading.text.empty()) return Table(std::move(file));  // of an older version
    return Table(std::move(file), format_of(import.reading.text));
}

Task Importer::task_of(const Import& import) const {
    return {exchanged_type(store_->schema(), import.of_kind), mapping_of(import), import.update_existing};
}

std::vector<File_column> Importer::columns(const Import& import) const {
    const Table table = table_of(import);
    auto values = samples(table);
    Mapping mapping = mapping_of(import);
    mapping.resize(table.header().size());
    std::vector<File_column> columns;
    for (std::size_t i = 0; i < mapping.size(); ++i) {
        std::string title = table.header()[i].empty() ? std::format("{}", i + 1) : table.header()[i];
        columns.push_back({std::move(title), std::move(values[i]), std::move(mapping[i])});
    }
    return columns;
}

std::vector<Import_target> Importer::targets(const Import& import) const {
    const storage::Record_type& type = exchanged_type(store_->schema(), import.of_kind);
    const auto definitions = definitions_of(type);
    std::vector<Import_target> targets = other_targets(type);
    for (const storage::Column* column : exchange::targets(type, definitions))
        targets.push_back({column->name, column->label, column->attributes.missing});
    return targets;
}

Import_reading Importer::reading(const Import& import) const {
    const storage::Record_type& type = exchanged_type(store_->schema(), import.of_kind);
    const auto definitions = definitions_of(type);
    const Table table = table_of(import);
    const Mapping mapping = mapping_of(import);
    const Row_reader reader(type, definitions, mapping, table);
    Import_reading reading{.format = table.format(),
                           .may_be_mended = table.may_be_mended(),
                           .may_have_entities = table.may_have_entities(),
                           .footer_lines = table.footer_lines()};
    const auto styles = reader.look_through().styles;
    for (std::size_t i = 0; i < std::min(styles.size(), mapping.size()); ++i) {
        const auto* column = storage::Record_type::column(type, definitions, mapping[i]);
        if (column == nullptr) continue;
        if (column->control == storage::Control::date) {
            reading.has_dates = true;
            if (reading.format.style.dates == storage::Date_order::unknown)
                reading.format.style.dates = styles[i].dates;
        }
        if (office::is_number(*column)) {
            reading.has_numbers = true;
            if (reading.format.style.decimal == 0) reading.format.style.decimal = styles[i].decimal;
        }
    }
    for (const auto& [word, value] : reader.unknown_choices()) {
        const auto sign = word.find('=');
        const auto* column = storage::Record_type::column(type, definitions, word.substr(0, sign));
        Import_choice choice{.name = word, .label = column->label, .word = word.substr(sign + 1), .chosen = value};
        for (const auto& option : column->options)
            if (!option.by_verb) choice.options.push_back({option.key, option.label});
        reading.choices.push_back(std::move(choice));
    }
    return reading;
}

void Importer::read_as(const Actor& actor, Id id, const Format& format) {
    Import import = store_->read([&](const Read& read) { return open_import(read, id); });
    const storage::Record_type& type = exchanged_type(store_->schema(), import.of_kind);
    const Cells before = table_of(import).header();
    import.reading = {lines_of(format)};
    const Table table = table_of(import);
    const bool same_columns = table.header() == before;
    const std::string guessed = lines_of(guess_mapping(type, definitions_of(type), table.header(), languages_));
    store_->write(actor, [&](Write& write) {
        Import stored = open_import(write, id);
        stored.reading = import.reading;
        stored.rows = static_cast<std::int64_t>(table.rows());
        if (!same_columns) stored.mapping = {guessed};
        write.update(stored);
    });
}

void Importer::choose(const Actor& actor, Id id, const Mapping& mapping, bool update_existing) {
    store_->write(actor, [&](Write& write) {
        Import import = open_import(write, id);
        const storage::Record_type& type = exchanged_type(write.schema(), import.of_kind);
        const std::string why = objection(type, write.definitions(type), mapping);
        if (!why.empty()) throw Error(Fault::invalid, why);
        import.mapping = {lines_of(mapping)};
        import.update_existing = update_existing;
        write.update(import);
    });
}

Row_counts Importer::check(const Import& import, const std::function<void(const Row_verdict&)>& visit) const {
    const Table table = table_of(import);
    const Task task = task_of(import);
    return store_->read([&](const Read& read) {
        return exchange::check(read, task, table, [&](const Row_verdict& verdict, const Cells&) { visit(verdict); });
    });
}

void Importer::start(const Actor& actor, Id id) {
    store_->write(actor, [&](Write& write) {
        Import import = open_import(write, id);
        const storage::Record_type& type = exchanged_type(write.schema(), import.of_kind);
        const std::string why = objection(type, write.definitions(type), mapping_of(import));
        if (!why.empty()) throw Error(Fault::invalid, why);
        import.state = Import_state::running;
        import.problem.clear();
        write.update(import);
        Import_place place = place_of(write, id);
        if (is_taken_back(write, place)) {
            note(place, {});
            place.operation = 0;
        }
        place.user = {actor.user};
        write.save(place);
    });
}

/// Its record is done before the list of failed rows is written; until that is there, it runs.
Import_progress Importer::progress(Id id) const {
    return store_->read([&](const Read& read) -> Import_progress {
        const Import import = read.get<Import>(id);
        const auto total = static_cast<std::size_t>(import.rows);
        if (running_ == id) return {Import_state::running, done_, total};
        if (import.state == Import_state::done) return {import.state, total, total};
        return {import.state, counts_of(place_of(read, id)).rows(), total};
    });
}

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

void Importer::remove_old_files() const {
    std::error_code error;
    const auto oldest = std::filesystem::file_time_type::clock::now() - kept;
    for (const auto& folder : std::filesystem::directory_iterator(store_->folder() / "imports", error)) {
        const auto changed = std::filesystem::last_write_time(folder, error);
        if (!error && changed < oldest) std::filesystem::remove_all(folder, error);
    }
}

void Importer::each_failed_row(Id id, const std::function<void(const Row_verdict&)>& visit) const {
    exchange::each_failed_row(failed_rows_file(id), visit);
}

void Importer::each_told_row(Id id, const std::function<void(const Row_verdict&)>& visit) const {
    exchange::each_told_row(told_file(store_->folder(), id), visit);
}

std::filesystem::path Importer::failed_rows_file(Id id) const { return failed_file(store_->folder(), id); }

storage::Moment next_import(const Read& read) {
    const bool none = read.where<&Import::state>(Import_state::running, 1).empty();
    return {none ? INT64_MAX : 0};
}

}  // namespace exchange
