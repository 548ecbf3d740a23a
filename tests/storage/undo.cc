// Taking back what was done.
#include "storage/undo.h"

#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <iterator>
#include <map>

#include "storage/digest.h"
#include "storage/people.h"
#include "storage/scratch.h"
#include "storage/upkeep/check.h"

using namespace storage;
using namespace scratch;

namespace {

/// Fields by record, and all keys of indexes and words but that of the last entry about each.
std::map<std::string, std::string> state_of(const Store& store) {
    std::map<std::string, std::string> all;
    const Transaction transaction = store.snapshot();
    for (const Tree tree : {Tree::records, Tree::indexes, Tree::words}) {
        Cursor cursor = transaction.cursor(tree);
        for (bool more = cursor.seek(std::string_view("\0", 1)); more; more = cursor.next()) {
            const std::string_view key = cursor.key();
            const auto kind = static_cast<std::uint8_t>(key.front());
            if (tree == Tree::indexes && static_cast<std::uint8_t>(key[1]) == index_tag::activity) continue;
            std::string value(cursor.value());
            if (tree == Tree::records) value = unseal(kind, keys::id_of(key), cursor.value()).fields;
            all.emplace(static_cast<char>(tree) + std::string(key), std::move(value));
        }
    }
    return all;
}

/// What only one of them has, or has otherwise, so that a failure can be read.
std::vector<std::string> differences(const std::map<std::string, std::string>& one,
                                     const std::map<std::string, std::string>& other) {
    std::vector<std::pair<std::string, std::string>> found;
    std::ranges::set_symmetric_difference(one, other, std::back_inserter(found));
    std::vector<std::string> readable;
    for (const auto& [key, value] : found)
        if (readable.size() < 6) readable.push_back(hex(key) + "=" + hex(value));
    return readable;
}
const std::vector<std::string> none;

/// Runs a change; returns its operation.
template <class Closure> std::uint64_t operation_of(Store& store, Closure&& closure) {
    return store.write(tester, [&](Write& write) {
        closure(write);
        return write.operation();
    });
}

Undone taken_back(Store& store, std::uint64_t operation) {
    return store.write(tester, [&](Write& write) { return undo(write, operation); });
}

void check_sound(const Store& store) { CHECK(check(store).problems == std::vector<std::string>{}); }

}  // namespace

TEST_CASE("entries of one transaction are one operation, with verb, reason and revision", "[U5]") {
    Scratch_store store;
    Person ada = store.add(person("Ada"));
    const auto operation = operation_of(*store, [&](Write& write) {
        write.doing("marry", "a good day");
        write.doing("edit");  // what calls others is what was done
        ada.last_name = "King";
        write.update(ada);
        Person child = person("Byron");
        write.create(child);
    });
    store->read([&](const Read& read) {
        const auto numbers = entries_of(read.transaction(), operation);
        REQUIRE(numbers.size() == 2);
        CHECK(numbers.back() == operation);
        const Entry entry = read_entry(read.transaction(), operation);
        CHECK(entry.operation == operation);
        CHECK(entry.doing.verb == "marry");
        CHECK(entry.doing.reason == "a good day");
        CHECK(entry.revision == 2);
    });
    const auto more = store->write(tester, [&](Write& write) {
        write.go_on_with(operation);
        Person other = person("Annabella");
        write.create(other);
        return write.operation();
    });
    CHECK(more == operation);
    CHECK(store->read([&](const Read& read) { return entries_of(read.transaction(), operation).size(); }) == 3);
    check_sound(*store);
}

TEST_CASE("a change, a record that was made, and an erasure with all that went along are taken back", "[U8]") {
    Scratch_store store;
    const Group friends = store.add(group("Friends"));
    Person ada = person("Ada", "Lovelace", "ada@example.org");
    ada.group = {friends.id};
    ada = store.add(ada);
    Person bob = person("Bob");
    bob.friend_of = {ada.id};
    bob = store.add(bob);
    Note note;
    note.person = {ada.id};
    note.text.text = "Likes engines";
    note = store.add(note);
    const auto before = state_of(*store);

    std::uint64_t operation = 0;
    SECTION("a change") {
        operation = operation_of(*store, [&](Write& write) {
            ada.last_name.clear();
            ada.phone.text = "12345";
            write.update(ada);
            ada.vip = true;
            write.update(ada);
        });
    }
    SECTION("made") {
        operation = operation_of(*store, [&](Write& write) {
            Person cleo = person("Cleo");
            write.create(cleo);
            Note about;
            about.person = {cleo.id};
            about.text.text = "New";
            write.create(about);
        });
    }
    SECTION("erased") {
        operation = operation_of(*store, [&](Write& write) { write.erase(Ref<Person>{ada.id}); });
        CHECK(store->read([&](const Read& read) { return read.count(record_type<Note>()); }) == 0);
    }
    SECTION("merged") {
        operation = operation_of(*store, [&](Write& write) {
            write.redirect(Person::kind.number, ada.id, bob.id);
            write.erase(Ref<Person>{ada.id});
        });
    }
    const auto after = state_of(*store);
    CHECK(after != before);
    const Undone undone = taken_back(*store, operation);
    CHECK(undone.left_alone.empty());
    CHECK(undone.put_back > 0);
    CHECK(differences(state_of(*store), before) == none);
    check_sound(*store);

    // and taken back again
    const auto newest = store->read([&](const Read& read) {
        std::uint64_t highest = 0;
        for (const Id id : {Id{1}, Id{2}, Id{3}, Id{4}})
            for (const Entry& entry : read.history({Person::kind.number, id}, 0, 1))
                highest = std::max(highest, entry.operation);
        return highest;
    });
    CHECK(taken_back(*store, newest).left_alone.empty());
    CHECK(differences(state_of(*store), after) == none);
    check_sound(*store);
}

TEST_CASE("what somebody changed since is left alone and told, the rest is put back", "[U8]") {
    Scratch_store store;
    Person ada = store.add(person("Ada"));
    Person bob = store.add(person("Bob"));
    const auto operation = operation_of(*store, [&](Write& write) {
        for (Person* each : {&ada, &bob}) {
            each->last_name = "King";
            write.update(*each);
        }
    });
    ada.phone.text = "12345";
    store->write(tester, [&](Write& write) { write.update(ada); });
    const Undone undone = taken_back(*store, operation);
    CHECK(undone.put_back == 1);
    REQUIRE(undone.left_alone.size() == 1);
    CHECK(undone.left_alone[0].subject == Subject{Person::kind.number, ada.id});
    CHECK(decode_fields<Person>(undone.left_alone[0].now).last_name == "King");
    CHECK(decode_fields<Person>(undone.left_alone[0].then).last_name.empty());
    CHECK(decode_fields<Person>(undone.left_alone[0].then).phone.text == "12345");
    CHECK(store.get(bob).last_name.empty());
    CHECK(taken_back(*store, operation).put_back == 0);
    check_sound(*store);
}

TEST_CASE("a value that somebody else has by now, or something that belongs to it by now, keeps a record as it is",
          "[U8]") {
    Scratch_store store;
    const Person ada = store.add(person("Ada", "", "ada@example.org"));
    const auto erased = operation_of(*store, [&](Write& write) { write.erase(Ref<Person>{ada.id}); });
    store.add(person("Adele", "", "ada@example.org"));
    CHECK(taken_back(*store, erased).left_alone.size() == 1);
    Id made = 0;
    const auto created = operation_of(*store, [&](Write& write) {
        Person cleo = person("Cleo");
        write.create(cleo);
        made = cleo.id;
    });
    Note note;
    note.person = {made};
    note.text.text = "Since";
    store.add(note);
    CHECK(taken_back(*store, created).left_alone.size() == 1);
    check_sound(*store);
}

TEST_CASE("a record whose secret is gone does not come back without it", "[U8]") {
    Scratch_store store;
    Person ada = person("Ada");
    ada.token.text = "secret";
    ada = store.add(ada);
    const auto operation = operation_of(*store, [&](Write& write) { write.erase(Ref<Person>{ada.id}); });
    CHECK(taken_back(*store, operation).left_alone.size() == 1);
    check_sound(*store);
}

TEST_CASE("after thirty days, and once details were erased, nothing is taken back", "[U8][S7]") {
    Scratch_store store;
    Person ada = store.add(person("Ada", "Lovelace"));
    const auto operation = operation_of(*store, [&](Write& write) {
        ada.last_name = "King";
        write.update(ada);
    });
    store->read([&](const Read& read) {
        const Moment now = Moment::now();
        CHECK_NOTHROW(undoable(read, operation, now));
        const Moment later{now.milliseconds + std::chrono::milliseconds(std::chrono::days{31}).count()};
        CHECK_THROWS_AS(undoable(read, operation, later), Error);
        CHECK_THROWS_AS(undoable(read, 4'711, now), Error);
    });
    store->write(tester, [&](Write& write) { write.redact({Person::kind.number, ada.id}); });
    CHECK_THROWS_AS(taken_back(*store, operation), Error);
    store->read([&](const Read& read) {
        for (const Entry& entry : read.history({Person::kind.number, ada.id}, 0, 10)) {
            CHECK(entry.redacted);
            CHECK((entry.before + entry.after + entry.name).empty());
        }
    });
    check_sound(*store);
}

TEST_CASE("any operation, taken back at once, leaves the store as it was", "[U8]") {
    Scratch_store store;
    Random random(4711);
    std::vector<Id> groups;
    for (const char* name : {"Friends", "Family"}) groups.push_back(store.add(group(name)).id);
    std::vector<Person> people;
    for (int i = 0; i < 20; ++i) {
        Person one = some_person(random, groups);
        one.token = {};
        people.push_back(store.add(one));
    }
    for (int round = 0; round < rounds(100); ++round) {
        const auto before = state_of(*store);
        const auto operation = operation_of(*store, [&](Write& write) {
            for (int step = 0; step < 3; ++step) {
                const Id id = 1 + random() % 20;
                switch (random() % 4) {
                case 0: {
                    Person one = some_person(random, groups);
                    one.token = {};
                    write.create(one);
                    break;
                }
                case 1:
                    if (auto stored = write.find<Person>(id)) {
                        Person other = some_person(random, groups);
                        other.id = stored->id;
                        other.revision = stored->revision;
                        other.token = {};
                        write.update(other);
                    }
                    break;
                case 2:
                    if (write.has(Person::kind.number, id)) write.erase(Ref<Person>{id});
                    break;
                default: {
                    if (!write.has(Person::kind.number, id)) break;
                    Note note;
                    note.person = {id};
                    note.text.text = "Note";
                    write.create(note);
                }
                }
            }
        });
        if (operation == 0) continue;
        const Undone undone = taken_back(*store, operation);
        CHECK(undone.left_alone.empty());
        REQUIRE(differences(state_of(*store), before) == none);
    }
    check_sound(*store);
}
