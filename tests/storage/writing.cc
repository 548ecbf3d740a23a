// Many writers at once, closures that fail, other processes, and folders that cannot be used.
#include <sys/wait.h>
#include <unistd.h>

#include <atomic>
#include <barrier>
#include <fstream>
#include <thread>

#include "storage/faults.h"
#include "storage/people.h"
#include "storage/upkeep/check.h"

using namespace storage;
using namespace scratch;
namespace fs = std::filesystem;

namespace {

std::uint64_t people_in(const Store& store) {
    return store.read([](const Read& read) { return read.count(record_type<Person>()); });
}

/// Runs `work` in another process, without threads or an open store to inherit; its exit code.
int in_another_process(const std::function<void()>& work) {
    const pid_t child = fork();
    if (child == 0) {
        try {
            work();
            _exit(0);
        } catch (...) {
            _exit(1);
        }
    }
    int status = 0;
    waitpid(child, &status, 0);
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

}  // namespace

TEST_CASE("eight threads that save at once all get their records, each on the disk", "[C2]") {
    Scratch_store store;
    constexpr int threads = 8;
    constexpr int each = 60;
    const std::uint64_t before = store->version();
    {
        std::vector<std::jthread> workers;
        for (int i = 0; i < threads; ++i)
            workers.emplace_back([&, i] {
                for (int n = 0; n < each; ++n) store.add(person("P" + std::to_string(i), std::to_string(n)));
            });
    }
    CHECK(people_in(*store) == threads * each);
    CHECK(store->version() - before < threads * each);  // several shared a commit
    CHECK(check(*store).problems == std::vector<std::string>{});
}

TEST_CASE("of two who save the same unique value at the same moment one is refused", "[C3]") {
    Scratch_store store;
    for (int round = 0; round < 20; ++round) {
        std::barrier start(2);
        std::atomic<int> refused = 0;
        {
            std::vector<std::jthread> workers;
            for (int i = 0; i < 2; ++i)
                workers.emplace_back([&, i] {
                    start.arrive_and_wait();
                    try {
                        store.add(person("A", "", (i == 0 ? "same" : "SAME") + std::to_string(round) + "@example.org"));
                    } catch (const Error& error) {
                        refused += error.fields().contains("email") ? 1 : 100;
                    }
                });
        }
        CHECK(refused == 1);
    }
    CHECK(people_in(*store) == 20);
}

TEST_CASE("a closure that throws undoes only itself, and its caller gets what it threw") {
    Scratch_store store;
    std::atomic<int> thrown = 0;
    {
        std::vector<std::jthread> workers;
        for (int i = 0; i < 8; ++i)
            workers.emplace_back([&, i] {
                for (int n = 0; n < 20; ++n) try {
                        store->write(tester, [&](Write& write) {
                            Person one = person("P");
                            write.create(one);
                            write.count_up("all");
                            if (i % 2 == 0) throw std::runtime_error("changed my mind");
                        });
                    } catch (const std::runtime_error& error) {
                        thrown += std::string_view(error.what()) == "changed my mind" ? 1 : 0;
                    }
            });
    }
    CHECK(thrown == 80);
    CHECK(people_in(*store) == 80);
    CHECK(store->read([](const Read& read) { return read.counter("all"); }) == 80);
    CHECK(check(*store).problems == std::vector<std::string>{});
}

TEST_CASE("counters count without gaps, and a write gives back what its closure returns") {
    Scratch_store store;
    const auto next = [&] { return store->write(tester, [](Write& write) { return write.count_up("invoice 2026"); }); };
    CHECK(next() == 1);
    CHECK(next() == 2);
    CHECK_THROWS(store->write(tester, [](Write& write) {
        write.count_up("invoice 2026");
        throw std::runtime_error("no");
    }));
    CHECK(next() == 3);
}

TEST_CASE("a write inside a write is a mistake that is told, not a program that hangs") {
    Scratch_store store;
    CHECK_THROWS_AS(store->write(tester, [&](Write&) { store->write(tester, [](Write&) {}); }), std::logic_error);
}

TEST_CASE("a snapshot does not see what is written later") {
    Scratch_store store;
    store.add(person("Ada"));
    store->read([&](const Read& read) {
        store.add(person("Grace"));
        CHECK(read.count(record_type<Person>()) == 1);
    });
    CHECK(people_in(*store) == 2);
}

TEST_CASE("a hundred snapshots at once are no trouble") {
    Scratch_store store;
    store.add(person("Ada"));
    std::barrier together(100);
    std::vector<std::jthread> readers;
    std::atomic<int> fine = 0;
    for (int i = 0; i < 100; ++i)
        readers.emplace_back([&] {
            store->read([&](const Read& read) {
                together.arrive_and_wait();
                fine += read.count(record_type<Person>()) == 1 ? 1 : 0;
            });
        });
    readers.clear();
    CHECK(fine == 100);
}

TEST_CASE("several processes use one folder at once", "[X7]") {
    const Folder folder;
    {
        const Store made(folder.path(), types());
    }
    std::vector<pid_t> children;
    for (int i = 0; i < 4; ++i) {
        const pid_t child = fork();
        if (child == 0) {
            try {
                Store store(folder.path(), types());
                for (int n = 0; n < 25; ++n)
                    store.write(tester, [&](Write& write) {
                        Person one = person("P" + std::to_string(i));
                        write.create(one);
                        write.count_up("all");
                    });
                _exit(0);
            } catch (...) {
                _exit(1);
            }
        }
        children.push_back(child);
    }
    for (const pid_t child : children) {
        int status = 0;
        waitpid(child, &status, 0);
        CHECK(WIFEXITED(status));
        CHECK(WEXITSTATUS(status) == 0);
    }
    const Store store(folder.path(), types());
    CHECK(people_in(store) == 100);
    CHECK(store.read([](const Read& read) { return read.counter("all"); }) == 100);
    CHECK(check(store).problems == std::vector<std::string>{});
}

TEST_CASE("what was acknowledged survives a process that is killed in the middle", "[X7]") {
    const Folder folder;
    {
        const Store made(folder.path(), types());
    }
    for (int round = 0; round < 5; ++round) {
        std::array<int, 2> ends{};
        REQUIRE(pipe(ends.data()) == 0);
        const pid_t child = fork();
        if (child == 0) {
            Store store(folder.path(), types());
            for (;;) {
                const Id id = store.write(tester, [](Write& write) {
                    Person one = person("Killed");
                    write.create(one);
                    return one.id;
                });
                if (write(ends[1], &id, sizeof id) != sizeof id) _exit(1);
            }
        }
        close(ends[1]);
        Id acknowledged = 0;
        for (int n = 0; n < 10 + round; ++n)
            REQUIRE(read(ends[0], &acknowledged, sizeof acknowledged) == sizeof acknowledged);
        kill(child, SIGKILL);
        while (read(ends[0], &acknowledged, sizeof acknowledged) == sizeof acknowledged) {
        }
        close(ends[0]);
        waitpid(child, nullptr, 0);
        const Store store(folder.path(), types());
        CHECK(store.read([&](const Read& read) { return read.find<Person>(acknowledged).has_value(); }));
        CHECK(check(store).problems == std::vector<std::string>{});
    }
}

TEST_CASE("a folder is opened once in a program") {
    Scratch_store store;
    CHECK(fault_of([&] { const Store second(store.folder().path(), types()); }) == Fault::unusable);
    store.close();
    CHECK_NOTHROW(store.open());
}

TEST_CASE("a folder that is missing or a store that is newer, cut off or something else is refused with the reason",
          "[X7]") {
    const Folder folder;
    const auto told = [&](const fs::path& where) { return error_of([&] { const Store store(where, types()); }); };
    CHECK(told(folder.path() / "missing").fault() == Fault::unusable);

    std::ofstream(folder.file()) << "This is not a database, but it is long enough to look like one. "
                                 << std::string(20'000, 'x');
    CHECK(told(folder.path()).fault() == Fault::corrupt);
    fs::remove(folder.file());

    {
        Store store(folder.path(), types());
        store.write(tester, [](Write& write) {
            Random random(1);
            for (int i = 0; i < 200; ++i) {
                Person one = some_person(random);
                write.create(one);
            }
        });
    }
    const Folder cut;
    fs::copy_file(folder.file(), cut.file());
    fs::resize_file(cut.file(), fs::file_size(cut.file()) / 2);
    CHECK(told(cut.path()).fault() == Fault::corrupt);

    {
        Engine engine(folder.file());
        Transaction transaction = engine.write();
        transaction.put(Tree::meta, keys::format, seal_number(keys::format, format_version + 1));
        transaction.commit();
    }
    const Error newer = told(folder.path());
    CHECK(newer.fault() == Fault::unusable);
    CHECK(std::string_view(newer.what()).contains("newer Clientbox"));
}

TEST_CASE("a folder that is not writable is refused", "[X7]") {
    const Folder folder;
    fs::permissions(folder.path(),
                    fs::perms::owner_read | fs::perms::owner_exec | fs::perms::others_read | fs::perms::others_exec);
    const int code = in_another_process([&] {
        if (geteuid() == 0 && setuid(65'534) != 0) _exit(2);
        try {
            const Store store(folder.path(), types());
        } catch (const Error& error) {
            _exit(error.fault() == Fault::unusable ? 42 : 3);
        }
    });
    CHECK(code == 42);
}

TEST_CASE("when the disk is almost full nothing is saved and everything can be read") {
    const Folder folder;
    Store store(folder.path(), types(), {.reserve = std::uint64_t{1} << 62});
    CHECK(store.trouble() == Trouble::full);
    CHECK(fault_of([&] { store.write(tester, [](Write&) {}); }) == Fault::full);
    CHECK(store.in_words(Trouble::full).contains("almost full"));
    CHECK(people_in(store) == 0);
}

TEST_CASE("once damage was found nothing is saved any more and everything can be read", "[X7]") {
    const Folder folder;
    Store store(folder.path(), types(), {});
    store.write(tester, [](Write& write) {
        Person one = person("Ada", "Lovelace");
        write.create(one);
    });
    store.found_damage();
    const Error error = error_of([&] { store.write(tester, [](Write&) {}); });
    CHECK(error.fault() == Fault::read_only);
    CHECK(error.what() == store.in_words(Trouble::damaged));
    CHECK(fault_of([&] { store.renew(); }) == Fault::read_only);
    CHECK(people_in(store) == 1);
}
