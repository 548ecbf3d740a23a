// The journal's chain: what was done stays done, and every change to it is told.
#include "storage/journal.h"

#include <catch2/catch_test_macros.hpp>

#include "storage/people.h"

using namespace storage;
using namespace scratch;

namespace {

std::string entry_key(char space, std::uint64_t number) {
    std::string key(1, space);
    put_number(key, number);
    return key;
}

/// What the verification says after a change behind the back of the store.
std::string told_after(const std::function<void(Transaction&)>& tamper) {
    const Folder folder;
    {
        Store store(folder.path(), types());
        store.write(tester, [](Write& write) {
            for (const char* name : {"Ada", "Grace", "Mary"}) {
                Person one = person(name);
                write.create(one);
            }
        });
    }
    Engine engine(folder.file());
    Transaction transaction = engine.write();
    tamper(transaction);
    std::string all;
    for (const std::string& problem : verify_journal(transaction)) all += problem + "\n";
    return all;
}

void change_byte(Transaction& transaction, const std::string& key, std::size_t at) {
    std::string value(*transaction.get(Tree::journal, key));
    value.at(at) ^= 1;
    transaction.put(Tree::journal, key, value);
}

}  // namespace

TEST_CASE("an untouched journal is whole", "[U5]") {
    CHECK(told_after([](Transaction&) {}).empty());
}

TEST_CASE("every change of the journal is told", "[U5]") {
    CHECK(told_after([](Transaction& t) { change_byte(t, entry_key('e', 2), 3); }).contains("entry 2 was changed"));
    CHECK(told_after([](Transaction& t) {
              change_byte(t, entry_key('d', 2), 1);
          }).contains("the details of entry 2 were changed"));
    CHECK(told_after([](Transaction& t) { t.erase(Tree::journal, entry_key('e', 1)); }).contains("entry 1 is missing"));
    CHECK(told_after([](Transaction& t) { t.erase(Tree::journal, entry_key('e', 3)); }).contains("entry 3 is missing"));
    CHECK(told_after([](Transaction& t) {
              t.erase(Tree::journal, entry_key('e', 3));
              t.erase(Tree::journal, entry_key('d', 3));
          }).contains("are listed at records"));
    CHECK(told_after([](Transaction& t) {
              t.put(Tree::journal, entry_key('e', 4), *t.get(Tree::journal, entry_key('e', 3)));
          }).contains("entry 4 was changed"));
    CHECK(told_after([](Transaction& t) { t.put(Tree::journal, "x", "y"); }).contains("does not belong there"));
}

TEST_CASE("details erased for good leave the chain whole", "[U5]") {
    CHECK(told_after([](Transaction& t) { t.erase(Tree::journal, entry_key('d', 2)); }).empty());
}
