// A file of records that is being written anew, and what can come in between: a cut, a full disk, another process.
#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>

#include "storage/disk/fresh_copy.h"
#include "storage/redacted.h"
#include "storage/small_disk.h"

using namespace storage;
using namespace scratch;

namespace {

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
    const Small_disk disk("size=4m");
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
    const Small_disk disk("size=8m");
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
