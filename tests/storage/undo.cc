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

TEST_CASE("fields that somebody changed since are left alone and told, the rest is put back", "[U8]") {
    Scratch_store store;
    Person ada = store.add(person("Ada"));
    Person bob = store.add(person("Bob"));
    const auto operation = operation_of(*store, [&](Write& write) {
        for (Person* each : {&ada, &bob}) {
            each->last_name = "King";
            write.update(*each);
        }
    });
    ada.last_name = "Queen";
    ada.phone.text = "12345";
    store->write(tester, [&](Write& write) { write.update(ada); });
    const Undone undone = taken_back(*store, operation);
    CHECK(undone.put_back == 1);
    REQUIRE(undone.left_alone.size() == 1);
    const Left_alone again =
        store->read([&](const Read& read) { return left_alone(read, operation, {Person::kind.number, ada.id}); });
    for (const Left_alone& left : {undone.left_alone[0], again}) {
        CHECK(left.subject == Subject{Person::kind.number, ada.id});
        CHECK(decode_fields<Person>(left.now).last_name == "Queen");
        CHECK(decode_fields<Person>(left.then).last_name.empty());
        CHECK(decode_fields<Person>(left.then).phone.text == "12345");
    }
    CHECK(store.get(bob).last_name.empty());
    CHECK(taken_back(*store, operation).put_back == 0);
    check_sound(*store);
}

TEST_CASE("other fields that somebody changed since stay as they are", "[U8]") {
    Scratch_store store;
    Person ada = person("Ada");
    ada.custom.set({1, Custom_type::text, "red"});
    ada.custom.set({2, Custom_type::text, "round"});
    ada = store.add(ada);
    const auto operation = operation_of(*store, [&](Write& write) {
        ada.last_name = "King";
        ada.custom.set({1, Custom_type::text, "blue"});
        ada.custom.set({3, Custom_type::text, "new"});
        write.update(ada);
    });
    ada.phone.text = "12345";
    ada.custom.set({2, Custom_type::text, "square"});
    store->write(tester, [&](Write& write) { write.update(ada); });
    CHECK(taken_back(*store, operation).left_alone.empty());
    const Person now = store.get(ada);
    CHECK(now.last_name.empty());
    CHECK(now.phone.text == "12345");
    REQUIRE(now.custom.values.size() == 2);
    CHECK(now.custom.find(1)->bytes == "red");
    CHECK(now.custom.find(2)->bytes == "square");
    // what is already as it would become is nothing to tell of
    const Undone again = taken_back(*store, operation);
    CHECK(again.put_back == 0);
    CHECK(again.left_alone.empty());
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

namespace {

/// By slices of one step each, as if the plug were pulled after each: what was found out before is forgotten.
Undone taken_back_in_steps(Scratch_store& store, std::uint64_t operation) {
    Undone all;
    std::uint64_t own = 0;
    for (std::size_t at = 0, steps = 1; at < steps;) {
        const Undoing undoing = store->read([&](const Read& read) { return Undoing(read, operation); });
        steps = undoing.steps();
        if (steps == 0) break;
        store->write(tester, [&](Write& write) {
            write.go_on_with(own);
            Undone undone;
            at = undoing.run(write, at, {}, undone);
            own = write.operation();
            all.put_back += undone.put_back;
            std::ranges::move(undone.left_alone, std::back_inserter(all.left_alone));
        });
        check_sound(*store);
    }
    return all;
}

}  // namespace

TEST_CASE("step by step, sound behind each, it comes to the same as at once", "[U8]") {
    Scratch_store store;
    const Group friends = store.add(group("Friends"));
    std::vector<Person> people;
    for (const char* name : {"Ada", "Bob", "Cleo"}) {
        Person one = person(name);
        one.group = {friends.id};
        people.push_back(store.add(one));
    }
    // each is the next one's friend, in a circle
    for (std::size_t i = 0; i < people.size(); ++i) {
        people[i].friend_of = {people[(i + 1) % people.size()].id};
        store->write(tester, [&](Write& write) { write.update(people[i]); });
    }
    Note question;
    question.person = {people[0].id};
    question.text.text = "Why?";
    question = store.add(question);
    Note answer;
    answer.person = {people[0].id};
    answer.answers = {question.id};
    answer.text.text = "Because";
    store.add(answer);
    const auto before = state_of(*store);
    const auto operation = operation_of(*store, [&](Write& write) {
        Person dora = person("Dora");
        write.create(dora);
        for (const Person& one : people) write.erase(Ref<Person>{one.id});
        write.erase(Ref<Group>{friends.id});
    });
    const Undone undone = taken_back_in_steps(store, operation);
    CHECK(undone.left_alone.empty());
    CHECK(differences(state_of(*store), before) == none);
    CHECK(taken_back_in_steps(store, operation).put_back == 0);
}

TEST_CASE("what refers to a record that cannot come back does not come back either", "[U8]") {
    Scratch_store store;
    const Person ada = store.add(person("Ada", "", "ada@example.org"));
    Note note;
    note.person = {ada.id};
    note.text.text = "Likes engines";
    store.add(note);
    const auto operation = operation_of(*store, [&](Write& write) { write.erase(Ref<Person>{ada.id}); });
    store.add(person("Adele", "", "ada@example.org"));
    const Undone undone = taken_back(*store, operation);
    CHECK(undone.put_back == 0);
    CHECK(undone.left_alone.size() == 2);
    check_sound(*store);
}

TEST_CASE("any operation, taken back at once or step by step, leaves the store as it was", "[U8]") {
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
        const Undone undone = round % 2 == 0 ? taken_back(*store, operation) : taken_back_in_steps(store, operation);
        CHECK(undone.left_alone.empty());
        REQUIRE(differences(state_of(*store), before) == none);
    }
    check_sound(*store);
}
