// Records that are about any other, and have a file: what documents are in the office.
#pragma once

#include "storage/scratch.h"

namespace scratch {

template <storage::Gone gone> struct About : storage::Stored {
    static constexpr storage::Kind kind = gone == storage::Gone::clear
                                              ? storage::Kind{121, "slip", "slips", "Slip", "Slips"}
                                              : storage::Kind{120, "paper", "papers", "Paper", "Papers"};
    std::string name;
    storage::Any_ref about;
    storage::File file;
    static constexpr auto fields = std::tuple{
        storage::Field{1, "name", &About::name, {.label = "Name", .search = true, .index = storage::Index::sorted}},
        storage::Field{
            2,
            "about",
            &About::about,
            {.label = "About", .index = storage::Index::sorted, .parent = true, .added_there = true, .gone = gone}},
        storage::Field{3, "file", &About::file, {.label = "File", .index = storage::Index::sorted, .read_only = true}},
    };
};

/// Goes with what it is about.
using Paper = About<storage::Gone::cascade>;
/// Stays, about nothing.
using Slip = About<storage::Gone::clear>;

std::vector<const storage::Record_type*> types_with_papers();

struct Paper_store {
    Folder folder;
    std::unique_ptr<storage::Store> store = opened();

    std::unique_ptr<storage::Store> opened() const {
        return std::make_unique<storage::Store>(folder.path(), types_with_papers());
    }
    template <class Record> Record add(Record record) {
        store->write(tester, [&](storage::Write& write) { write.create(record); });
        return record;
    }
    template <class Record> void erase(const Record& record) {
        store->write(tester, [&](storage::Write& write) { write.erase(storage::Ref<Record>{record.id}); });
    }
    template <class Record> std::optional<Record> find(const Record& record) const {
        return store->read([&](const storage::Read& read) { return read.find<Record>(record.id); });
    }
};

template <class Record> Record paper_about(std::uint8_t kind, storage::Id id, std::string name = "Plan") {
    Record record;
    record.name = std::move(name);
    record.about = {kind, id};
    return record;
}

}  // namespace scratch
