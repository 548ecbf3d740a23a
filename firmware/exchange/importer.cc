#include "exchange/importer.h"

#include <algorithm>
#include <chrono>
#include <format>

#include "exchange/come_back.h"
#include "exchange/failed_rows.h"
#include "exchange/folder.h"
#include "exchange/kinds.h"
#include "office/records/in_background.h"
#include "office/records/kind.h"

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

/// Whether what an import has made so far was taken back: the first of it is gone.
bool is_taken_back(const Read& read, const Import_place& place) {
    if (place.operation == 0) return true;
    const storage::Entry first = read.entry(static_cast<std::uint64_t>(place.operation));
    return !read.has(first.kind, first.id);
}

/// A file of a few people is often called after one of them.
void forget_names(storage::Store& store) {
    constexpr std::int64_t few = 10;
    const auto all = store.read([](const Read& read) {
        std::vector<Import> imports;
        const storage::List every{.tag = storage::index_tag::created, .limit = SIZE_MAX};
        for (const Id id : read.select(storage::record_type<Import>(), every).ids)
            imports.push_back(read.get<Import>(id));
        return imports;
    });
    for (const Import& import : all) {
        std::string plain = "file" + std::filesystem::path(import.file_name).extension().string();
        if (import.state == Import_state::running || import.rows > few || import.file_name == plain) continue;
        store.write(office::the_box, [&](Write& write) {
            Import stored = write.get<Import>(import.id);
            stored.file_name = std::move(plain);
            write.update(stored);
            write.redact({Import::kind.number, import.id});
        });
    }
}

}  // namespace

Importer::Importer(storage::Store& store, Other_languages languages, std::uint64_t kept_free)
    : store_(&store)
    , languages_(std::move(languages))
    , kept_free_(kept_free) {
    Arrival::remove_left(store.folder());
    make_missing_lists();
}

void Importer::stop() {
    stopping_ = true;
    errands_.stop();
}

Arrival Importer::begin_upload() const { return {store_->folder(), kept_free_}; }

Id Importer::upload(const Actor& actor, std::string_view plural, std::string file_name, Arrival arrival) {
    arrival.settle();
    Import import{.of_kind = std::string(exchanged_type(store_->schema(), plural).kind.plural),
                  .file_name = std::move(file_name),
                  .user = {actor.user}};
    store_->write(actor, [&](Write& write) {
        import.id = 0;
        write.create(import);
    });
    try {
        arrival.keep_as(upload_file(store_->folder(), import.id));
    } catch (const Error&) {
        drop(import.id);
        throw;
    }
    begin_look(import, {});
    return import.id;
}

std::uint64_t Importer::size_of_file(Id id) const {
    std::error_code error;
    const auto size = std::filesystem::file_size(upload_file(store_->folder(), id), error);
    return error ? 0 : size;
}

void Importer::drop(Id id) {
    errands_.forget(id);
    keep(id, [](Found& found) { found = {}; });
    store_->write(office::the_box, [&](Write& write) { write.erase(storage::Ref<Import>{id}); });
    std::error_code ignored;
    std::filesystem::remove_all(import_folder(store_->folder(), id), ignored);
}

storage::Definitions Importer::definitions_of(const storage::Record_type& type) const {
    return store_->read([&](const Read& read) { return read.definitions(type); });
}

Table Importer::table_of(const Import& import, Progress* progress) const {
    Text_file file(upload_file(store_->folder(), import.id),
                   "The file of this import is not kept any more. Upload it again.");
    if (import.reading.text.empty()) return Table(std::move(file), progress);
    return {std::move(file), format_of(import.reading.text), progress};
}

Task Importer::task_of(const Import& import) const {
    return store_->read([&](const Read& read) { return exchange::task_of(read, import); });
}

std::vector<Import_target> Importer::targets(const Import& import) const {
    const storage::Record_type& kind = exchanged_type(store_->schema(), import.of_kind);
    const storage::Record_type& type = store_->read([&](const Read& read) -> const storage::Record_type& {
        return type_for(read, import.user, kind, mapping_of(import));
    });
    const auto definitions = definitions_of(kind);
    std::vector<Import_target> targets = other_targets(type);
    for (const storage::Column* column : exchange::targets(type, definitions))
        targets.push_back({column->name, column->label, column->attributes.missing});
    return targets;
}

void Importer::choose(const Actor& actor, Id id, const Mapping& mapping, bool update_existing) {
    store_->write(actor, [&](Write& write) {
        Import import = open_import(write, id);
        const storage::Record_type& kind = exchanged_type(write.schema(), import.of_kind);
        const storage::Record_type& type = type_for(write, import.user, kind, mapping);
        const std::string why = objection(type, write.definitions(type), mapping);
        if (!why.empty()) throw Error(Fault::invalid, why);
        import.mapping = {lines_of(mapping)};
        import.update_existing = update_existing;
        write.update(import);
    });
    errands_.forget(id);
}

void Importer::start(const Actor& actor, Id id) {
    store_->write(actor, [&](Write& write) {
        Import import = open_import(write, id);
        const storage::Record_type& kind = exchanged_type(write.schema(), import.of_kind);
        const Mapping mapping = mapping_before_start(mapping_of(import));
        const storage::Record_type& type = type_for(write, import.user, kind, mapping);
        const std::string why = objection(type, write.definitions(type), mapping);
        if (!why.empty()) throw Error(Fault::invalid, why);
        if (import.state == Import_state::uploaded) import.mapping = {lines_of(mapping_at_start(write, type, mapping))};
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
    errands_.forget(id);
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

void Importer::remove_old_files() const {
    std::error_code error;
    const auto oldest = std::filesystem::file_time_type::clock::now() - kept;
    for (const auto& folder : std::filesystem::directory_iterator(store_->folder() / "imports", error)) {
        const auto changed = std::filesystem::last_write_time(folder, error);
        if (!error && changed < oldest) std::filesystem::remove_all(folder, error);
    }
}

void Importer::forget_files() {
    const auto goes_in =
        store_->read([](const Read& read) { return read.where<&Import::state>(Import_state::running); });
    std::error_code error;
    for (const auto& folder : std::filesystem::directory_iterator(imports_folder(store_->folder()), error)) {
        const auto id = storage::parse_id(folder.path().filename().string());
        if (!id || std::ranges::contains(goes_in, *id)) continue;
        errands_.forget(*id);
        keep(*id, [](Found& found) { found = {}; });
        std::filesystem::remove_all(folder, error);
    }
    forget_names(*store_);
}

void Importer::each_checked_row(Id id, const std::function<bool(const Row_verdict&)>& visit) const {
    exchange::each_checked_row(checked_file(store_->folder(), id), visit);
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
