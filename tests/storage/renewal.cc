// Nothing of what was redacted is left in the file once it was written anew, and whoever reads or writes meanwhile sees all.
#include <atomic>
#include <thread>

#include "storage/disk/fresh_copy.h"
#include "storage/disk/lmdb_pages.h"
#include "storage/redacted.h"

using namespace storage;
using namespace scratch;
using namespace std::chrono_literals;

namespace {

/// Says that it is over, however the scope ends: the threads before it stop then.
struct Over {
    std::atomic<bool>& over;
    ~Over() { over = true; }
};

}  // namespace

TEST_CASE("nothing of what was redacted is left in any file once the records are written anew") {
    Scratch_store store;
    add_people(*store, 400, "Miller");
    CHECK_FALSE(is_due(*store));
    add_and_redact(*store, 300);
    CHECK(is_due(*store));
    CHECK(files_that_tell(store.folder().path()) == std::vector<std::string>{"records.db"});
    const auto number = store->version();
    const auto size = store->bytes_used();
    store->renew();
    CHECK(files_that_tell(store.folder().path()).empty());
    CHECK_FALSE(is_due(*store));
    CHECK(store->version() == number + 1);  // that it is noted as done
    CHECK(store->bytes_used() < size);
    CHECK(people_in(*store) == 400);
    CHECK(problems_of(*store).empty());
    CHECK_FALSE(std::filesystem::exists(fresh_copy_of(store->file())));
    store.close();
    store.open();
    CHECK(people_in(*store) == 400);
    add_people(*store, 50, "Smith");
    CHECK(people_in(*store) == 450);
    CHECK(problems_of(*store).empty());
    CHECK(files_that_tell(store.folder().path()).empty());
}

TEST_CASE("a store can be written anew again and again, and with nothing in it") {
    Scratch_store store;
    for (int n = 0; n < 5; ++n) {
        const auto number = store->version();
        store->renew();
        CHECK(store->version() >= number);
        add_people(*store, 20, std::format("Family{}", n));
    }
    CHECK(people_in(*store) == 100);
    CHECK(problems_of(*store).empty());
}

TEST_CASE("a file with a low number, as restored ones have, is written anew as well") {
    const Folder folder;
    Engine engine(folder.file());
    {
        Transaction transaction = engine.write();
        for (int n = 0; n < 5'000; ++n)
            transaction.put(Tree::records, std::format("key {:05}", n), std::string(10'000, 'v'));
        transaction.commit();
    }
    CHECK(engine.last_number() < 5);
    engine.renew();
    CHECK(engine.last_number() > 5);
    CHECK(engine.read().get(Tree::records, "key 04999") == std::string(10'000, 'v'));
    CHECK(verify_pages(folder.file()).empty());
}

TEST_CASE("records that are damaged are not written anew: nothing of them is overwritten") {
    const Folder folder;
    Engine engine(folder.file());
    {
        Transaction transaction = engine.write();
        for (int n = 0; n < 2'000; ++n) transaction.put(Tree::records, std::format("key {:05}", n), "value");
        transaction.commit();
    }
    {
        constexpr std::streamoff page_size = 4096;
        std::fstream out(folder.file(), std::ios::binary | std::ios::in | std::ios::out);
        out.seekp(8 * page_size);
        out << "not the number of this page";
    }
    const std::string damaged = bytes_of(folder.file());
    CHECK(fault_of([&] { engine.renew(); }) == Fault::corrupt);
    CHECK(bytes_of(folder.file()) == damaged);
    CHECK_FALSE(std::filesystem::exists(fresh_copy_of(folder.file())));
}

TEST_CASE("a redaction that comes while the file is written anew leaves it due") {
    Scratch_store store;
    store->write(tester, [](Write& write) {
        write.redact({Person::kind.number, 1});
        write.renewed(write.redactions() - 1);
    });
    CHECK(is_due(*store));
    store->write(tester, [](Write& write) { write.renewed(write.redactions()); });
    CHECK_FALSE(is_due(*store));
}

TEST_CASE("those who read and write while the file is written anew see all that was saved, and nothing half") {
    Scratch_store store;
    add_people(*store, 300, "Miller");
    std::atomic<bool> over = false;
    std::atomic<std::uint64_t> saved = 0;
    std::atomic<int> wrong = 0;
    std::atomic<int> looks = 0;
    const auto write_pairs = [&](int thread) {
        for (int n = 0; !over; ++n) {
            store->write(tester, [&](Write& write) {
                for (const char side : {'a', 'b'}) {
                    Person one = person("Pair", std::format("{}.{}", thread, n));
                    one.email.text = std::format("{}.{}.{}@example.org", side, thread, n);
                    write.create(one);
                }
            });
            saved += 2;
        }
    };
    const auto look = [&] {
        while (!over) {
            const std::uint64_t before = saved;
            store->read([&](const Read& read) {
                const auto all = read.count(record_type<Person>());
                const auto ids = read.select(record_type<Person>(), {.tag = index_tag::created, .limit = 3}).ids;
                if (all < 300 + before || all % 2 != 0 || ids.size() != 3) ++wrong;
                for (const Id id : ids)
                    if (read.get<Person>(id).last_name.empty()) ++wrong;
            });
            ++looks;
        }
    };
    {
        std::vector<std::jthread> threads;
        const Over end{over};
        for (int n = 0; n < 2; ++n) threads.emplace_back(write_pairs, n);
        for (int n = 0; n < 3; ++n) threads.emplace_back(look);
        for (int n = 0; n < 5; ++n) store->renew();
    }
    CHECK(wrong == 0);
    CHECK(looks > 0);
    CHECK(people_in(*store) == 300 + saved);
    CHECK(problems_of(*store).empty());
}

TEST_CASE("a snapshot that is held all the time is not waited for, and the records stay as they are") {
    Scratch_store store;
    add_people(*store, 10, "Miller");
    add_and_redact(*store, 1);
    {
        const Transaction held = store->snapshot();
        CHECK(fault_of([&] { store->renew(); }) == Fault::refused);
        CHECK(is_due(*store));
        CHECK_FALSE(std::filesystem::exists(fresh_copy_of(store->file())));
        add_people(*store, 1, "Smith");
    }
    store->renew();
    CHECK_FALSE(is_due(*store));
    CHECK(people_in(*store) == 11);
}

TEST_CASE("one who writes before he has done reading delays the renewal and is not held up by it for ever") {
    Scratch_store store;
    std::atomic<bool> over = false;
    {
        std::jthread nested([&] {
            for (int n = 0; !over; ++n)
                store->read([&](const Read&) {
                    store->write(tester, [&](Write& write) {
                        Person one = person(std::format("Nested{}", n));
                        write.create(one);
                    });
                    store->read([&](const Read& inner) { return inner.count(record_type<Person>()); });
                });
        });
        std::this_thread::sleep_for(20ms);
        try {
            store->renew();
        } catch (const Error& error) {
            CHECK(error.fault() == Fault::refused);
        }
        over = true;
    }
    CHECK(problems_of(*store).empty());
}
