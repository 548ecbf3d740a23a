// A disk that fills up in the middle of commits: some writes are refused, nothing that was accepted is lost.
#include <atomic>
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
