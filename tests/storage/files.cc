// Bytes beside the records: they are there under their name, or not at all.
#include "storage/files/files.h"

#include <sys/mount.h>
#include <sys/resource.h>
#include <sys/syscall.h>

#include <catch2/catch_test_macros.hpp>
#include <csignal>
#include <fstream>
#include <thread>

#include "storage/faults.h"
#include "storage/scratch.h"
#include "support/failing_disk.h"

using namespace storage;
using namespace scratch;
namespace fs = std::filesystem;

namespace {

const auto nobody = [](std::string_view) { return false; };

Stored_bytes kept(Files& files, std::string_view bytes) {
    auto incoming = files.begin();
    incoming.append(bytes);
    return incoming.finish();
}

std::string content(const Files& files, std::string_view digest) {
    const auto file = files.open(digest);
    std::string bytes(size_of(file) + 1, '\0');
    bytes.resize(read_at(file, 0, bytes));
    return bytes;
}

std::size_t count_files(const fs::path& folder) {
    std::size_t count = 0;
    for (const auto& entry : fs::recursive_directory_iterator(folder)) count += entry.is_regular_file() ? 1 : 0;
    return count;
}

void make_older(const fs::path& folder) {
    for (const auto& entry : fs::recursive_directory_iterator(folder))
        if (entry.is_regular_file())
            fs::last_write_time(entry, fs::file_time_type::clock::now() - std::chrono::hours(48));
}

fs::path path_of(const Folder& folder, const Stored_bytes& stored) {
    const auto name = hex(stored.digest);
    return folder.path() / "files" / name.substr(0, 2) / name;
}

}  // namespace

TEST_CASE("bytes that arrived in pieces are found by their digest") {
    const Folder folder;
    Files files(folder.path(), 0);
    auto incoming = files.begin();
    for (const auto* part : {"one ", "", "two ", "three"}) incoming.append(part);
    CHECK(incoming.size() == 13);
    const auto stored = incoming.finish();
    CHECK(stored == Stored_bytes{.digest = sha256("one two three"), .size = 13});
    CHECK(files.exists(stored.digest));
    CHECK(content(files, stored.digest) == "one two three");
    CHECK(fs::exists(path_of(folder, stored)));
    CHECK(content(files, kept(files, {}).digest).empty());
}

TEST_CASE("a part of a file is read from where one likes") {
    const Folder folder;
    Files files(folder.path(), 0);
    const auto file = files.open(kept(files, "0123456789").digest);
    std::string bytes(4, '\0');
    CHECK(read_at(file, 3, bytes) == 4);
    CHECK(bytes == "3456");
    CHECK(read_at(file, 8, bytes) == 2);
    CHECK(read_at(file, 10, bytes) == 0);
}

TEST_CASE("what breaks off leaves nothing behind") {
    const Folder folder;
    Files files(folder.path(), 0);
    {
        auto incoming = files.begin();
        incoming.append("half");
        CHECK(count_files(folder.path()) == 1);
    }
    CHECK(count_files(folder.path()) == 0);
    CHECK_FALSE(files.exists(sha256("half")));
    CHECK(fault_of([&] { files.open(sha256("half")); }) == Fault::not_found);
}

TEST_CASE("the same bytes are kept once, and arriving again makes a damaged file whole") {
    const Folder folder;
    Files files(folder.path(), 0);
    const auto stored = kept(files, "the same");
    CHECK(files.intact(stored));
    std::ofstream(path_of(folder, stored)) << "tha same";
    CHECK_FALSE(files.intact(stored));
    std::ofstream(path_of(folder, stored)) << "the";
    CHECK_FALSE(files.intact(stored));
    CHECK(kept(files, "the same") == stored);
    CHECK(files.intact(stored));
    CHECK(count_files(folder.path()) == 1);
    fs::remove(path_of(folder, stored));
    CHECK_FALSE(files.intact(stored));
}

TEST_CASE("many may arrive at once") {
    const Folder folder;
    Files files(folder.path(), 0);
    {
        std::vector<std::jthread> threads;
        for (int thread = 0; thread < 8; ++thread)
            threads.emplace_back([&files, thread] {
                for (int n = 0; n < 20; ++n) kept(files, std::format("{}", (thread + n) % 25));
            });
    }
    CHECK(count_files(folder.path()) == 25);
    for (int n = 0; n < 25; ++n) CHECK(content(files, sha256(std::to_string(n))) == std::to_string(n));
}

TEST_CASE("a sweep takes what is old and unnamed, and nothing else") {
    const Folder folder;
    Files files(folder.path(), 0);
    const auto named = kept(files, "named");
    const auto unnamed = kept(files, "unnamed");
    const auto again = kept(files, "arrives again");
    std::ofstream(folder.path() / "files" / "incoming" / "broken-off-by-a-power-cut") << "half";
    std::ofstream(folder.path() / "files" / "a file of somebody else") << "?";
    make_older(folder.path());
    const auto young = kept(files, "young");
    kept(files, "arrives again");
    const auto is_named = [&](std::string_view digest) { return digest == named.digest; };
    const auto open = files.open(unnamed.digest);
    CHECK(files.sweep(is_named, std::chrono::hours(24)) == 2);
    CHECK(files.exists(named.digest));
    CHECK(files.exists(young.digest));
    CHECK(files.exists(again.digest));
    CHECK_FALSE(files.exists(unnamed.digest));
    CHECK(fs::exists(folder.path() / "files" / "a file of somebody else"));
    std::string bytes(7, '\0');
    CHECK(read_at(open, 0, bytes) == 7);
    CHECK(files.sweep(nobody, std::chrono::seconds(0)) == 3);
}

TEST_CASE("what comes in several attempts goes on where it stands, and stays when it breaks off") {
    const Folder folder;
    Files files(folder.path(), 0);
    {
        auto first = files.resume("upload-1", 0);
        first.append("one two and more that nobody was told of");
        first.settle();
    }
    {
        auto second = files.resume("upload-1", 8);
        CHECK(second.size() == 8);
        second.append("three");
        const auto stored = second.finish();
        CHECK(stored == Stored_bytes{.digest = sha256("one two three"), .size = 13});
    }
    CHECK(count_files(folder.path()) == 2);  // until its record is there
    CHECK(files.resume("upload-1", 13).finish().digest == sha256("one two three"));
    files.drop("upload-1");
    CHECK(count_files(folder.path()) == 1);
    CHECK(files.intact({sha256("one two three"), 13}));
    files.resume("upload-2", 0).append("x");
    CHECK(fault_of([&] { files.resume("upload-2", 2); }) == Fault::not_found);
}

TEST_CASE("all that has arrived is listed, and nothing else") {
    const Folder folder;
    Files files(folder.path(), 0);
    const auto one = kept(files, "one");
    files.resume("upload-1", 0).append("half");
    std::ofstream(folder.path() / "files" / hex(sha256("in the wrong place"))) << "?";
    std::vector<std::string> all;
    files.each([&](std::string_view digest) { all.emplace_back(digest); });
    CHECK(all == std::vector<std::string>{one.digest});
}

TEST_CASE("a store without files has nothing to sweep") {
    const Folder folder;
    CHECK(Files(folder.path()).sweep(nobody, std::chrono::seconds(0)) == 0);
}

TEST_CASE("files stop arriving before the disk is full") {
    const Folder folder;
    const auto free = fs::space(folder.path()).available;
    CHECK(fault_of([&] { Files(folder.path(), free * 2).begin(); }) == Fault::full);
    Files files(folder.path(), free / 2);
    auto incoming = files.begin();
    incoming.append("fits");
    CHECK(fs::exists(folder.path() / "files" / "incoming"));
}

TEST_CASE("a disk that fills up while a file arrives keeps no half of it") {
    const Folder folder;
    if (mount("none", folder.path().c_str(), "tmpfs", 0, "size=1m") != 0) SKIP("no file system can be mounted here");
    {
        Files files(folder.path(), 0);
        const auto before = kept(files, "before");
        const std::string bytes(400'000, 'x');
        CHECK(fault_of([&] {
                  auto incoming = files.begin();
                  for (int i = 0; i < 4; ++i) incoming.append(bytes);
              }) == Fault::full);
        CHECK(count_files(folder.path()) == 1);
        CHECK(files.intact(before));
        CHECK(files.intact(kept(files, bytes)));
    }
    umount(folder.path().c_str());
}

TEST_CASE("a file that cannot be given its name is named in the error, and nothing of it stays") {
    const Folder folder;
    Files files(folder.path(), 0);
    const auto kept_before = kept(files, "before");
    const auto in_the_way = folder.path() / "files" / hex(sha256("late")).substr(0, 2);
    std::ofstream(in_the_way) << "in the way";
    const auto error = error_of([&] { kept(files, "late"); });
    CHECK(error.fault() == Fault::unusable);
    CHECK(std::string(error.what()).contains(in_the_way.string()));
    CHECK(count_files(folder.path()) == 2);
    CHECK(files.intact(kept_before));
}

TEST_CASE("a file that may not grow so large is refused as if the disk were full") {
    const Folder folder;
    Files files(folder.path(), 0);
    rlimit before{};
    getrlimit(RLIMIT_FSIZE, &before);
    const auto handler = std::signal(SIGXFSZ, SIG_IGN);
    rlimit small = before;
    small.rlim_cur = 100'000;
    setrlimit(RLIMIT_FSIZE, &small);
    const auto fault = fault_of([&] { kept(files, std::string(200'000, 'x')); });
    setrlimit(RLIMIT_FSIZE, &before);
    std::signal(SIGXFSZ, handler);
    CHECK(fault == Fault::full);
    CHECK(count_files(folder.path()) == 0);
}

TEST_CASE("bytes that the disk fails to take are told, and nothing of them stays") {
    const Folder folder;
    Files files(folder.path(), 0);
    const auto before = kept(files, "before");
    support::Failing_disk disk;
    const auto try_it = [&] {
        disk.fail(SYS_fsync, 1);
        const auto error = error_of([&] { kept(files, "late"); });
        CHECK(error.fault() == Fault::unusable);
        CHECK(std::string(error.what()).contains("cannot be brought to the disk"));
    };
    if (!disk.with(try_it)) SKIP("no call of the system can be made to fail here");
    CHECK(count_files(folder.path()) == 1);
    CHECK(files.intact(before));
    CHECK(files.intact(kept(files, "late")));
}

TEST_CASE("a folder that cannot be made is named in the error") {
    const Folder folder;
    std::ofstream(folder.path() / "files") << "in the way";
    Files files(folder.path(), 0);
    const auto error = error_of([&] { files.begin(); });
    CHECK(error.fault() == Fault::unusable);
    CHECK(std::string(error.what()).contains("files"));
}
