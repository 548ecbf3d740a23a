#include "office/people/erased_file.h"

#include "storage/digest.h"

namespace office {

using storage::Id;

namespace {

std::vector<Id> all(const storage::Read& read) {
    return read.select(storage::record_type<Erased_file>(), {.tag = storage::index_tag::created, .limit = SIZE_MAX})
        .ids;
}

/// When the record was made: its file had arrived.
Moment made_at(const storage::Read& read, const storage::Entry& erased) {
    const auto about = storage::entries_about(read.transaction(), {erased.kind, erased.id}, 0, SIZE_MAX);
    return about.empty() ? erased.at : read.entry(about.back()).at;
}

}  // namespace

void note_files(storage::Write& write, const storage::Entry& erased) {
    for (const auto& file : storage::files_of(write.schema().type(erased.kind), erased.before)) {
        Erased_file noted;
        noted.digest = storage::hex(file.digest);
        noted.arrived_by = made_at(write, erased);
        write.create(noted);
    }
}

std::vector<storage::Let_go> erased_files(const storage::Read& read) {
    std::vector<storage::Let_go> files;
    for (const Id id : all(read)) {
        const auto noted = read.get<Erased_file>(id);
        files.push_back({storage::from_hex(noted.digest), noted.arrived_by});
    }
    return files;
}

void forget_erased_files(storage::Write& write) {
    for (const Id id : all(write)) write.erase(storage::Ref<Erased_file>{id});
}

}  // namespace office
