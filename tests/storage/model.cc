// The store against a plain list in memory, under thousands of random operations.
#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <format>
#include <map>
#include <set>

#include "storage/people.h"
#include "storage/scratch.h"
#include "storage/upkeep/check.h"

using namespace storage;
using namespace scratch;

namespace {

const Record_type& people() { return record_type<Person>(); }

/// What the store should answer, worked out the slow way.
struct Model {
    std::map<Id, Person> people;
    std::map<Id, Group> groups;

    std::string group_name(Id id) const { return groups.contains(id) ? groups.at(id).name : ""; }

    std::vector<std::string> keys(const Person& person, Tag_path tag) const {
        std::vector<std::string> keys;
        switch (tag) {
        case 200: Value<std::string>::order(person.name(), keys); break;
        case 9: Value<Status>::order(person.status, keys); break;
        case 11: Value<Money>::order(person.balance, keys); break;
        case 7: Value<std::vector<Ref<Group>>>::order(person.tags, keys); break;
        case 5: Value<Ref<Group>>::order(person.group, keys); break;
        case index_tag::by_name + 5: Value<std::string>::order(group_name(person.group.id), keys); break;
        case index_tag::created: Value<Moment>::order(person.created, keys); break;
        default: FAIL("an index that the model does not know");
        }
        return keys;
    }

    bool passes(const Person& person, const Filter& filter) const {
        const auto own = keys(person, filter.tag);
        const auto has = [&](const std::string& key) { return std::ranges::contains(own, key); };
        switch (filter.mode) {
        case Filter::any: return std::ranges::any_of(filter.keys, has);
        case Filter::all: return std::ranges::all_of(filter.keys, has);
        case Filter::none: return std::ranges::none_of(filter.keys, has);
        case Filter::between:
        case Filter::not_between: FAIL("tests/storage/asking.cc asks for ranges");
        }
        return false;
    }

    std::vector<Id> select(const List& list) const {
        std::vector<std::pair<std::string, Id>> found;
        for (const auto& [id, person] : people)
            if (std::ranges::all_of(list.filters, [&](const Filter& filter) { return passes(person, filter); }))
                for (const std::string& key : keys(person, list.tag)) found.emplace_back(key, id);
        std::ranges::sort(found);
        if (list.descending) std::ranges::reverse(found);
        std::vector<Id> ids;
        for (const auto& [key, id] : found) ids.push_back(id);
        return ids;
    }

    std::set<std::string> words(const Person& person) const {
        std::set<std::string> words;
        const auto add = [&](const std::vector<std::string>& more) { words.insert(more.begin(), more.end()); };
        for (const std::string& text : {person.name(), person.email.text, person.about.text, person.home.city})
            add(words_of(text));
        add(words_of(group_name(person.group.id)));
        for (const auto tag : person.tags) add(words_of(group_name(tag.id)));
        add(phone_words(person.phone.text));
        return words;
    }

    std::set<Id> search(std::string_view query) const {
        std::set<Id> found;
        for (const auto& [id, person] : people) {
            const auto own = words(person);
            if (std::ranges::all_of(words_of(query), [&](const std::string& wanted) {
                    return std::ranges::any_of(own, [&](const std::string& word) { return word.starts_with(wanted); });
                }))
                found.insert(id);
        }
        return found;
    }
};

class Game {
  public:
    explicit Game(std::uint64_t seed)
        : random_(seed) {}

    void change() {
        store_->write(tester, [&](Write& write) {
            for (std::uint64_t steps = 1 + random_() % 4; steps > 0; --steps) step(write);
        });
    }

    void compare() {
        store_->read([&](const Read& read) {
            CHECK(read.count(people()) == model_.people.size());
            compare_records(read);
            for (const bool descending : {false, true})
                for (const std::uint8_t tag : {200, 9, 11, 7, 105, 251})
                    compare_list(read, random_list(tag, descending));
            for (const auto* query :
                 {"ada", "lovelace", "a", "gra hop", "o bri", "friends", "example ada", "zoe mull", "nobody"})
                compare_search(read, query);
        });
    }

    Scratch_store& store() { return store_; }

  private:
    template <class Records> auto& some_of(Records& records) {
        return std::next(records.begin(), static_cast<std::ptrdiff_t>(random_() % records.size()))->second;
    }

    void step(Write& write) {
        const auto action = random_() % 10;
        if (action < 4 || model_.people.size() < 5) return create_person(write);
        if (action < 7) return change_person(write);
        if (action < 8) return erase_person(write);
        change_group(write);
    }

    void create_person(Write& write) {
        Person person = some_person(random_, group_ids());
        write.create(person);
        model_.people[person.id] = person;
    }

    void change_person(Write& write) {
        Person& old = some_of(model_.people);
        Person changed = some_person(random_, group_ids());
        if (random_() % 2 == 0) changed = old, changed.last_name += "a";
        changed.id = old.id;
        changed.revision = old.revision;
        changed.created = old.created;
        write.update(changed);
        CHECK(write.get<Person>(old.id).name() == changed.name());
        old = changed;
        old.created = write.get<Person>(old.id).created;
    }

    void erase_person(Write& write) {
        const Id id = some_of(model_.people).id;
        write.erase(Ref<Person>{id});
        model_.people.erase(id);
    }

    void change_group(Write& write) {
        if (model_.groups.size() < 3) {
            Group one = group("Friends " + std::to_string(random_() % 50));
            write.create(one);
            model_.groups[one.id] = one;
            return;
        }
        Group& one = some_of(model_.groups);
        const bool held =
            std::ranges::any_of(model_.people, [&](const auto& p) { return p.second.group.id == one.id; });
        if (random_() % 3 == 0 && !held) {
            write.erase(Ref<Group>{one.id});
            for (auto& [id, person] : model_.people)
                if (std::erase(person.tags, Ref<Group>{one.id}) > 0) ++person.revision;
            model_.groups.erase(one.id);
        } else {
            one.name = some_text(random_, 8) + " renamed";
            write.update(one);
        }
    }

    std::vector<Id> group_ids() const {
        std::vector<Id> ids;
        for (const auto& [id, group] : model_.groups) ids.push_back(id);
        return ids;
    }

    List random_list(std::uint8_t tag, bool descending) {
        List list{.tag = tag, .descending = descending, .limit = 1 + random_() % 20};
        for (std::uint64_t count = random_() % 3; count > 0; --count) {
            Filter filter{.mode = static_cast<Filter::Mode>(random_() % 3), .tag = 9, .keys = {}};
            if (random_() % 2 == 0) filter.tag = 7;
            for (std::uint64_t keys = random_() % 3; keys > 0; --keys) {
                std::string key;
                if (filter.tag == 9)
                    key.push_back(static_cast<char>(random_() % 4));
                else
                    put_number(key, 1 + random_() % 5);
                filter.keys.push_back(std::move(key));
            }
            list.filters.push_back(std::move(filter));
        }
        return list;
    }

    void compare_records(const Read& read) {
        for (const auto& [id, person] : model_.people) {
            const Person found = read.get<Person>(id);
            CHECK(encode_fields(found) == encode_fields(person));
            CHECK(found.revision == person.revision);
        }
    }

    /// Page by page.
    void compare_list(const Read& read, List list) {
        const auto expected = model_.select(list);
        std::vector<Id> found;
        for (;;) {
            const Page page = read.select(people(), list);
            CHECK(page.ids.size() <= list.limit);
            found.insert(found.end(), page.ids.begin(), page.ids.end());
            if (page.next.empty()) break;
            list.after = page.next;
        }
        INFO("index " << int(list.tag) << (list.descending ? " descending, " : ", ") << list.filters.size()
                      << " filters");
        CHECK(found == expected);
        if (list.tag == 200) CHECK(counted(read, people(), list, 1'000'000) == expected.size());
        if (list.tag == 200) CHECK(counted(read, people(), list, 3) == std::min<std::size_t>(3, expected.size()));
    }

    void compare_search(const Read& read, std::string_view query) {
        std::set<Id> found;
        for (const Hit& hit : read.search(people(), query, 100'000)) {
            CHECK(hit.name == model_.people.at(hit.id).name());
            found.insert(hit.id);
        }
        INFO(query);
        CHECK(found == model_.search(query));
    }

    Scratch_store store_;
    Random random_;
    Model model_;
};

}  // namespace

TEST_CASE("the store answers like a plain list under thousands of random changes", "[C1][C4][C5]") {
    Game game(77);
    for (int round = 0; round < rounds(40); ++round) {
        for (int i = 0; i < 25; ++i) game.change();
        game.compare();
    }
    CHECK(check(*game.store()).problems == std::vector<std::string>{});
}

TEST_CASE("filters and searches stay right when their words are frequent", "[C1][C4][C5]") {
    Scratch_store store;
    constexpr int many = 21'000;
    store->write(tester, [&](Write& write) {
        for (int i = 0; i < many; ++i) {
            Person one = person("Ada" + std::to_string(i % 7), i % 2 == 0 ? "Lovelace" : "Hopper");
            one.status = i % 5'000 == 0 ? Status::former : i % 3 == 0 ? Status::active : Status::prospect;
            one.about.text = i == 20'999 ? "office adagio" : "office";
            if (i % 1'000 == 7) one.phone.text = std::format("030 77{:05}", i);
            write.create(one);
        }
    });
    store->read([&](const Read& read) {
        const auto status = [](Status value) { return std::string(1, static_cast<char>(value)); };
        const auto found = [&](std::string_view query, std::size_t limit) {
            return read.search(people(), query, limit).size();
        };
        CHECK(found("ada lov", 30) == 30);
        CHECK(found("hop ada3", 100'000) == many / 14);
        CHECK(found("ada0 lov", 100'000) == many / 14);
        CHECK(found("ada lovelace hopper", 50) == 0);
        CHECK(found("adagio hop", 50) == 1);
        CHECK(found("ada office", 100'000) == many);
        CHECK(found("office hop ada", 100'000) == many / 2);
        CHECK(found("ada 007", 100) == many / 1'000);
        CHECK(found("office ada 0307", 100) == many / 1'000);
        const List former{.tag = 200, .filters = {{.tag = 9, .keys = {status(Status::former)}}}};
        const auto both = [&](std::string_view query, std::vector<Filter> filters) {
            return counted(read, people(), {.tag = 200, .filters = std::move(filters), .words = std::string(query)},
                           100'000);
        };
        CHECK(both("ada lov", former.filters) == 5);
        CHECK(both("ada hop", former.filters) == 0);
        CHECK(both("ada0 lov", {{.mode = Filter::none, .tag = 9, .keys = {status(Status::former)}}}) == many / 14 - 1);
        CHECK(read.select(people(), former).ids.size() == 5);
        const List active{.tag = 251, .descending = true, .filters = {{.tag = 9, .keys = {status(Status::active)}}}};
        const Page page = read.select(people(), active);
        CHECK(page.ids.size() == 50);
        CHECK(!page.next.empty());
        CHECK(counted(read, people(), active, 1'000) == 1'000);
        const List either{.tag = 200,
                          .filters = {{.tag = 9, .keys = {status(Status::active), status(Status::former)}}}};
        CHECK(counted(read, people(), either, 1'000'000) == 7'003);
        CHECK(both("", {{.mode = Filter::none, .tag = 9, .keys = {status(Status::prospect)}}}) == 7'003);
    });
}
