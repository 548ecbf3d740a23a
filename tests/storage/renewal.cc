// Nothing of what was redacted is left in the file once it was written anew; and whatever cuts that off, the records are there.
#include <fcntl.h>
#include <sys/mount.h>
#include <sys/wait.h>
#include <unistd.h>

#include <atomic>
#include <fstream>
#include <iterator>
#include <thread>

#include "storage/disk/fresh_copy.h"
#include "storage/disk/lmdb_pages.h"
#include "storage/faults.h"
#include "storage/people.h"
#include "storage/upkeep/check.h"

using namespace storage;
using namespace scratch;
using namespace std::chrono_literals;

namespace {

constexpr std::string_view erased_name = "Quetzalcoatlus";

std::string bytes_of(const std::filesystem::path& file) {
    std::ifstream in(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
}

std::string lower(std::string text) {
    for (char& letter : text) letter = static_cast<char>(std::tolower(static_cast<unsigned char>(letter)));
    return text;
}

/// Files of the folder that hold the name, however it is written. LMDB's lock file is no place for it, and closing it here would
/// give up the lock of this process.
std::vector<std::string> files_that_tell(const std::filesystem::path& folder) {
    std::vector<std::string> found;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(folder))
        if (entry.is_regular_file() && !entry.path().string().ends_with("-lock") &&
            lower(bytes_of(entry.path())).contains(lower(std::string(erased_name))))
            found.push_back(entry.path().filename());
    return found;
}

void add_people(Store& store, int count, std::string_view family) {
    Random random(11);
    store.write(tester, [&](Write& write) {
        for (int n = 0; n < count; ++n) {
            Person one = some_person(random);
            one.last_name = std::format("{}{}", family, n);
            one.email.text = std::format("{}{}@example.org", family, n);
            if (n % 3 == 0)
                one.about.text = std::string(static_cast<std::size_t>(200 * n % 9'000), 'x') + one.last_name;
            write.create(one);
        }
    });
}

/// Some have the name and are gone again, with what the journal said of them.
void add_and_redact(Store& store, int count) {
    add_people(store, count, erased_name);
    const auto ids = store.read([&](const Read& read) {
        return read.select(record_type<Person>(), {.tag = index_tag::created, .limit = 100'000}).ids;
    });
    for (const Id id : ids)
        store.write(tester, [&](Write& write) {
            if (!write.get<Person>(id).last_name.starts_with(erased_name)) return;
            write.erase<Person>({id});
            write.redact({Person::kind.number, id});
        });
}

std::uint64_t people_in(const Store& store) {
    return store.read([](const Read& read) { return read.count(record_type<Person>()); });
}

bool is_due(const Store& store) {
    return store.read([](const Read& read) { return read.redactions() != 0; });
}

std::vector<std::string> problems_of(const Store& store) { return check(store).problems; }

/// Says that it is over, however the scope ends: the threads before it stop then.
struct Over {
    std::atomic<bool>& over;
    ~Over() { over = true; }
};

/// A file system of that size; not every machine lets a test have one.
class Disk {
  public:
    explicit Disk(const char* size)
        : mounted_(mount("none", folder_.path().c_str(), "tmpfs", 0, size) == 0) {}
    ~Disk() {
        if (mounted_) umount(folder_.path().c_str());
    }
    Disk(const Disk&) = delete;
    Disk& operator=(const Disk&) = delete;
    bool is_there() const { return mounted_; }
    const std::filesystem::path& path() const { return folder_.path(); }

  private:
    Folder folder_;
    bool mounted_;
};

/// Another process, which has the store open until this object goes: this program once more, for the hidden case below alone.
class Other_process {
  public:
    explicit Other_process(const std::filesystem::path& folder) {
        if (std::getenv("CLIENTBOX_EMULATED") != nullptr) SKIP("in the emulator this program cannot start itself");
        std::array<int, 2> ready{};
        std::array<int, 2> end{};
        REQUIRE(pipe2(ready.data(), O_CLOEXEC) == 0);
        REQUIRE(pipe2(end.data(), O_CLOEXEC) == 0);
        child_ = fork();
        if (child_ == 0) {
            setenv(folder_variable, folder.c_str(), 1);
            dup2(end[0], STDIN_FILENO);
            dup2(ready[1], STDOUT_FILENO);
            execl("/proc/self/exe", "storage_tests", "[other_process]", static_cast<char*>(nullptr));
            _exit(1);
        }
        close(end[0]);
        close(ready[1]);
        end_ = end[1];
        char byte = 0;
        while (byte != open_mark && read(ready[0], &byte, 1) == 1) {
        }
        close(ready[0]);
        REQUIRE(byte == open_mark);
    }
    ~Other_process() {
        close(end_);
        waitpid(child_, nullptr, 0);
    }
    Other_process(const Other_process&) = delete;
    Other_process& operator=(const Other_process&) = delete;

    static constexpr const char* folder_variable = "CLIENTBOX_TEST_FOLDER";
    static constexpr char open_mark = '!';

  private:
    pid_t child_ = -1;
    int end_ = -1;
};

}  // namespace

TEST_CASE("another process has the records open", "[.other_process]") {
    const char* folder = std::getenv(Other_process::folder_variable);
    if (folder == nullptr) SKIP("runs as the other process of the cases below");
    const Engine engine(store_file(folder));
    char byte = Other_process::open_mark;
    REQUIRE(write(STDOUT_FILENO, &byte, 1) == 1);
    while (read(STDIN_FILENO, &byte, 1) > 0) {
    }
}

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

TEST_CASE("while another process has the records open they are not written anew, and afterwards they are") {
    Scratch_store store;
    add_people(*store, 10, "Miller");
    add_and_redact(*store, 1);
    {
        const Other_process other(store.folder().path());
        const Error error = error_of([&] { store->renew(); });
        CHECK(error.fault() == Fault::refused);
        CHECK(std::string(error.what()).starts_with("Another program has the records open"));
        CHECK_FALSE(std::filesystem::exists(fresh_copy_of(store->file())));
        add_people(*store, 1, "Smith");
    }
    CHECK(is_due(*store));
    store->renew();
    CHECK(files_that_tell(store.folder().path()).empty());
    CHECK(people_in(*store) == 11);
    {
        const Other_process other(store.folder().path());
        add_people(*store, 1, "Taylor");
    }
    CHECK(problems_of(*store).empty());
}

TEST_CASE("a full disk keeps the old file, and the renewal stays due until there is room") {
    const Disk disk("size=4m");
    if (!disk.is_there()) SKIP("no file system can be mounted here");
    Store store(disk.path(), types(), {.reserve = 0});
    add_people(store, 150, "Miller");
    add_and_redact(store, 10);
    const auto ballast = disk.path() / "ballast";
    const auto fill = [&](std::uint64_t leave) {
        const auto free = std::filesystem::space(disk.path()).available;
        std::ofstream(ballast, std::ios::binary) << std::string(free - leave, 'b');
    };
    // As much as the file, but not as much as pages become while it is written.
    for (const std::uint64_t leave : {std::uint64_t{64} << 10, std::uint64_t{200} << 10, store.bytes_used() / 4}) {
        fill(leave);
        CHECK(fault_of([&] { store.renew(); }) == Fault::full);
        CHECK(is_due(store));
        CHECK_FALSE(std::filesystem::exists(fresh_copy_of(store.file())));
        CHECK(people_in(store) == 150);
        std::filesystem::remove(ballast);
    }
    store.renew();
    CHECK(files_that_tell(disk.path()).empty());
    CHECK(problems_of(store).empty());
}

TEST_CASE("the disk may fill up in the middle of writing the file anew: the old one stays") {
    const Disk disk("size=8m");
    if (!disk.is_there()) SKIP("no file system can be mounted here");
    Engine engine(store_file(disk.path()));
    {
        Transaction transaction = engine.write();
        for (int n = 0; n < 2'000; ++n)
            transaction.put(Tree::records, std::format("key {:05}", n), std::string(1'000, 'v'));
        transaction.commit();
    }
    std::ofstream(disk.path() / "ballast", std::ios::binary)
        << std::string(std::filesystem::space(disk.path()).available - (1 << 20), 'b');
    CHECK(fault_of([&] { engine.renew(); }) == Fault::full);
    CHECK_FALSE(std::filesystem::exists(fresh_copy_of(store_file(disk.path()))));
    std::filesystem::remove(disk.path() / "ballast");
    engine.renew();
    CHECK(engine.read().get(Tree::records, "key 01999") == std::string(1'000, 'v'));
}

namespace {

/// What a cut leaves behind each step of a renewal, made by hand in the folder of a closed store.
struct Cut {
    const char* where;
    void (*leave)(const std::filesystem::path& file, const std::filesystem::path& fresh);
};

void write_fresh(const std::filesystem::path& file, const std::filesystem::path& fresh) {
    const Engine engine(file);
    const Transaction snapshot = engine.read();
    REQUIRE(write_fresh_copy(snapshot, fresh) <= snapshot.number());
}

void write_and_exchange(const std::filesystem::path& file, const std::filesystem::path& fresh) {
    write_fresh(file, fresh);
    exchange_names(fresh, file);
}

void overwrite_half(const std::filesystem::path& file) {
    std::fstream out(file, std::ios::binary | std::ios::in | std::ios::out);
    out << std::string(std::filesystem::file_size(file) / 2, '\0');
}

constexpr std::array cuts{
    Cut{"before the first byte", [](const auto&, const auto& fresh) { std::ofstream(fresh).flush(); }},
    Cut{"in the middle of the new file",
        [](const auto& file, const auto& fresh) {
            write_fresh(file, fresh);
            std::filesystem::resize_file(fresh, std::filesystem::file_size(fresh) / 2);
        }},
    Cut{"before the names are exchanged", write_fresh},
    Cut{"behind the exchange", write_and_exchange},
    Cut{"in the middle of overwriting",
        [](const auto& file, const auto& fresh) {
            write_and_exchange(file, fresh);
            overwrite_half(fresh);
        }},
    Cut{"before the old file is removed",
        [](const auto& file, const auto& fresh) {
            write_and_exchange(file, fresh);
            overwrite_half(fresh);
            overwrite_half(fresh);
        }},
    Cut{"before it is noted as done",
        [](const auto& file, const auto& fresh) {
            write_and_exchange(file, fresh);
            overwrite_and_remove(fresh);
        }},
};

}  // namespace

TEST_CASE("a renewal that is cut at any step leaves all records, is still due, and leaves nothing behind") {
    for (const Cut& cut : cuts) {
        INFO(cut.where);
        Scratch_store store;
        add_people(*store, 60, "Miller");
        add_and_redact(*store, 20);
        const auto file = store->file();
        store.close();
        cut.leave(file, fresh_copy_of(file));
        store.open();
        CHECK_FALSE(std::filesystem::exists(fresh_copy_of(file)));
        CHECK(people_in(*store) == 60);
        CHECK(is_due(*store));
        CHECK(problems_of(*store).empty());
        store->renew();
        CHECK(files_that_tell(store.folder().path()).empty());
        CHECK(people_in(*store) == 60);
        CHECK(problems_of(*store).empty());
    }
}

TEST_CASE("what a cut renewal left is not touched while another process has the records open") {
    Scratch_store store;
    add_people(*store, 10, "Miller");
    const auto fresh = fresh_copy_of(store->file());
    store.close();
    {
        const Other_process other(store.folder().path());
        std::ofstream(fresh) << "half";
        store.open();
        CHECK(std::filesystem::exists(fresh));
        store.close();
    }
    store.open();
    CHECK_FALSE(std::filesystem::exists(fresh));
}
