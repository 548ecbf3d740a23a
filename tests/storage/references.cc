// Records that refer to records: what may go, what goes with it, what is renamed, what moves when two become one.
#include <catch2/catch_test_macros.hpp>

#include "storage/faults.h"
#include "storage/people.h"
#include "storage/upkeep/check.h"

using namespace storage;
using namespace scratch;

namespace {

template <class Record> void erase(Store& store, const Record& record) {
    store.write(tester, [&](Write& write) { write.erase(Ref<Record>{record.id}); });
}

template <class Record> bool is_there(Store& store, const Record& record) {
    return store.read([&](const Read& read) { return read.find<Record>(record.id).has_value(); });
}

void is_sound(const Store& store) { CHECK(check(store).problems == std::vector<std::string>{}); }

Note note(const Person& person, std::string text, Id answers = 0) {
    Note note;
    note.person = {person.id};
    note.text.text = std::move(text);
    note.answers = {answers};
    return note;
}

}  // namespace

TEST_CASE("a reference to what is not there is refused by field", "[C2]") {
    Scratch_store store;
    Person ada = person("Ada");
    ada.group = {5};
    const Error error = error_of([&] { store.add(ada); });
    CHECK(error.fault() == Fault::invalid);
    CHECK(error.fields() == Errors{{"group", "is not there any more"}});
}

TEST_CASE("what others hold on to cannot be erased, and nothing changes", "[C10]") {
    Scratch_store store;
    const Group friends = store.add(group("Friends"));
    Person ada = person("Ada");
    ada.group = {friends.id};
    ada = store.add(ada);
    const Error error = error_of([&] { erase(*store, friends); });
    CHECK(error.fault() == Fault::refused);
    CHECK(std::string_view(error.what()).contains("People"));
    CHECK(is_there(*store, friends));
    erase(*store, ada);
    CHECK_NOTHROW(erase(*store, friends));
    is_sound(*store);
}

TEST_CASE("a reference that may be cleared is taken out of the records that stay", "[C7]") {
    Scratch_store store;
    const Group one = store.add(group("One"));
    const Group two = store.add(group("Two"));
    Person ada = person("Ada");
    ada.tags = {{one.id}, {two.id}};
    ada = store.add(ada);
    erase(*store, one);
    const Person after = store.get(ada);
    CHECK(after.tags == std::vector<Ref<Group>>{{two.id}});
    CHECK(after.revision == 2);
    CHECK(store->read([&](const Read& read) { return read.search(record_type<Person>(), "one", 5).size(); }) == 0);
    is_sound(*store);
}

TEST_CASE("what belongs to a record goes with it, and what belongs to that", "[C10]") {
    Scratch_store store;
    const Person ada = store.add(person("Ada"));
    const Person grace = store.add(person("Grace"));
    const Note first = store.add(note(ada, "first"));
    const Note answer = store.add(note(grace, "answer", first.id));
    const Note both = store.add(note(ada, "belongs twice", first.id));
    const Note other = store.add(note(grace, "stays"));
    erase(*store, ada);
    CHECK(!is_there(*store, first));
    CHECK(!is_there(*store, answer));
    CHECK(!is_there(*store, both));
    CHECK(is_there(*store, other));
    is_sound(*store);
}

TEST_CASE("records that refer to themselves or in a circle can be changed and erased") {
    Scratch_store store;
    Person ada = store.add(person("Ada"));
    Person grace = store.add(person("Grace"));
    ada.friend_of = {ada.id};
    grace.friend_of = {ada.id};
    store->write(tester, [&](Write& write) {
        write.update(ada);
        write.update(grace);
    });
    ada.first_name = "Augusta";
    store->write(tester, [&](Write& write) { write.update(ada); });
    is_sound(*store);
    ada.friend_of = {grace.id};
    store->write(tester, [&](Write& write) { write.update(ada); });
    Note first = store.add(note(ada, "first"));
    const Note second = store.add(note(ada, "second", first.id));
    first.answers = {second.id};
    store->write(tester, [&](Write& write) { write.update(first); });
    is_sound(*store);
    erase(*store, first);
    CHECK(!is_there(*store, second));
    erase(*store, ada);
    CHECK(store.get(grace).friend_of.id == 0);
    is_sound(*store);
}

TEST_CASE("a new name reaches the lists and the search of what refers to it", "[C4][C9]") {
    Scratch_store store;
    Group first = store.add(group("Alpha"));
    const Group second = store.add(group("Beta"));
    Person ada = person("Ada");
    ada.group = {first.id};
    Person grace = person("Grace");
    grace.group = {second.id};
    ada = store.add(ada);
    grace = store.add(grace);
    const auto by_group = [&] {
        return store->read(
            [](const Read& read) { return read.select(record_type<Person>(), {.tag = index_tag::by_name + 5}).ids; });
    };
    CHECK(by_group() == std::vector<Id>{ada.id, grace.id});
    first.name = "Zeta";
    store->write(tester, [&](Write& write) { write.update(first); });
    CHECK(by_group() == std::vector<Id>{grace.id, ada.id});
    store->read([&](const Read& read) {
        CHECK(read.search(record_type<Person>(), "zeta", 5).size() == 1);
        CHECK(read.search(record_type<Person>(), "alpha", 5).empty());
    });
    is_sound(*store);
}

TEST_CASE("when two records become one, every reference follows", "[C11]") {
    Scratch_store store;
    const Group one = store.add(group("One"));
    const Group two = store.add(group("Two"));
    Person ada = person("Ada");
    ada.group = {one.id};
    ada.tags = {{one.id}, {two.id}};
    ada = store.add(ada);
    store->write(tester, [&](Write& write) {
        write.redirect(Group::kind.number, one.id, two.id);
        write.erase(Ref<Group>{one.id});
    });
    const Person after = store.get(ada);
    CHECK(after.group.id == two.id);
    CHECK(after.tags == std::vector<Ref<Group>>{{two.id}});
    is_sound(*store);
}

TEST_CASE("the history of a record shows what belongs to it, and what left it", "[U5]") {
    Scratch_store store;
    const Person ada = store.add(person("Ada"));
    const Person grace = store.add(person("Grace"));
    Note one = store.add(note(ada, "a note"));
    one.person = {grace.id};
    store->write(tester, [&](Write& write) { write.update(one); });
    const auto acts = [&](const Person& person) {
        return store->read(
            [&](const Read& read) { return read.history({Person::kind.number, person.id}, 0, 10).size(); });
    };
    CHECK(acts(ada) == 3);
    CHECK(acts(grace) == 2);
    const auto latest = store->read([](const Read& read) {
        return read.select(record_type<Person>(), {.tag = index_tag::activity, .descending = true}).ids;
    });
    CHECK(latest.size() == 2);
    is_sound(*store);
}

TEST_CASE("dependents are counted by kind", "[C10]") {
    Scratch_store store;
    const Person ada = store.add(person("Ada"));
    store.add(note(ada, "one"));
    store.add(note(ada, "two"));
    const auto dependents = store->read([&](const Read& read) { return read.dependents(Person::kind.number, ada.id); });
    REQUIRE(dependents.size() == 1);
    CHECK(dependents.front().type == &record_type<Note>());
    CHECK(dependents.front().ids.size() == 2);
}
