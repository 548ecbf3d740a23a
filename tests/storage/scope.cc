// A store seen by somebody who may see part of it: every way of asking knows that part and nothing else.
#include <catch2/catch_test_macros.hpp>

#include "storage/people.h"

using namespace scratch;
using storage::Filter;
using storage::Id;
using storage::Read;
using storage::record_type;
using storage::Visible;

namespace {

storage::Scope only(Filter filter, std::optional<std::vector<Id>> among = {}) {
    return {.sees = [=](const Read&, const storage::Record_type& type) -> Visible {
        if (type.kind.number != Person::kind.number) return {};
        return {.everything = false, .filters = {filter}, .among = among};
    }};
}

}  // namespace

TEST_CASE("every way of asking answers as if there were nothing but what is seen") {
    Scratch_store store;
    Random random(7);
    const auto one = store.add(group("One")), two = store.add(group("Two"));
    std::vector<Person> people;
    for (int i = 0; i < 120; ++i) people.push_back(store.add(some_person(random, {one.id, two.id})));
    const auto& type = record_type<Person>();
    std::vector<Id> even;
    for (Id id = 2; id <= 120; id += 2) even.push_back(id);
    for (const auto& [filter, among] : std::vector<std::pair<Filter, std::optional<std::vector<Id>>>>{
             {Read::having<&Person::group>(storage::Ref<Group>{one.id}), {}},
             {{.mode = Filter::none, .tag = 9, .keys = Read::having<&Person::status>(Status::active).keys}, {}},
             {{.mode = Filter::between, .tag = 11, .from = ""}, even}}) {
        const storage::Scope scope = only(filter, among);
        std::vector<Id> seen;
        store->read([&](const Read& whole) {
            for (const Id id :
                 whole.select(type, {.tag = type.column("name")->tag, .filters = {filter}, .limit = 1000}).ids)
                if (!among || id % 2 == 0) seen.push_back(id);
        });
        REQUIRE(seen.size() < people.size());
        store->read(&scope, [&](const Read& read) {
            CHECK(read.count(type) == seen.size());
            CHECK(read.select(type, {.tag = type.column("name")->tag, .limit = 1000}).ids == seen);
            std::vector<Id> paged;
            storage::List list{.tag = type.column("name")->tag, .limit = 7};
            do {
                const auto page = read.select(type, list);
                paged.insert(paged.end(), page.ids.begin(), page.ids.end());
                list.after = page.next;
            } while (!list.after.empty());
            CHECK(paged == seen);
            for (const Person& person : people) {
                const bool there = std::ranges::contains(seen, person.id);
                CHECK(read.has(Person::kind.number, person.id) == there);
                CHECK(read.find<Person>(person.id).has_value() == there);
                CHECK(read.name(Person::kind.number, person.id).empty() != there);
                CHECK(read.history({Person::kind.number, person.id}, 0, 10).size() == (there ? 1 : 0));
                const auto hits = read.search(type, person.first_name, 200);
                for (const auto& hit : hits) CHECK(std::ranges::contains(seen, hit.id));
                CHECK(std::ranges::contains(hits, person.id, &storage::Hit::id) == there);
            }
            for (const Id id : read.where<&Person::tags>(storage::Ref<Group>{two.id}))
                CHECK(std::ranges::contains(seen, id));
            CHECK(read.count(record_type<Group>()) == 2);
        });
    }
}

TEST_CASE("history tells of nothing that is not seen, and its pages are full all the same") {
    Scratch_store store;
    auto person = store.add(scratch::person("Ada"));
    for (int i = 0; i < 30; ++i) {
        Note note;
        note.person = {person.id};
        note.text.text = "Note " + std::to_string(i);
        store.add(note);
    }
    const storage::Scope scope{.sees = [](const Read&, const storage::Record_type& type) -> Visible {
        if (type.kind.number != Note::kind.number) return {};
        return {.everything = false, .among = std::vector<Id>{3, 9, 27}};
    }};
    store->read(&scope, [&](const Read& read) {
        const auto entries = read.history({Person::kind.number, person.id}, 0, 3);
        REQUIRE(entries.size() == 3);
        CHECK(entries[0].id == 27);
        CHECK(entries[2].id == 3);
        CHECK(read.history({Person::kind.number, person.id}, entries[2].number, 3).size() == 1);  // that of the person
    });
    // What was erased counts as what it was.
    store->write(tester, [&](storage::Write& write) { write.erase(record_type<Note>(), 9); });
    const storage::Scope by_person = {.sees = [&](const Read&, const storage::Record_type& type) -> Visible {
        if (type.kind.number != Note::kind.number) return {};
        return {.everything = false, .filters = {Read::having<&Note::person>(storage::Ref<Person>{person.id + 1})}};
    }};
    store->read(&by_person,
                [&](const Read& read) { CHECK(read.history({Person::kind.number, person.id}, 0, 100).size() == 1); });
}

TEST_CASE("who works elsewhere finds no values of the office's fields, nor what they are") {
    Scratch_store store;
    auto person = scratch::person("Ada", "Lovelace", "ada@example.org");
    person.status = Status::active;
    store.add(person);
    const storage::Scope client{.audience = storage::Audience::client};
    const auto& type = record_type<Person>();
    store->read(&client, [&](const Read& read) {
        CHECK(read.get<Person>(1).email.text.empty());
        CHECK_FALSE(read.shows(*type.column("email")));
        CHECK(read.search(type, "ada", 10).empty());
        CHECK(read.select(type, {.tag = 9}).ids.size() == 1);
        CHECK(read.select(type, {.tag = 9, .filters = {Read::having<&Person::status>(Status::active)}}).ids.empty());
        for (const auto& entry : read.history({Person::kind.number, 1}, 0, 10)) CHECK(entry.after.empty());
    });
}
