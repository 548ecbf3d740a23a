// Opening a store: what is new, what is whole, and what only looks like it.
#include <sys/wait.h>
#include <unistd.h>

#include <catch2/catch_test_macros.hpp>
#include <fstream>

#include "storage/faults.h"
#include "storage/people.h"
#include "storage/scratch.h"
#include "storage/upkeep/check.h"

using namespace storage;
using namespace scratch;
namespace fs = std::filesystem;

namespace {

void write_bytes(const fs::path& file, std::string_view bytes) {
    std::ofstream(file, std::ios::binary | std::ios::trunc) << bytes;
}

bool takes_a_person(const Folder& folder) {
    Store store(folder.path(), types());
    store.write(tester, [](Write& write) {
        Person ada = person("Ada");
        write.create(ada);
    });
    return check(store).problems.empty();
}

}  // namespace

TEST_CASE("a file of records without a byte in it is damage, not a new store", "[X7]") {
    const Folder folder;
    write_bytes(folder.file(), "");
    CHECK(fault_of([&] { const Store store(folder.path(), types()); }) == Fault::corrupt);
    CHECK(fs::file_size(folder.file()) == 0);
}

TEST_CASE("a store whose making was cut off is made again", "[X7]") {
    const Folder folder;
    const fs::path draft = folder.file().string() + ".new";
    SECTION("before the first byte") { write_bytes(draft, ""); }
    SECTION("in the first page") { write_bytes(draft, std::string(1'000, '\0')); }
    SECTION("after something else was written") { write_bytes(draft, "not a record store"); }
    SECTION("with its lock still there") {
        write_bytes(draft, "");
        write_bytes(draft.string() + "-lock", std::string(8'192, '\0'));
    }
    CHECK(takes_a_person(folder));
    CHECK_FALSE(fs::exists(draft));
    CHECK_FALSE(fs::exists(draft.string() + "-lock"));
}

TEST_CASE("a store that was cut off before its format was written is whole", "[X7]") {
    const Folder folder;
    {
        const Engine engine(folder.file());
    }
    CHECK(takes_a_person(folder));
}

TEST_CASE("of several that make a store at once each finds the same one", "[X7]") {
    const Folder folder;
    constexpr int makers = 4;
    std::vector<pid_t> children;
    for (int i = 0; i < makers; ++i) {
        children.push_back(fork());
        if (children.back() == 0) {
            Store store(folder.path(), types());
            store.write(tester, [&](Write& write) {
                Person one = person(std::format("Maker {}", i));
                write.create(one);
            });
            _exit(0);
        }
    }
    for (const pid_t child : children) {
        int status = 0;
        waitpid(child, &status, 0);
        CHECK(status == 0);
    }
    const Store store(folder.path(), types());
    CHECK(store.read([](const Read& read) { return read.count(record_type<Person>()); }) == makers);
}

TEST_CASE("the store tells for how long a change is being written") {
    Scratch_store store;
    CHECK_FALSE(store->writing_for());
    store->write(tester, [&](Write&) { CHECK(store->writing_for()); });
    CHECK_FALSE(store->writing_for());
}

TEST_CASE("a place that no page of a list ended at is refused", "[C4]") {
    Scratch_store store;
    for (const char* name : {"Ada", "Bea", "Cleo"}) store.add(person(name));
    const auto page = [&](std::string after) {
        return store->read([&](const Read& read) {
            return read.select(record_type<Person>(), {.tag = 200, .after = std::move(after), .limit = 2});
        });
    };
    CHECK(page(page("").next).ids.size() == 1);
    for (const std::string bad : {"x", "0", "00", "nonsense", "00000000000000000g"})
        CHECK(fault_of([&] { page(bad); }) == Fault::invalid);
    CHECK(fault_of([&] { page(std::string(5'000, 'f')); }) == Fault::invalid);
}
