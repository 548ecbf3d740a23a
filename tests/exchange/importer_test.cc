// Imports in the background: from the file to the list of what failed.
#include "exchange/importer.h"

#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <chrono>
#include <thread>

#include "exchange/office.h"
#include "storage/undo.h"

using namespace exchange;
using namespace exchange::tests;
using office::Import;
using office::Import_state;

namespace {

Import stored(const Office& office, storage::Id id) {
    return office.store.read([&](const storage::Read& read) { return read.get<Import>(id); });
}

/// As the worker does once it was started.
Import_state run(Importer& importer, storage::Id id) {
    importer.run_started();
    return importer.progress(id).state;
}

/// Stops once the first rows are in.
void run_and_stop(Importer& importer, storage::Id id) {
    std::thread stopping([&] {
        while (importer.progress(id).done == 0) std::this_thread::sleep_for(std::chrono::milliseconds(1));
        importer.stop();
    });
    importer.run_started();
    stopping.join();
}

std::filesystem::path file_of(const Office& office, storage::Id id, const char* name) {
    return office.folder.path() / "imports" / std::to_string(id) / name;
}

constexpr std::string_view two = "First Name,Last Name,E-mail\nAnn,Aalto,ann@a.example\nBea,B,b@b.example,more\n";

}  // namespace

TEST_CASE("an upload is kept, guessed, checked, run once and cleaned up", "[E1]") {
    Office office;
    Importer importer(office.store);
    const auto id = importer.upload(office.actor, "clients", "two.csv", std::string(two));
    CHECK(std::filesystem::exists(file_of(office, id, "upload.csv")));
    Import import = stored(office, id);
    CHECK(import.rows == 2);
    const auto columns = importer.columns(import);
    REQUIRE(columns.size() == 3);
    CHECK(columns[2].field == "email");
    CHECK(columns[2].samples == std::vector<std::string>{"ann@a.example", "b@b.example"});
    CHECK(importer.check(import, [](const Row_verdict&) {}) == Row_counts{.made = 1, .wrong = 1});

    importer.start(office.actor, id);
    CHECK(run(importer, id) == Import_state::done);
    import = stored(office, id);
    CHECK(import.made == 1);
    CHECK(import.wrong == 1);
    CHECK(importer.progress(id).done == 2);
    CHECK(office.clients().size() == 1);
    CHECK_THROWS_AS(importer.start(office.actor, id), storage::Error);
    CHECK_THROWS_AS(importer.choose(office.actor, id, {"", "", "email"}, true), storage::Error);

    CHECK_FALSE(std::filesystem::exists(file_of(office, id, "upload.csv")));
    std::vector<Row_verdict> failed;
    importer.each_failed_row(id, [&](const Row_verdict& row) { failed.push_back(row); });
    REQUIRE(failed.size() == 1);
    CHECK(failed[0].row == 3);
    CHECK(failed[0].why == "This row has 4 cells, but there are 3 columns");
}

TEST_CASE("columns can be chosen, and a choice that makes no clients is refused", "[E1]") {
    Office office;
    Importer importer(office.store);
    const auto id = importer.upload(office.actor, "clients", "odd.csv", "x,y,z\nAnn,Aalto,ann@a.example\n");
    CHECK_THROWS_AS(importer.start(office.actor, id), storage::Error);
    CHECK_THROWS_AS(importer.choose(office.actor, id, {"", "", "phone"}, false), storage::Error);
    importer.choose(office.actor, id, {"first_name", "last_name", "email"}, true);
    importer.start(office.actor, id);
    CHECK(run(importer, id) == Import_state::done);
    CHECK(office.clients().at(0).name() == "Aalto, Ann");
}

TEST_CASE("what is no table is refused and leaves nothing", "[E1]") {
    Office office;
    Importer importer(office.store);
    CHECK_THROWS_AS(importer.upload(office.actor, "clients", "empty.csv", ""), storage::Error);
    CHECK_FALSE(std::filesystem::exists(office.folder.path() / "imports"));
}

TEST_CASE("no file is taken when the disk is almost full", "[E1][X7]") {
    Office office;
    Importer importer(office.store, {}, 1ULL << 60);
    try {
        importer.upload(office.actor, "clients", "two.csv", std::string(two));
        FAIL("it was taken");
    } catch (const storage::Error& error) {
        CHECK(error.fault() == storage::Fault::full);
    }
    CHECK_FALSE(std::filesystem::exists(office.folder.path() / "imports"));
}

TEST_CASE("an import goes in by slices, which are one operation and taken back as one", "[E1][U8]") {
    Office office;
    Importer importer(office.store);
    const auto id = importer.upload(office.actor, "clients", "many.csv", customers(2'000));
    importer.start(office.actor, id);
    CHECK(run(importer, id) == Import_state::done);
    const Import import = stored(office, id);
    CHECK(import.made == 2'000);
    const auto operation = static_cast<std::uint64_t>(import.operation);
    const auto read = [&](auto&& ask) { return office.store.read(ask); };
    CHECK(read([&](const storage::Read& all) { return all.entries_of(operation).size(); }) >= 2'000);
    CHECK(read([&](const storage::Read& all) {
        return std::ranges::all_of(all.entries_of(operation), [&](std::uint64_t number) {
            const storage::Entry entry = all.entry(number);
            return entry.operation == operation && entry.doing.verb == "import";
        });
    }));
    const auto undone = office.store.write(office.actor, [&](storage::Write& write) {
        return storage::undo(write, operation, [](std::uint8_t) { return true; });
    });
    CHECK(undone.left_alone.empty());
    CHECK(office.clients().empty());
}

TEST_CASE("after a power cut an import goes on behind the rows that are in", "[E1]") {
    Office office;
    storage::Id id = 0;
    {
        Importer importer(office.store);
        id = importer.upload(office.actor, "clients", "many.csv", customers(3'000));
        importer.start(office.actor, id);
        run_and_stop(importer, id);
    }
    const auto some = office.clients().size();
    CHECK(some > 0);
    CHECK(some < 3'000);
    CHECK(stored(office, id).state == Import_state::running);
    Importer importer(office.store);
    CHECK(importer.progress(id).done == some);
    CHECK(run(importer, id) == Import_state::done);
    CHECK(office.clients().size() == 3'000);
    CHECK(stored(office, id).made == 3'000);
}

TEST_CASE("an import that failed goes on from there, or from the beginning when it was taken back", "[E1]") {
    for (const bool taken_back : {false, true}) {
        Office office;
        Importer importer(office.store);
        const auto id = importer.upload(office.actor, "clients", "many.csv", customers(3'000));
        const auto file = file_of(office, id, "upload.csv");
        importer.start(office.actor, id);
        run_and_stop(importer, id);
        const auto some = office.clients().size();
        REQUIRE((some > 0 && some < 3'000));
        Importer again(office.store);
        std::filesystem::rename(file, office.folder.path() / "away.csv");
        CHECK(run(again, id) == Import_state::failed);
        CHECK(again.progress(id).done == some);
        CHECK_FALSE(stored(office, id).problem.empty());
        if (taken_back)
            office.store.write(office.actor, [&](storage::Write& write) {
                storage::undo(write, static_cast<std::uint64_t>(stored(office, id).operation),
                              [](std::uint8_t) { return true; });
            });
        std::filesystem::rename(office.folder.path() / "away.csv", file);
        again.start(office.actor, id);
        CHECK(again.progress(id).done == (taken_back ? 0 : some));
        CHECK(run(again, id) == Import_state::done);
        CHECK(office.clients().size() == 3'000);
    }
}

TEST_CASE("a list of failed rows that a power cut took is made again", "[E1]") {
    Office office;
    storage::Id id = 0;
    {
        Importer importer(office.store);
        id = importer.upload(office.actor, "clients", "two.csv", std::string(two));
    }
    office.store.write(office.actor, [&](storage::Write& write) {
        auto import = write.get<Import>(id);
        import.state = Import_state::done;
        import.wrong = 1;
        write.update(import);
    });
    const Importer importer(office.store);
    CHECK(std::filesystem::exists(file_of(office, id, "failed.csv")));
    CHECK_FALSE(std::filesystem::exists(file_of(office, id, "upload.csv")));
}

TEST_CASE("files of imports go after 30 days", "[E1]") {
    Office office;
    storage::Id id = 0;
    {
        Importer importer(office.store);
        id = importer.upload(office.actor, "clients", "two.csv", std::string(two));
    }
    const auto folder = file_of(office, id, "upload.csv").parent_path();
    std::filesystem::last_write_time(folder, std::filesystem::file_time_type::clock::now() - std::chrono::days(31));
    Importer importer(office.store);
    importer.remove_old_files();
    CHECK_FALSE(std::filesystem::exists(folder));
    CHECK_THROWS_AS(importer.columns(stored(office, id)), storage::Error);
}
