// The journal's chain: what was done stays done, and every change to it is told.
#include "storage/journal.h"

#include <catch2/catch_test_macros.hpp>
#include <format>

#include "storage/journal_check.h"
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

/// What looking at it piece by piece says.
std::string told_in_pieces(const std::function<void(Transaction&)>& tamper) {
    std::string all;
    told_after([&](Transaction& transaction) {
        tamper(transaction);
        Journal_check check;
        while (check.go_on(transaction, 1)) {
        }
        all = std::to_string(check.checked()) + "\n";
        for (const std::string& problem : check.problems()) all += problem + "\n";
    });
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

TEST_CASE("looked at piece by piece it is judged the same", "[U5]") {
    CHECK(told_in_pieces([](Transaction&) {}) == "3\n");
    for (const auto& [key, at] : {std::pair(entry_key('e', 2), 3), std::pair(entry_key('d', 2), 1)})
        CHECK(told_in_pieces([&](Transaction& t) {
                  change_byte(t, key, static_cast<std::size_t>(at));
              }).contains("entry 2"));
    for (const std::uint64_t number : {1, 2, 3})
        CHECK(told_in_pieces([&](Transaction& t) {
                  t.erase(Tree::journal, entry_key('e', number));
              }).contains(std::format("entry {} is missing", number)));
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
