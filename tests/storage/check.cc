// The check of a whole store, and the look at its pages without LMDB: damage is told, never a crash.
#include "storage/upkeep/check.h"

#include <catch2/catch_test_macros.hpp>
#include <fstream>
#include <map>

#include "storage/disk/lmdb_pages.h"
#include "storage/people.h"
#include "storage/scratch.h"

using namespace storage;
using namespace scratch;
namespace fs = std::filesystem;

namespace {

/// Some of everything: long values, erased records, histories, counters.
void fill(Store& store, int people, std::uint64_t seed) {
    Random random(seed);
    std::vector<Id> groups;
    store.write(tester, [&](Write& write) {
        for (const char* name : {"Friends", "Family", "Öffice"}) {
            Group one = group(name);
            write.create(one);
            groups.push_back(one.id);
        }
        write.count_up("invoice");
    });
    for (int batch = 0; batch < 4; ++batch)
        store.write(tester, [&](Write& write) {
            for (int i = 0; i < people / 4; ++i) {
                Person one = some_person(random, groups);
                write.create(one);
                Note note;
                note.person = {one.id};
                note.text.text = "Called " + one.first_name;
                write.create(note);
                if (i % 5 == 0) {
                    one.visits += 1;
                    one.last_name += "x";
                    write.update(one);
                }
                if (i % 7 == 0) write.erase(Ref<Person>{one.id});
            }
        });
}

/// All that the store answers, as bytes.
std::map<std::string, std::string> everything(const Store& store) {
    std::map<std::string, std::string> all;
    const Transaction transaction = store.snapshot();
    for (const Tree tree : {Tree::records, Tree::indexes, Tree::words, Tree::journal, Tree::meta}) {
        Cursor cursor = transaction.cursor(tree);
        for (bool more = cursor.seek(std::string_view("\0", 1)); more; more = cursor.next())
            all.emplace(std::string(1, static_cast<char>(tree)) + std::string(cursor.key()), cursor.value());
    }
    return all;
}

std::string bytes_of(const fs::path& file) {
    std::ifstream in(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
}

void write_bytes(const fs::path& file, const std::string& bytes) {
    std::ofstream(file, std::ios::binary | std::ios::trunc) << bytes;
}

}  // namespace

TEST_CASE("a store after much use is sound", "[X7]") {
    Scratch_store store;
    fill(*store, 800, 1);
    const Findings findings = check(*store);
    CHECK(findings.problems == std::vector<std::string>{});
    CHECK(findings.records == store->read([](const Read& read) {
        std::uint64_t all = 0;
        for (const Record_type* type : types()) all += read.count(*type);
        return all;
    }));
    CHECK(findings.index_entries > findings.records);
    CHECK(findings.words > findings.records);
    CHECK(findings.journal_entries > 1600);
}

TEST_CASE("an empty store is sound", "[X7]") {
    Scratch_store store;
    CHECK(check(*store).problems == std::vector<std::string>{});
}

namespace {

/// Changes one entry behind the back of the store and returns what the check says.
std::string told_after(const std::function<void(Transaction&)>& damage) {
    const Folder folder;
    {
        Store store(folder.path(), types());
        fill(store, 40, 2);
    }
    {
        Engine engine(folder.file());
        Transaction transaction = engine.write();
        damage(transaction);
        transaction.commit();
    }
    const Store store(folder.path(), types());
    std::string all;
    for (const std::string& problem : check(store).problems) all += problem + "\n";
    return all;
}

}  // namespace

TEST_CASE("the check names the record whose parts do not agree", "[X7]") {
    const auto told = told_after([](Transaction& t) {
        std::string value(*t.get(Tree::records, keys::record(2, 3)));
        value.back() ^= 1;
        t.put(Tree::records, keys::record(2, 3), value);
    });
    CHECK(told.contains("Person 3: "));
    CHECK(told_after([](Transaction& t) {
              t.erase(Tree::records, keys::record(2, 3));
          }).contains("Note 3: refers to Person 3, which is not there."));
    CHECK(told_after([](Transaction& t) {
              t.erase(Tree::words, keys::word(1, "friends", 1));
          }).contains("Group 1: cannot be found by the word \"friends\""));
    CHECK(told_after([](Transaction& t) {
              t.put(Tree::words, keys::word(1, "foes", 1), {});
          }).contains("Group 1: is found by the word \"foes\""));
    CHECK(told_after([](Transaction& t) {
              t.put(Tree::words, keys::words_of_record(1, 99), "x\n");
          }).contains("Group 99: is found"));
    CHECK(told_after([](Transaction& t) {
              t.erase(Tree::words, keys::words_of_record(1, 1));
          }).contains("Group 1: its list of words"));
    CHECK(told_after([](Transaction& t) {
              t.put(Tree::indexes, keys::index(1, 1, ordered_text("Foes"), 1), {});
          }).contains("Group 1: has an entry in the index 1"));
    CHECK(told_after([](Transaction& t) {
              t.erase(Tree::indexes, keys::index(1, 1, ordered_text("Friends"), 1));
          }).contains("Group 1: is missing in the index 1"));
    CHECK(told_after([](Transaction& t) {
              Raw raw = unseal(1, 1, *t.get(Tree::records, keys::record(1, 1)));
              raw.id = 1000;
              t.put(Tree::records, keys::record(1, 1000), seal(1, raw));
          }).contains("Group 1000: its number was not given out yet."));
    CHECK(
        told_after([](Transaction& t) { t.put(Tree::records, keys::record(77, 1), "?"); }).contains("unknown kind 77"));
    CHECK(told_after([](Transaction& t) {
              const std::string key = keys::counter("invoice");
              t.put(Tree::meta, key, std::string(12, '\0'));
          }).contains("counter"));
}

TEST_CASE("progress of the check goes from 0 to 1", "[X7]") {
    Scratch_store store;
    fill(*store, 400, 3);
    double last = 0;
    check(*store, [&](double done) {
        CHECK(done >= last);
        CHECK(done <= 1);
        last = done;
    });
    CHECK(last == 1);
}

namespace {

enum class Outcome { told, identical, wrong };

/// Opens a file with damage and reads all of it, unless that is refused first.
Outcome outcome_of(const Folder& folder, const std::map<std::string, std::string>& expected) {
    try {
        const Store store(folder.path(), types());
        if (!check(store).sound()) return Outcome::told;
        return everything(store) == expected ? Outcome::identical : Outcome::wrong;
    } catch (const Error& error) {
        return error.fault() == Fault::corrupt || error.fault() == Fault::unusable ? Outcome::told : Outcome::wrong;
    }
}

void flip_a_bit(std::string& bytes, Random& random) {
    bytes[random() % bytes.size()] ^= static_cast<char>(1 << random() % 8);
}

void overwrite_some(std::string& bytes, Random& random) {
    const std::size_t at = random() % bytes.size();
    for (std::size_t i = at; i < std::min(bytes.size(), at + 1 + random() % 200); ++i)
        bytes[i] = static_cast<char>(random());
}

void cut_off(std::string& bytes, Random& random) { bytes.resize(random() % bytes.size()); }

void lose_a_page(std::string& bytes, Random& random) {
    const std::size_t page = random() % (bytes.size() / 4096) * 4096;
    std::fill_n(bytes.begin() + static_cast<std::ptrdiff_t>(page), 4096, '\0');
}

void copy_a_page(std::string& bytes, Random& random) {
    const std::size_t from = random() % (bytes.size() / 4096) * 4096;
    const std::size_t to = random() % (bytes.size() / 4096) * 4096;
    bytes.replace(to, 4096, bytes.substr(from, 4096));
}

}  // namespace

TEST_CASE("a damaged file is told, or reads as before; it never ends the program", "[X7]") {
    const Folder original;
    std::map<std::string, std::string> expected;
    {
        Store store(original.path(), types());
        fill(store, 40, 4);
        expected = everything(store);
    }
    const std::string good = bytes_of(original.file());
    REQUIRE(verify_pages(original.file()).empty());
    Random random(20'240'601);
    std::map<Outcome, int> outcomes;
    constexpr std::array harms{flip_a_bit, flip_a_bit, flip_a_bit, overwrite_some, cut_off, lose_a_page, copy_a_page};
    for (int i = 0; i < rounds(500); ++i) {
        const Folder folder;
        std::string bytes = good;
        // The first pages hold the roots of everything: as often hit as the rest.
        if (i % 4 == 0)
            bytes[random() % 8192 / (i % 8 == 0 ? 32 : 1)] ^= static_cast<char>(1 << random() % 8);
        else
            one_of(random, harms)(bytes, random);
        write_bytes(folder.file(), bytes);
        const Outcome outcome =
            outcome_of(folder, bytes.empty() ? everything(Store(Folder().path(), types())) : expected);
        INFO("round " << i);
        CHECK(outcome != Outcome::wrong);
        ++outcomes[outcome];
    }
    CHECK(outcomes[Outcome::told] > rounds(500) / 4);
    CHECK(outcomes[Outcome::identical] > rounds(500) / 30);
}
