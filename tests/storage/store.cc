// What Store::read and Store::write promise for one record: create, update, erase, uniqueness, references, history.
#include "storage/store.h"

#include <catch2/catch_test_macros.hpp>

#include "storage/faults.h"
#include "storage/scratch.h"

using namespace storage;
using namespace scratch;

TEST_CASE("a record that was created is found with its id, revision and moments", "[C2]") {
    Scratch_store store;
    const Person ada = store.add(person("Ada", "Lovelace", "ada@example.org"));
    CHECK(ada.id == 1);
    CHECK(ada.revision == 1);
    CHECK(ada.created.milliseconds > 0);
    const Person found = store.get(ada);
    CHECK(found.name() == "Lovelace, Ada");
    CHECK(found.email == ada.email);
    CHECK(found.changed == ada.changed);
    CHECK(store->read([](const Read& read) { return read.count(record_type<Person>()); }) == 1);
}

TEST_CASE("records are still there when the store is opened again", "[C2]") {
    Scratch_store store;
    const Person ada = store.add(person("Ada"));
    store.close();
    store.open();
    CHECK(store.get(ada).first_name == "Ada");
}

TEST_CASE("an update raises the revision, and a stale one is refused", "[C12]") {
    Scratch_store store;
    Person ada = store.add(person("Ada"));
    Person other = ada;
    ada.last_name = "Lovelace";
    store->write(tester, [&](Write& write) { write.update(ada); });
    CHECK(ada.revision == 2);
    other.last_name = "Byron";
    CHECK(fault_of([&] { store->write(tester, [&](Write& write) { write.update(other); }); }) == Fault::stale);
    CHECK(store.get(ada).last_name == "Lovelace");
}

TEST_CASE("an erased record is gone from lists and search, and its id does not come back", "[C10]") {
    Scratch_store store;
    const Person ada = store.add(person("Ada", "Lovelace"));
    store->write(tester, [&](Write& write) { write.erase(Ref<Person>{ada.id}); });
    store->read([&](const Read& read) {
        CHECK(!read.find<Person>(ada.id));
        CHECK(read.select(record_type<Person>(), {.tag = 200}).ids.empty());
        CHECK(read.search(record_type<Person>(), "ada", 10).empty());
        CHECK(read.count(record_type<Person>()) == 0);
    });
    CHECK(store.add(person("Grace")).id == 2);
}

TEST_CASE("several records and names are read at once, in the order asked for", "[C6]") {
    Scratch_store store;
    for (const char* name : {"Ada", "Bob", "Cleo", "Dora"}) store.add(person(name));
    store->write(tester, [](Write& write) { write.erase(Ref<Person>{2}); });
    store->read([](const Read& read) {
        const Record_type& type = record_type<Person>();
        CHECK(read.names(type.kind.number, std::vector<Id>{4, 1, 4, 999, 2, 3}) ==
              std::vector<std::string>{"Dora", "Ada", "Dora", "", "", "Cleo"});
        const std::vector<Raw> records = read.get_many(type, std::vector<Id>{4, 1, 4});
        REQUIRE(records.size() == 3);
        CHECK(records[0].fields == read.get(type, 4).fields);
        CHECK(records[1].fields == read.get(type, 1).fields);
        CHECK(records[2].id == 4);
        CHECK(read.get_many(type, {}).empty());
        CHECK(fault_of([&] { read.get_many(type, std::vector<Id>{4, 2}); }) == Fault::corrupt);
    });
}

TEST_CASE("search finds words by their beginning and phone numbers by their end", "[C4]") {
    Scratch_store store;
    Person ada = person("Ada", "Lovelace", "ada@example.org");
    ada.phone.text = "(043) 797-5229";
    store.add(ada);
    store.add(person("Grace", "Hopper"));
    const auto names = [&](std::string_view query) {
        return store->read([&](const Read& read) {
            std::vector<std::string> found;
            for (const Hit& hit : read.search(record_type<Person>(), query, 10)) found.push_back(hit.name);
            return found;
        });
    };
    const std::vector<std::string> only_ada{"Lovelace, Ada"};
    CHECK(names("love") == only_ada);
    CHECK(names("ADA lov") == only_ada);
    CHECK(names("5229") == only_ada);
    CHECK(names("043 797 52") == only_ada);
    CHECK(names("example") == only_ada);
    CHECK(names("ada hopper").empty());
    CHECK(names("").empty());
}

TEST_CASE("a value that must be unique is refused in any case of letters, naming the field and who has it", "[C3]") {
    Scratch_store store;
    const Person ada = store.add(person("Ada", "Lovelace", "ada@example.org"));
    try {
        store.add(person("Another", "", "ADA@Example.org"));
        FAIL("the second was accepted");
    } catch (const Error& error) {
        CHECK(error.fault() == Fault::invalid);
        REQUIRE(error.fields().contains("email"));
        CHECK(error.clashes().at("email").id == ada.id);
    }
    Person same = store.get(ada);
    same.last_name = "King";
    CHECK_NOTHROW(store->write(tester, [&](Write& write) { write.update(same); }));
    CHECK_NOTHROW(store.add(person("No address")));
    CHECK_NOTHROW(store.add(person("No address either")));
}

TEST_CASE("the journal tells who changed what", "[U5][P18]") {
    Scratch_store store;
    Person ada = store.add(person("Ada"));
    ada.last_name = "Lovelace";
    ada.token.text = "never shown";
    store->write(tester, [&](Write& write) { write.update(ada); });
    const auto entries =
        store->read([&](const Read& read) { return read.history({Person::kind.number, ada.id}, 0, 10); });
    REQUIRE(entries.size() == 2);
    CHECK(entries[0].act == Act::changed);
    CHECK(entries[0].actor.name == "Tester");
    CHECK(entries[0].actor.user == 7);
    CHECK(decode_fields<Person>(entries[0].after).last_name == "Lovelace");
    CHECK(!entries[0].after.contains("never shown"));
    CHECK(entries[0].before.empty());
    CHECK(entries[1].act == Act::created);
    CHECK(entries[1].name == "Ada");
    CHECK(store->read([](const Read& read) { return verify_journal(read.transaction()); }).empty());
}
