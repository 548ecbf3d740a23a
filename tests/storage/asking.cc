// Lists that ask for values, ranges and words at once, in any order, against asking every record.
#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <format>
#include <print>

#include "storage/naive.h"
#include "storage/people.h"
#include "storage/scratch.h"
#include "storage/types/describe.h"
#include "storage/upkeep/check.h"

using namespace storage;
using namespace scratch;

namespace {

const Record_type& people() { return record_type<Person>(); }

/// What somebody has to do: lists of it ask for one person and one state, by day.
struct Chore : Stored {
    static constexpr Kind kind{9, "chore", "chores", "Chore", "Chores"};
    std::string name;
    Ref<Person> assignee;
    Status state{};
    Date due;
    static constexpr auto fields = std::tuple{
        Field{1, "name", &Chore::name, {.label = "Name", .search = true, .index = Index::sorted}},
        Field{2, "assignee", &Chore::assignee, {.label = "Assignee", .index = Index::sorted}},
        Field{3, "state", &Chore::state, {.label = "State", .index = Index::sorted}},
        Field{4, "due", &Chore::due, {.label = "Due", .index = Index::sorted}},
    };
    static constexpr auto indexes = std::tuple{Index_on{240, &Chore::assignee, &Chore::due},
                                               Index_on{241, &Chore::state, &Chore::assignee, &Chore::name}};
};

const Record_type& chores() { return record_type<Chore>(); }

constexpr Tag_path tags_tag = 7, status_tag = 9, balance_tag = 11, custom_tag = 20, name_tag = 200;
constexpr Tag_path group_name_tag = index_tag::by_name + 5;
constexpr Id budget = 77, since = 78, colours = 79;  // custom fields; what is stored needs no definition

std::string ordered(std::int64_t number) {
    std::string key;
    put_number(key, sign_flipped(number));
    return key;
}

std::string ordered_id(Id id) {
    std::string key;
    put_number(key, id);
    return key;
}

std::string status_key(Status status) { return std::string(1, static_cast<char>(status)); }

Custom some_custom(Random& random) {
    Custom custom;
    const auto set = [&](Id field, Custom_type type, std::int64_t units) {
        custom.set({.field = field, .type = type, .bytes = ordered(units)});
    };
    if (random() % 3 != 0) set(budget, Custom_type::money, static_cast<std::int64_t>(random() % 1'000));
    if (random() % 5 == 0) set(since, Custom_type::date, static_cast<std::int64_t>(random() % 100) - 50);
    static constexpr std::array some{"", "Red", "Green", "Red, Green", "Blue, Red", "Green, Blue, Red"};
    custom.set({.field = colours, .type = Custom_type::choices, .bytes = one_of(random, some)});
    return custom;
}

class Asking {
  public:
    explicit Asking(std::uint64_t seed)
        : random_(seed) {
        store_->write(tester, [&](Write& write) {
            std::vector<Id> groups;
            for (int i = 0; i < 5; ++i) {
                Group one = group(std::format("Friends {}", i));
                write.create(one);
                groups.push_back(one.id);
            }
            for (int i = 0; i < 600; ++i) {
                const std::vector<Id> two{groups[random_() % 5], groups[random_() % 5]};
                Person one = some_person(random_, two[0] == two[1] ? std::vector{two[0]} : two);
                one.email.text.clear();
                one.custom = some_custom(random_);
                write.create(one);
                if (random_() % 10 == 0)
                    write.erase(Ref<Person>{one.id});
                else
                    ids_.push_back(one.id);
            }
        });
    }

    void compare(int times) {
        store_->read([&](const Read& read) {
            const Naive naive(read, people(), ids_);
            for (; times > 0; --times) compare_list(read, people(), naive, some_list());
        });
    }

  private:
    std::string some_value(Tag_path tag) {
        switch (tag) {
        case status_tag: return status_key(static_cast<Status>(random_() % 5));
        case tags_tag: return ordered_id(1 + random_() % 6);
        case balance_tag: return ordered(static_cast<std::int64_t>(random_() % 2'400'000) - 1'200'000);
        case name_tag: return ordered_text(some_text(random_, 3));
        case custom_tag:
            if (random_() % 2 == 0)
                return ordered_id(colours) + ordered_text(one_of(random_, std::array{"Red", "Green", "Blue", "Pink"}));
            return random_() % 2 == 0 ? ordered_id(budget) + ordered(static_cast<std::int64_t>(random_() % 1'000))
                                      : ordered_id(since) + ordered(static_cast<std::int64_t>(random_() % 100) - 50);
        default: return ordered(0);
        }
    }

    Filter some_filter() {
        Filter filter{.mode = static_cast<Filter::Mode>(random_() % 5),
                      .tag = one_of(random_, std::array{tags_tag, status_tag, balance_tag, custom_tag, name_tag})};
        if (!filter.is_range()) {
            for (auto keys = random_() % 4; keys > 0; --keys) filter.keys.push_back(some_value(filter.tag));
            return filter;
        }
        if (random_() % 4 != 0) filter.from = some_value(filter.tag);
        if (random_() % 4 == 0) filter.from += '\0';  // more than that
        if (random_() % 4 != 0) filter.to = some_value(filter.tag);
        return filter;
    }

    List some_list() {
        static constexpr std::array queries{"",        "",  "ada",      "lovelace", "a",     "gra hop",
                                            "friends", "3", "zoe mull", "?!",       "nobody"};
        List list{.tag = one_of(random_, std::array{name_tag, status_tag, balance_tag, tags_tag, group_name_tag,
                                                    Tag_path{index_tag::created}, Tag_path{index_tag::activity}}),
                  .descending = random_() % 2 == 0,
                  .words = one_of(random_, queries),
                  .limit = 1 + random_() % 40};
        if (random_() % 6 == 0) {
            list.tag = custom_tag;
            list.within = ordered_id(random_() % 2 == 0 ? budget : since);
        }
        for (auto filters = random_() % 4; filters > 0; --filters) list.filters.push_back(some_filter());
        return list;
    }

    Scratch_store store_;
    Random random_;
    std::vector<Id> ids_;
};

}  // namespace

TEST_CASE("what a list asks for is what asking every record gives, page by page", "[C5]") {
    Asking asking(2'026);
    asking.compare(rounds(300));
}

TEST_CASE("a list costs a small multiple of its cheapest way", "[C5]") {
    Scratch_store store;
    constexpr int many = 20'000;
    store->write(tester, [&](Write& write) {
        for (int i = 0; i < many; ++i) {
            Person one = person("Ada" + std::to_string(i % 1'000), i % 2 == 0 ? "Lovelace" : "Hopper");
            one.status = i % 2 == 0 ? Status::active : Status::prospect;
            one.balance.minor = i;
            write.create(one);
        }
    });
    const auto cost = [&](std::string_view what, List list) {
        const Page page = store->read([&](const Read& read) { return read.select(people(), list); });
        std::println("  {}: {} found, {} looked at", what, page.ids.size(), page.looked_at);
        return page.looked_at;
    };
    const auto range = [](std::int64_t from, std::int64_t to) {
        return Filter{
            .mode = Filter::between, .tag = balance_tag, .keys = {}, .from = ordered(from), .to = ordered(to)};
    };
    const Filter active{.tag = status_tag, .keys = {status_key(Status::active)}};
    const Filter prospect{.tag = status_tag, .keys = {status_key(Status::prospect)}};
    // A rare range among many, sorted otherwise; a frequent value that fills a page soon; rare words and a frequent value.
    CHECK(cost("30 of a range", {.tag = name_tag, .filters = {active, range(5'000, 5'029)}}) < 500);
    CHECK(cost("half of all", {.tag = index_tag::created, .descending = true, .filters = {active}}) < 2'000);
    CHECK(cost("rare words", {.tag = balance_tag, .filters = {active}, .words = "ada702"}) < 1'000);
    CHECK(cost("frequent words", {.tag = balance_tag, .filters = {active}, .words = "lovelace"}) < 4'000);
    CHECK(cost("nothing", {.tag = name_tag, .filters = {active, range(many, 2 * many)}}) < 100);
    // Two halves that have nothing in common: each is walked about once.
    CHECK(cost("two halves", {.tag = name_tag, .filters = {active, prospect}}) < 3 * many);
    CHECK(cost("neither half", {.tag = name_tag,
                                .filters = {{.mode = Filter::none, .tag = status_tag, .keys = active.keys},
                                            {.mode = Filter::none, .tag = status_tag, .keys = prospect.keys}}}) <
          3 * many);
}

TEST_CASE("what a list has walked over is known until something changes, and not inside a change", "[C5]") {
    Scratch_store store;
    store->write(tester, [&](Write& write) {
        for (int i = 0; i < 9'000; ++i) {
            Person one = person("Ada" + std::to_string(i));
            one.status = i % 3 == 0 ? Status::active : Status::prospect;
            one.balance.minor = i % 300;
            write.create(one);
        }
    });
    const List half{.tag = name_tag,
                    .filters = {{.tag = status_tag, .keys = {status_key(Status::active)}},
                                {.mode = Filter::between, .tag = balance_tag, .from = ordered(0), .to = ordered(149)}},
                    .limit = 20,
                    .count_to = 2'000};
    const auto ask = [&] { return store->read([&](const Read& read) { return read.select(people(), half); }); };
    const Page first = ask();
    const Page again = ask();
    CHECK(first.total == 1'500);
    CHECK(again.ids == first.ids);
    CHECK(again.total == 1'500);
    CHECK(again.looked_at * 10 < first.looked_at);
    store->write(tester, [&](Write& write) {
        Person one = write.get<Person>(first.ids.front());
        one.status = Status::former;
        write.update(one);
        CHECK(write.select(people(), half).total == 1'499);
    });
    CHECK(ask().total == 1'499);
}

namespace {

/// Opens a store of its own with chores in it, most of them one person's.
class Chores {
  public:
    explicit Chores(int many) {
        store_.write(tester, [&](Write& write) {
            for (int i = 0; i < people_; ++i) {
                Person one = person(std::format("Ada {}", i));
                write.create(one);
            }
            for (int i = 0; i < many; ++i) {
                Chore chore;
                chore.name = std::format("Chore {}", random_() % 50);
                if (random_() % 10 != 0) chore.assignee = {1 + random_() % people_};
                chore.state = static_cast<Status>(random_() % 4);
                if (random_() % 5 != 0) chore.due.days = static_cast<std::int32_t>(random_() % 1'000) - 500;
                write.create(chore);
                ids_.push_back(chore.id);
            }
        });
    }

    void compare(int times) {
        store_.read([&](const Read& read) {
            const Naive naive(read, chores(), ids_);
            for (; times > 0; --times) compare_list(read, chores(), naive, some_list());
        });
    }

    Store& store() { return store_; }
    static constexpr int people_ = 20;

  private:
    Filter some_filter() {
        Filter filter{.mode = static_cast<Filter::Mode>(random_() % 3), .tag = random_() % 2 == 0 ? 2U : 3U};
        for (auto keys = 1 + random_() % 4 / 3; keys > 0; --keys)
            filter.keys.push_back(filter.tag == 2 ? ordered_id(random_() % (people_ + 1))
                                                  : status_key(static_cast<Status>(random_() % 4)));
        return filter;
    }

    List some_list() {
        List list{.tag = one_of(random_, std::array{Tag_path{1}, Tag_path{4}, Tag_path{4}}),
                  .descending = random_() % 2 == 0,
                  .words = one_of(random_, std::array{"", "", "", "chore 7"}),
                  .limit = 1 + random_() % 40};
        for (auto filters = random_() % 4; filters > 0; --filters) list.filters.push_back(some_filter());
        return list;
    }

    Folder folder_;
    Store store_{folder_.path(), {&record_type<Group>(), &record_type<Person>(), &chores()}};
    Random random_{7};
    std::vector<Id> ids_;
};

}  // namespace

TEST_CASE("a list by an index over several fields is what asking every record gives, and is checked", "[C5]") {
    Chores chores(400);
    chores.compare(rounds(400));
    CHECK(check(chores.store()).problems == std::vector<std::string>{});
    chores.store().write(tester, [](Write& write) {
        for (Id id = 1; id <= 400; id += 3) {
            Chore chore = write.get<Chore>(id);
            chore.assignee = {1 + id % 7};
            chore.due.days = static_cast<std::int32_t>(id);
            write.update(chore);
        }
        for (Id id = 2; id <= 400; id += 5) write.erase(Ref<Chore>{id});
    });
    CHECK(check(chores.store()).problems == std::vector<std::string>{});
}

TEST_CASE("one's open chores by day are found without looking at those of others", "[C5]") {
    Chores chores(20'000);
    chores.store().read([](const Read& read) {
        const Filter mine{.tag = 2, .keys = {ordered_id(3)}};
        const Filter open{.tag = 3, .keys = {status_key(Status::active)}};
        const Page by_day = read.select(record_type<Chore>(), {.tag = 4, .filters = {mine, open}});
        CHECK(by_day.ids.size() == 50);
        std::println("  my open ones by day: {} looked at", by_day.looked_at);
        CHECK(by_day.looked_at < 4 * 50 * 20);  // every fourth is open
        const Page by_name = read.select(record_type<Chore>(), {.tag = 1, .filters = {mine, open}, .count_to = 1'000});
        CHECK(by_name.ids.size() == 50);
        CHECK(by_name.looked_at == 51 + by_name.total);
    });
}
