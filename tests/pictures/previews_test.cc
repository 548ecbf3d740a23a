// Previews beside the documents: made behind their back, again when they are missing, gone with them.
#include "pictures/previews.h"

#include <catch2/catch_test_macros.hpp>
#include <fstream>

#include "office/documents/documents.h"
#include "office/office.h"
#include "pictures/samples.h"
#include "storage/files/named_files.h"
#include "storage/upkeep/backup.h"

using namespace office_test;
using office::Document;

namespace {

struct Previews_office : Office {
    storage::Files files{folder.path(), 0};
    pictures::Previews previews{folder.path(), files, 0};

    Document add(std::string_view bytes) {
        auto incoming = files.begin();
        incoming.append(bytes);
        const auto file = office::described(files, incoming.finish(), "roof.jpg");
        return store.write(
            box, [&](Write& write) { return office::add_document(write, file, {}, office::References::names); });
    }
    bool is_due() {
        return store.read([&](const Read& read) { return previews.due(read); }) == storage::Moment{};
    }
    void make_all() {
        do previews.make_some(store);
        while (is_due());
    }
    bool has(const Document& document) {
        return previews.find(document.file.digest, pictures::Extent::small).has_value() &&
               previews.find(document.file.digest, pictures::Extent::large).has_value();
    }
    std::filesystem::path folder_of_previews() const { return folder.path() / "previews"; }
};

}  // namespace

TEST_CASE("previews are made once for each picture, and only for pictures", "[P9]") {
    Previews_office office;
    CHECK_FALSE(office.is_due());
    const Document photo = office.add(pictures::test::jpeg({800, 600}));
    const Document text = office.add("A plan of the roof");
    CHECK(office.is_due());
    office.make_all();
    CHECK_FALSE(office.is_due());
    CHECK(office.has(photo));
    CHECK_FALSE(office.has(text));
    const Document again = office.add(pictures::test::jpeg({800, 600}));
    office.make_all();
    CHECK(again.file.digest == photo.file.digest);
    pictures::Previews after_a_start(office.folder.path(), office.files, 0);
    after_a_start.make_some(office.store);
    CHECK(after_a_start.find(photo.file.digest, pictures::Extent::large));
}

TEST_CASE("a preview that is missing is made again when somebody looks for it", "[P9]") {
    Previews_office office;
    const Document photo = office.add(pictures::test::png({800, 600}));
    office.make_all();
    std::filesystem::remove_all(office.folder_of_previews());
    CHECK_FALSE(office.is_due());
    office.previews.want(photo.file);
    office.previews.want(photo.file);
    CHECK(office.is_due());
    office.make_all();
    CHECK(office.has(photo));
    CHECK_FALSE(office.is_due());
}

TEST_CASE("a picture without a preview says why, and is not tried again", "[P9]") {
    Previews_office office;
    const Document cut = office.add(pictures::test::jpeg({800, 600}).substr(0, 900));
    const Document bomb = office.add(pictures::test::png_head({50'000, 50'000}));
    CHECK(office.previews.why_none(cut.file.digest).empty());
    office.make_all();
    CHECK(office.previews.why_none(cut.file.digest) == "No preview: the picture is damaged.");
    CHECK(office.previews.why_none(bomb.file.digest) == "No preview: the picture has too many pixels.");
    CHECK_FALSE(office.has(cut));
    CHECK_FALSE(office.is_due());
}

TEST_CASE("a picture over which the program ended twice is left alone", "[P9]") {
    Previews_office office;
    const Document photo = office.add(pictures::test::jpeg({80, 60}));
    const auto name = storage::hex(photo.file.digest);
    const auto note = office.folder_of_previews() / name.substr(0, 2) / (name + ".none");
    std::filesystem::create_directories(note.parent_path());
    std::ofstream(note) << "..";
    CHECK(office.previews.why_none(photo.file.digest).empty());
    office.make_all();
    CHECK_FALSE(office.has(photo));
    CHECK_FALSE(office.previews.why_none(photo.file.digest).empty());
}

TEST_CASE("previews go with their files, are in no backup, and wait while the disk is full", "[P9]") {
    Previews_office office;
    const Document photo = office.add(pictures::test::jpeg({800, 600}));
    const Document other = office.add(pictures::test::jpeg({600, 800}));
    pictures::Previews on_a_full_disk(office.folder.path(), office.files, UINT64_MAX);
    CHECK(fault_of([&] { on_a_full_disk.make_some(office.store); }) == Fault::full);
    office.make_all();
    CHECK(office.previews.sweep() == 0);

    storage::backup(office.store, office.folder.path() / "box.backup");
    CHECK(storage::verify_backup(office.folder.path() / "box.backup").files == 2);

    office.erase<Document>(photo.id);
    const auto name = storage::hex(photo.file.digest);
    std::filesystem::remove(office.folder.path() / "files" / name.substr(0, 2) / name);
    CHECK(office.previews.sweep() == 2);
    CHECK_FALSE(office.has(photo));
    CHECK(office.has(other));
}
