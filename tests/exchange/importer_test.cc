// Imports in the background: from the file to the list of what failed.
#include "exchange/importer.h"

#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <chrono>
#include <fstream>
#include <sstream>
#include <thread>

#include "exchange/export.h"
#include "exchange/folder.h"
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

constexpr std::chrono::milliseconds a_minute{60'000};

/// Comes, and is looked through.
storage::Id upload(Office& office, Importer& importer, std::string file_name, std::string_view bytes) {
    Arrival arrival = importer.begin_upload();
    arrival.append(bytes);
    const auto id = importer.upload(office.actor, "clients", std::move(file_name), std::move(arrival));
    CHECK(importer.looked(stored(office, id), a_minute) != nullptr);
    return id;
}

Row_counts checked(Importer& importer, const Import& import) {
    const auto checked = importer.checked(import, a_minute);
    REQUIRE(checked != nullptr);
    return checked->counts;
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
    const auto id = upload(office, importer, "two.csv", two);
    CHECK(std::filesystem::exists(file_of(office, id, "upload.csv")));
    Import import = stored(office, id);
    CHECK(import.rows == 2);
    const auto looked = importer.looked(import, a_minute);
    REQUIRE(looked != nullptr);
    const auto& columns = looked->columns;
    REQUIRE(columns.size() == 3);
    CHECK(columns[2].field == "email");
    CHECK(columns[2].samples == std::vector<std::string>{"ann@a.example", "b@b.example"});
    CHECK(checked(importer, import) == Row_counts{.made = 1, .wrong = 1});

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

TEST_CASE("the rows of a dry run are kept, and found again for other columns", "[E1]") {
    Office office;
    Importer importer(office.store);
    const auto rows = static_cast<std::size_t>(scratch::rounds(20'000));
    const auto id = upload(office, importer, "many.csv", customers(rows));
    const Import import = stored(office, id);
    CHECK(checked(importer, import) == Row_counts{.made = rows});
    CHECK_FALSE(importer.errand_share(id));
    std::size_t last = 1;
    importer.each_checked_row(id, [&](const Row_verdict& row) {
        CHECK(row.action == Row_action::create);
        CHECK(row.row == ++last);
        return row.row < 1'000;
    });
    CHECK(last == 1'000);

    const auto before = importer.checked(import, a_minute);
    CHECK(importer.checked(import, a_minute) == before);
    Mapping none(before->columns.size());
    none.front() = "first_name";
    importer.checked(import, std::chrono::milliseconds{0});
    importer.choose(office.actor, id, none, false);
    const auto after = importer.checked(stored(office, id), a_minute);
    REQUIRE(after != nullptr);
    CHECK(after->columns[1].field.empty());
    importer.drop(id);
    CHECK(std::filesystem::is_empty(office.folder.path() / "imports"));
}

TEST_CASE("while a file is looked through somebody is told how far it is, and may leave", "[E1][large]") {
    Office office;
    Importer importer(office.store);
    Arrival arrival = importer.begin_upload();
    arrival.append(customers(50'000));
    const auto id = importer.upload(office.actor, "clients", "many.csv", std::move(arrival));
    double share = 0;
    while (const auto now = importer.errand_share(id)) {
        CHECK(*now >= share);
        share = *now;
    }
    CHECK(share <= 1);
    const auto looked = importer.looked(stored(office, id), std::chrono::milliseconds{0});
    REQUIRE(looked != nullptr);
    CHECK(stored(office, id).rows == 50'000);
    importer.checked(stored(office, id), std::chrono::milliseconds{0});
    importer.stop();
    CHECK(importer.checked(stored(office, id), std::chrono::milliseconds{0}) == nullptr);
}

TEST_CASE("what cannot be kept leaves neither a record nor a file", "[E1][X7]") {
    Office office;
    Importer importer(office.store);
    const auto imports = office.folder.path() / "imports";
    Arrival arrival = importer.begin_upload();
    arrival.append(two);
    std::ofstream(imports / "1") << "in the place of the folder";
    try {
        importer.upload(office.actor, "clients", "two.csv", std::move(arrival));
        FAIL("it was kept");
    } catch (const storage::Error& error) {
        CHECK(error.fault() == storage::Fault::unusable);
        CHECK(std::string_view(error.what()).contains("imports/1"));
    }
    CHECK(std::filesystem::is_empty(imports));
    CHECK(office.store.read([](const storage::Read& read) { return read.count(storage::record_type<Import>()); }) == 0);

    std::filesystem::remove(imports);
    std::ofstream(imports) << "a file";
    CHECK_THROWS_AS(importer.begin_upload(), storage::Error);
}

TEST_CASE("what a power cut left of uploads goes at the next start", "[E1]") {
    Office office;
    const auto left = office.folder.path() / "imports" / "0123456789abcdef.arriving";
    std::filesystem::create_directories(left.parent_path());
    std::ofstream(left) << "half";
    const Importer importer(office.store);
    CHECK_FALSE(std::filesystem::exists(left));
}

TEST_CASE("columns can be chosen, and a choice that makes no clients is refused", "[E1]") {
    Office office;
    Importer importer(office.store);
    const auto id = upload(office, importer, "odd.csv", "x,y,z\nAnn,Aalto,ann@a.example\n");
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
    Arrival arrival = importer.begin_upload();
    const auto id = importer.upload(office.actor, "clients", "empty.csv", std::move(arrival));
    CHECK_THROWS_AS(importer.looked(stored(office, id), a_minute), storage::Error);
    importer.drop(id);
    CHECK(std::filesystem::is_empty(office.folder.path() / "imports"));
    CHECK(office.store.read([](const storage::Read& read) { return read.count(storage::record_type<Import>()); }) == 0);
}

TEST_CASE("no file is taken when the disk is almost full", "[E1][X7]") {
    Office office;
    Importer importer(office.store, {}, 1ULL << 60);
    try {
        upload(office, importer, "two.csv", two);
        FAIL("it was taken");
    } catch (const storage::Error& error) {
        CHECK(error.fault() == storage::Fault::full);
    }
    CHECK_FALSE(std::filesystem::exists(office.folder.path() / "imports"));
}

TEST_CASE("an import goes in by slices, which are one operation and taken back as one", "[E1][U8][large]") {
    Office office;
    Importer importer(office.store);
    const auto id = upload(office, importer, "many.csv", customers(2'000));
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

TEST_CASE("after a power cut an import goes on behind the rows that are in", "[E1][large]") {
    Office office;
    storage::Id id = 0;
    {
        Importer importer(office.store);
        id = upload(office, importer, "many.csv", customers(3'000));
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

TEST_CASE("an import that failed goes on from there, or from the beginning when it was taken back", "[E1][large]") {
    for (const bool taken_back : {false, true}) {
        Office office;
        Importer importer(office.store);
        const auto id = upload(office, importer, "many.csv", customers(3'000));
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
        id = upload(office, importer, "two.csv", two);
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
        id = upload(office, importer, "two.csv", two);
    }
    const auto folder = file_of(office, id, "upload.csv").parent_path();
    std::filesystem::last_write_time(folder, std::filesystem::file_time_type::clock::now() - std::chrono::days(31));
    Importer importer(office.store);
    importer.remove_old_files();
    CHECK_FALSE(std::filesystem::exists(folder));
    CHECK_THROWS_AS(importer.looked(stored(office, id), a_minute), storage::Error);
}

TEST_CASE("an import that changed clients is taken back as a whole, and all is as it was", "[E1][U8]") {
    Office office;
    run(office, customers(300));
    const auto exported = [&] {
        std::ostringstream out;
        export_file(office.store, "clients", out);
        return out.str();
    };
    const std::string before = exported();
    std::string changed = customers(500);
    for (std::size_t at = 0; (at = changed.find("Norway", at)) != std::string::npos;) changed.replace(at, 6, "Sweden");
    Importer importer(office.store);
    const auto id = upload(office, importer, "changed.csv", changed);
    importer.choose(office.actor, id, mapping_of(stored(office, id)), true);
    importer.start(office.actor, id);
    CHECK(run(importer, id) == Import_state::done);
    CHECK(stored(office, id).updated == 300);
    CHECK(exported() != before);
    office.store.write(office.actor, [&](storage::Write& write) {
        storage::undo(write, static_cast<std::uint64_t>(stored(office, id).operation),
                      [](std::uint8_t) { return true; });
    });
    CHECK(exported() == before);
}

TEST_CASE("what an import keeps of people is for the box alone, and goes when somebody is erased", "[E1][S7]") {
    Office office;
    Importer importer(office.store);
    const auto id = upload(office, importer, "two.csv", two);
    const auto waiting = upload(office, importer, "waiting.csv", two);
    checked(importer, stored(office, waiting));
    importer.start(office.actor, id);
    CHECK(run(importer, id) == Import_state::done);
    for (const char* name : {"failed.csv", "told.csv"}) {
        INFO(name);
        const auto permissions = std::filesystem::status(file_of(office, id, name)).permissions();
        CHECK((permissions & (std::filesystem::perms::group_all | std::filesystem::perms::others_all)) ==
              std::filesystem::perms::none);
    }
    CHECK(std::filesystem::exists(file_of(office, waiting, "checked.csv")));
    importer.forget_files();
    for (const auto each : {id, waiting}) CHECK_FALSE(std::filesystem::exists(file_of(office, each, "")));
    CHECK_THROWS_AS(importer.looked(stored(office, waiting), a_minute), storage::Error);
}

TEST_CASE("an import by command that is killed can be taken back", "[E1][U8][large]") {
    Office office;
    const auto file = office.folder.path() / "many.csv";
    std::ofstream(file) << customers(20'000);
    std::ostringstream told;
    std::size_t asked = 0;
    const auto killed = [&]() -> bool {
        if (++asked == 3) throw std::runtime_error("killed");
        return true;
    };
    CHECK_THROWS(import_file(office.store, office.actor, "clients", file, {.others_save = killed}, told));
    const Import import = stored(office, 1);
    CHECK(import.problem == "It was stopped.");
    CHECK(import.made > 0);
    CHECK_FALSE(office.clients().empty());
    office.store.write(office.actor, [&](storage::Write& write) {
        storage::undo(write, static_cast<std::uint64_t>(import.operation), [](std::uint8_t) { return true; });
    });
    CHECK(office.clients().empty());
}
