// A disk that fills up in the middle of commits: some writes are refused, nothing that was accepted is lost.
#include <atomic>
#include <fstream>
#include <thread>

#include "storage/faults.h"
#include "storage/people.h"
#include "storage/small_disk.h"
#include "storage/upkeep/check.h"

using namespace storage;
using namespace scratch;

TEST_CASE("a disk that fills up refuses writes and loses none that it accepted") {
    const Small_disk disk("size=4m");
    if (!disk.is_there()) SKIP("no file system can be mounted here");
    Store store(disk.path(), types(), {.reserve = 0});
    std::atomic<std::uint64_t> accepted = 0;
    std::atomic<int> refused = 0;
    std::atomic<int> otherwise = 0;
    const auto save_many = [&](int thread) {
        Random random(static_cast<std::uint64_t>(thread));
        const std::uint64_t size = thread == 0 ? 40 : 1;
        for (int n = 0; n < 150; ++n) try {
                store.write(tester, [&](Write& write) {
                    for (std::uint64_t i = 0; i < size; ++i) {
                        Person one = some_person(random);
                        one.email.text = std::format("{}.{}.{}@example.org", thread, n, i);
                        write.create(one);
                    }
                });
                accepted += size;
            } catch (const Error& error) {
                ++(error.fault() == Fault::full ? refused : otherwise);
            }
    };
    {
        std::vector<std::jthread> threads;
        for (int i = 0; i < 8; ++i) threads.emplace_back(save_many, i);
    }
    CHECK(refused > 0);
    CHECK(otherwise == 0);
    CHECK(accepted == store.read([](const Read& read) { return read.count(record_type<Person>()); }));
    CHECK(check(store).problems == std::vector<std::string>{});
}

TEST_CASE("when others fill the disk to its last byte what is there can be taken away all the same") {
    const Small_disk disk("size=64m");
    if (!disk.is_there()) SKIP("no file system can be mounted here");
    Store store(disk.path(), types(), {.reserve = 16 << 20});
    Random random(1);
    const auto save = [&](std::string_view email) {
        store.write(tester, [&](Write& write) {
            Person one = some_person(random);
            one.email.text = email;
            write.create(one);
        });
    };
    save("one@example.org");
    for (int i = 2; i < 6; ++i) save(std::format("{}@example.org", i));
    const auto others = disk.path() / "others";
    {
        std::ofstream file(others);
        const std::string megabyte(1 << 20, 'x');
        while (file.write(megabyte.data(), 1 << 20).flush()) continue;
    }
    REQUIRE(std::filesystem::space(disk.path()).available == 0);
    for (const Id id : {1, 2, 3, 4}) store.write(tester, [&](Write& write) { write.erase(record_type<Person>(), id); });
    CHECK(fault_of([&] { save("late@example.org"); }) == Fault::full);
    CHECK(store.read([](const Read& read) { return read.count(record_type<Person>()); }) == 1);
    std::filesystem::remove(others);
    save("later@example.org");
    CHECK(check(store).problems == std::vector<std::string>{});
}
