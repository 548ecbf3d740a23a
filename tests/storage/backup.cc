// Backup and restore: whole or not at all.
#include "storage/upkeep/backup.h"

#include <fcntl.h>
#include <sys/stat.h>

#include <atomic>
#include <catch2/catch_test_macros.hpp>
#include <fstream>
#include <thread>

#include "storage/digest.h"
#include "storage/faults.h"
#include "storage/people.h"
#include "storage/scratch.h"
#include "storage/upkeep/check.h"

using namespace storage;
using namespace scratch;
namespace fs = std::filesystem;

namespace {

void add_people(Store& store, int count) {
    static std::atomic<std::uint64_t> seed = 5;
    Random random(++seed);
    store.write(tester, [&](Write& write) {
        for (int i = 0; i < count; ++i) {
            Person one = some_person(random);
            write.create(one);
        }
    });
}

std::uint64_t people_in(const Store& store) {
    return store.read([](const Read& read) { return read.count(record_type<Person>()); });
}

std::string bytes_of(const fs::path& file) {
    std::ifstream in(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
}

void write_bytes(const fs::path& file, const std::string& bytes) {
    std::ofstream(file, std::ios::binary | std::ios::trunc) << bytes;
}

}  // namespace

TEST_CASE("a backup restored into an empty folder has every record", "[X5]") {
    Scratch_store store;
    add_people(*store, 300);
    const Folder elsewhere;
    const fs::path file = elsewhere.path() / "monday.backup";
    double last = 0;
    backup(*store, file, false, [&](double done) { last = done; });
    CHECK(last > 0);
    const Backup_facts facts = verify_backup(file);
    CHECK(facts.format == format_version);
    CHECK(facts.made.milliseconds > 0);

    const Folder fresh;
    restore(file, fresh.path(), false);
    const Store restored(fresh.path(), types());
    CHECK(people_in(restored) == 300);
    CHECK(check(restored).problems == std::vector<std::string>{});
    CHECK(std::distance(fs::directory_iterator(elsewhere.path()), {}) == 1);
}

TEST_CASE("a backup made while others write is a moment of the store", "[X5]") {
    Scratch_store store;
    add_people(*store, 100);
    const Folder elsewhere;
    std::atomic<bool> stop = false;
    std::thread writer([&] {
        while (!stop) {
            add_people(*store, 5);
        }
    });
    for (int i = 0; i < 3; ++i) {
        const Folder fresh;
        backup(*store, elsewhere.path() / "a", true);
        restore(elsewhere.path() / "a", fresh.path(), false);
        const Store restored(fresh.path(), types());
        CHECK(people_in(restored) % 5 == 0);
        CHECK(check(restored).sound());
    }
    stop = true;
    writer.join();
}

TEST_CASE("a backup does not overwrite a file unless told so", "[X5]") {
    Scratch_store store;
    const Folder elsewhere;
    const fs::path file = elsewhere.path() / "a";
    write_bytes(file, "precious");
    CHECK(error_of([&] { backup(*store, file); }).fault() == Fault::refused);
    CHECK(bytes_of(file) == "precious");
    backup(*store, file, true);
    CHECK_NOTHROW(verify_backup(file));
    CHECK(error_of([&] { backup(*store, elsewhere.path() / "missing" / "a"); }).fault() == Fault::unusable);
}

TEST_CASE("a full disk is told and leaves nothing behind", "[X5]") {
    if (!fs::exists("/dev/full")) SKIP("there is no /dev/full");
    Scratch_store store;
    add_people(*store, 100);
    const int full = open("/dev/full", O_WRONLY | O_CLOEXEC);
    CHECK(error_of([&] { backup_to(*store, full); }).fault() == Fault::full);
    close(full);
}

TEST_CASE("restoring over records needs to be said, and keeps the old ones", "[X5]") {
    Scratch_store store;
    add_people(*store, 20);
    const Folder elsewhere;
    backup(*store, elsewhere.path() / "a");
    add_people(*store, 1);
    CHECK(error_of([&] { restore(elsewhere.path() / "a", store.folder().path(), true); }).fault() == Fault::refused);
    store.close();
    const Error refused = error_of([&] { restore(elsewhere.path() / "a", store.folder().path(), false); });
    CHECK(refused.fault() == Fault::refused);
    CHECK(std::string_view(refused.what()).contains("has records already"));
    restore(elsewhere.path() / "a", store.folder().path(), true);
    store.open();
    CHECK(people_in(*store) == 20);
    int kept = 0;
    for (const auto& entry : fs::directory_iterator(store.folder().path()))
        if (entry.path().filename().string().starts_with("records.db.before-restore-")) {
            ++kept;
            const Folder look;
            fs::copy_file(entry.path(), look.file());
            CHECK(people_in(Store(look.path(), types())) == 21);
        }
    CHECK(kept == 1);
}

TEST_CASE("what is not a whole backup is refused with the reason, and touches nothing", "[X5]") {
    Scratch_store store;
    add_people(*store, 50);
    const Folder elsewhere;
    const fs::path file = elsewhere.path() / "a";
    backup(*store, file);
    const std::string good = bytes_of(file);
    const auto told = [&](const std::string& bytes) {
        write_bytes(file, bytes);
        const Folder fresh;
        const Error error = error_of([&] { restore(file, fresh.path(), false); });
        CHECK(fs::is_empty(fresh.path()));
        return std::string(error.what());
    };
    CHECK(told("").contains("is not a backup"));
    CHECK(told("hello").contains("is not a backup"));
    CHECK(told(bytes_of(store.folder().file())).contains("is not a backup"));
    CHECK(told(good.substr(0, 30)).contains("is cut off"));
    CHECK(told(good.substr(0, good.size() / 2)).contains("is cut off"));
    CHECK(told(good.substr(0, good.size() - 1)).contains("is cut off"));
    std::string newer = good;
    newer.replace(0, 19, "Clientbox backup 3\n");
    CHECK(told(newer).contains("newer Clientbox"));
    Random random(9);
    for (int i = 0; i < rounds(200); ++i) {
        std::string flipped = good;
        flipped[19 + random() % (good.size() - 19)] ^= static_cast<char>(1 << random() % 8);
        CHECK(!told(flipped).empty());
    }
    write_bytes(file, good);
    CHECK(error_of([&] { restore(file, elsewhere.path() / "missing", false); }).fault() == Fault::unusable);
    CHECK(error_of([&] { restore(elsewhere.path() / "b", elsewhere.path(), false); }).fault() == Fault::unusable);
}

TEST_CASE("a backup replaces a file and nothing else", "[X5]") {
    Scratch_store store;
    const Folder elsewhere;
    const fs::path pipe = elsewhere.path() / "pipe";
    const fs::path folder = elsewhere.path() / "folder";
    const fs::path link = elsewhere.path() / "link";
    REQUIRE(mkfifo(pipe.c_str(), 0600) == 0);
    fs::create_directory(folder);
    fs::create_symlink(pipe, link);
    for (const fs::path& target : {pipe, folder, link})
        CHECK(fault_of([&] { backup(*store, target, true); }) == Fault::refused);
    CHECK(fs::is_fifo(pipe));
    CHECK(fs::is_directory(folder));
    CHECK(fs::is_symlink(link));
    CHECK(std::distance(fs::directory_iterator(elsewhere.path()), {}) == 3);
}

TEST_CASE("a backup of before there were files is restored", "[X5]") {
    Scratch_store store;
    add_people(*store, 20);
    store.close();
    const std::string records = bytes_of(store.folder().file());
    std::string bytes = "Clientbox backup 1\n";
    put_number(bytes, sign_flipped(Moment::now().milliseconds));
    put_number(bytes, 2);
    bytes += records;
    put_number(bytes, records.size());
    bytes += sha256(bytes);
    const Folder elsewhere;
    write_bytes(elsewhere.path() / "a", bytes);
    CHECK(verify_backup(elsewhere.path() / "a").files == 0);
    const Folder fresh;
    restore(elsewhere.path() / "a", fresh.path(), false);
    CHECK(people_in(Store(fresh.path(), types())) == 20);
    bytes[bytes.size() / 2] ^= 1;
    write_bytes(elsewhere.path() / "a", bytes);
    CHECK(fault_of([&] { verify_backup(elsewhere.path() / "a"); }) == Fault::corrupt);
}
