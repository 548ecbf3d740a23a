// Empty fields, told by one entry of a record: lists, conditions and the check, against asking every record.
#include "storage/empties.h"

#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <format>
#include <functional>

#include "storage/index_cursor.h"
#include "storage/naive.h"
#include "storage/people.h"
#include "storage/scratch.h"
#include "storage/types/describe.h"
#include "storage/upkeep/check.h"

using namespace storage;
using namespace scratch;

namespace {

struct Stop {
    std::string city, code;
    static constexpr auto fields = std::tuple{Field{1, "city", &Stop::city, {.label = "City", .index = Index::sorted}},
                                              Field{2, "code", &Stop::code, {.label = "Code", .index = Index::unique}}};
};

struct Item : Table_row {
    std::string what;
    static constexpr auto fields = std::tuple{Field{1, "what", &Item::what, {.label = "What", .index = Index::sorted}}};
};

/// An index over every type of value that may be empty, in parts and rows too.
struct Parcel : Stored {
    static constexpr Kind kind{9, "parcel", "parcels", "Parcel", "Parcels"};
    std::string title;
    Ref<Group> from, to;
    Date day;
    Money price;
    std::optional<Stars> stars;
    bool sent = false;
    Status state{};
    Email mail;
    Stop stop;
    std::vector<Item> items;
    std::vector<Ref<Group>> tags;
    std::int64_t weight = 0;
    bool heavy() const { return weight > 3; }
    static constexpr auto fields = std::tuple{
        Field{1, "title", &Parcel::title, {.label = "Title", .index = Index::sorted}},
        Field{2,
              "from",
              &Parcel::from,
              {.label = "From", .search = true, .index = Index::sorted, .by_name = true, .gone = Gone::clear}},
        Field{3, "to", &Parcel::to, {.label = "To", .index = Index::sorted, .by_name = true, .gone = Gone::clear}},
        Field{4, "day", &Parcel::day, {.label = "Day", .index = Index::sorted}},
        Field{5, "price", &Parcel::price, {.label = "Price", .index = Index::sorted}},
        Field{6, "stars", &Parcel::stars, {.label = "Stars", .index = Index::sorted}},
        Field{7, "sent", &Parcel::sent, {.label = "Sent", .index = Index::sorted}},
        Field{8, "state", &Parcel::state, {.label = "State", .index = Index::sorted}},
        Field{9, "mail", &Parcel::mail, {.label = "Mail", .index = Index::unique}},
        Field{10, "stop", &Parcel::stop, {.label = "Stop"}},
        Field{11, "items", &Parcel::items, {.label = "Items"}},
        Field{12, "tags", &Parcel::tags, {.label = "Tags", .index = Index::sorted, .gone = Gone::clear}},
        Field{13, "weight", &Parcel::weight, {.label = "Weight"}},
        Derived{200, "heavy", &Parcel::heavy, {.label = "Heavy", .index = Index::sorted}},
    };
    static constexpr auto indexes = std::tuple{Index_on{240, &Parcel::from, &Parcel::day}};
};

const Record_type& parcels() { return record_type<Parcel>(); }

const std::vector<Tag_path> sorted_indexes{
    1, 2, 3, 4, 5, 6, 7, 8, within(10, 1), within(11, 1), 12, 200, 102, 103, index_tag::created};

/// A store of parcels, each field of each as often empty as not.
class Parcels {
  public:
    Parcels(std::uint64_t seed, int many)
        : random_(seed) {
        store_.write(tester, [&](Write& write) {
            for (const char* name : {"Ada", "Grace", "Zoë"}) {
                Group one = group(name);
                write.create(one);
            }
            for (int i = 0; i < many; ++i) {
                Parcel one;
                fill(one);
                write.create(one);
                ids_.push_back(one.id);
            }
        });
    }

    /// Some are changed, some go.
    void stir() {
        store_.write(tester, [&](Write& write) {
            std::erase_if(ids_, [&](Id id) {
                const auto what = random_() % 8;
                if (what == 0) write.erase(Ref<Parcel>{id});
                if (what > 4) {
                    Parcel one = write.get<Parcel>(id);
                    fill(one);
                    write.update(one);
                }
                return what == 0;
            });
        });
    }

    void compare(int times) {
        store_.read([&](const Read& read) {
            const Naive naive(read, parcels(), ids_);
            for (; times > 0; --times) compare_list(read, parcels(), naive, some_list(read));
            for (const Tag_path tag : sorted_indexes) compare_ids(read, tag);
        });
        CHECK(check(store_).problems == std::vector<std::string>{});
    }

    Store& store() { return store_; }
    std::filesystem::path file() const { return folder_.file(); }

  private:
    bool some() { return random_() % 2 == 0; }

    void fill(Parcel& one) {
        const auto number = [&](std::uint64_t below) { return static_cast<std::int64_t>(random_() % below); };
        one.title = some() ? some_text(random_, 3) : "";
        if (random_() % 8 == 0) one.title = "\u0301";  // a mark on nothing: folded it is empty, and is not

        one.from = {some() ? 1 + random_() % 3 : 0};
        one.to = {some() ? 1 + random_() % 3 : 0};
        one.day = some() ? Date{static_cast<std::int32_t>(number(9)) - 4} : Date{};
        one.price.minor = some() ? number(9) - 4 : 0;
        one.stars = some() ? std::optional{Stars{static_cast<std::uint8_t>(number(4))}} : std::nullopt;
        one.sent = some();
        one.state = static_cast<Status>(some() ? 1 + random_() % 3 : 0);
        one.mail.text = some() ? std::format("p{}@example.org", number(1'000'000'000)) : "";
        one.stop = {some() ? "Köln" : "", some() ? std::format("{}", number(1'000'000'000)) : ""};
        one.items.clear();
        for (auto rows = random_() % 3; rows > 0; --rows) one.items.emplace_back().what = some() ? "book" : "";
        one.tags.clear();
        if (some()) one.tags.push_back({1 + random_() % 3});
        one.weight = number(7);
    }

    std::string some_key(const Read& read, Tag_path tag) {
        const auto empty = read.schema().empty_index(Parcel::kind.number, tag);
        if (empty && random_() % 2 == 0) return empty->key;
        const auto keys = read.index_keys(parcels(), read.get(parcels(), one_of(random_, ids_)), tag);
        return keys.empty() ? std::string{} : keys.front();
    }

    Filter some_filter(const Read& read) {
        Filter filter{.mode = static_cast<Filter::Mode>(random_() % 5), .tag = one_of(random_, sorted_indexes)};
        if (!filter.is_range()) {
            for (auto keys = random_() % 3; keys > 0; --keys) filter.keys.push_back(some_key(read, filter.tag));
            return filter;
        }
        if (random_() % 4 != 0) filter.from = some_key(read, filter.tag);
        if (random_() % 4 == 0) filter.from += '\0';  // more than that
        if (random_() % 4 != 0) filter.to = some_key(read, filter.tag);
        return filter;
    }

    List some_list(const Read& read) {
        List list{.tag = one_of(random_, sorted_indexes),
                  .descending = random_() % 2 == 0,
                  .words = random_() % 4 == 0 ? "ada" : "",
                  .limit = 1 + random_() % 40};
        for (auto filters = random_() % 4; filters > 0; --filters) list.filters.push_back(some_filter(read));
        return list;
    }

    void compare_ids(const Read& read, Tag_path tag) {
        const std::string key = some_key(read, tag);
        std::vector<Id> expected;
        for (const Id id : ids_)
            if (std::ranges::contains(read.index_keys(parcels(), read.get(parcels(), id), tag), key))
                expected.push_back(id);
        CHECK(read.ids_with(Parcel::kind.number, tag, key) == expected);
        if (expected.size() > 3) expected.resize(3);
        CHECK(read.ids_with(Parcel::kind.number, tag, key, 3) == expected);
    }

    Folder folder_;
    Store store_{folder_.path(), {&record_type<Group>(), &parcels()}};
    Random random_;
    std::vector<Id> ids_;
};

/// How many entries begin so.
std::size_t entries_in(const Store& store, const std::string& begin) {
    const Transaction transaction = store.snapshot();
    Cursor cursor = transaction.cursor(Tree::indexes);
    std::size_t count = 0;
    for (bool more = cursor.seek(begin); more && cursor.key().starts_with(begin); more = cursor.next()) ++count;
    return count;
}

std::size_t entries_of_empties(const Store& store) {
    return entries_in(store, keys::index(Parcel::kind.number, index_tag::empties));
}

/// What the check says after one change behind the store's back.
std::string told_after(const Parcels& parcels, const std::function<void(Transaction&)>& damage) {
    const Folder copy;
    std::filesystem::copy_file(parcels.file(), copy.file());
    {
        Engine engine(copy.file());
        Transaction transaction = engine.write();
        damage(transaction);
        transaction.commit();
    }
    std::string all;
    for (const std::string& problem :
         check(Store(copy.path(), {&record_type<Group>(), &record_type<Parcel>()})).problems)
        all += problem + "\n";
    return all;
}

}  // namespace

TEST_CASE("lists over records with empty fields are what asking every record gives, up and down, page by page",
          "[C5]") {
    Parcels parcels(5, 300);
    for (int round = 0; round < 3; ++round, parcels.stir()) parcels.compare(rounds(200));
}

TEST_CASE("a record has one entry for all its empty fields, and none for a full one", "[C5]") {
    Parcels parcels(1, 0);
    parcels.store().write(tester, [](Write& write) {
        Parcel one;
        write.create(one);
        one.title = "Book";
        write.update(one);
    });
    CHECK(entries_of_empties(parcels.store()) == 1);
    CHECK(entries_in(parcels.store(), keys::index(Parcel::kind.number, 4)) == 0);
    parcels.store().write(tester, [](Write& write) {
        Parcel one = write.get<Parcel>(1);
        one.from = one.to = {1};
        one.day = {1};
        one.price = {1};
        one.stars = Stars{};  // told, though none
        one.sent = true;
        one.state = Status::former;
        one.stop.city = "Köln";
        one.weight = 9;
        write.update(one);
    });
    CHECK(entries_of_empties(parcels.store()) == 0);
    parcels.store().write(tester, [](Write& write) { write.erase(Ref<Parcel>{1}); });
    CHECK(entries_in(parcels.store(), std::string(1, Parcel::kind.number)) == 0);
}

TEST_CASE("an index with empty values reads the same up and down, from every place on", "[C5]") {
    Parcels parcels(3, 50);
    parcels.store().read([](const Read& read) {
        const std::uint8_t kind = Parcel::kind.number;
        for (const Tag_path tag : sorted_indexes) {
            const std::string index = keys::index(kind, tag);
            std::vector<std::string> up, down;
            Index_cursor cursor(read, kind, tag);
            for (bool more = cursor.seek(index); more; more = cursor.next()) up.emplace_back(cursor.key());
            for (bool more = cursor.seek_before(index + std::string(400, '\xFF')); more; more = cursor.next())
                down.emplace_back(cursor.key());
            CHECK(std::ranges::is_sorted(up));
            std::ranges::reverse(down);
            CHECK(up == down);
            for (std::size_t at = 0; at < up.size(); ++at) {  // from every place on
                CHECK((cursor.seek(up[at]) && cursor.key() == up[at]));
                CHECK(cursor.seek_before(up[at]) == (at > 0));
                if (at > 0) CHECK(cursor.key() == up[at - 1]);
            }
        }
    });
}

TEST_CASE("records that come back are sorted by the name of what came back after them", "[C5]") {
    Parcels parcels(4, 0);
    parcels.store().write(tester, [](Write& write) {
        Parcel one;
        one.from = one.to = {2};
        write.create(one);
    });
    const auto by_name = [&](std::string_view name) {
        return parcels.store().read([&](const Read& read) {
            return read.ids_with(Parcel::kind.number, 102, ordered_text(name)).size() * 10 +
                   read.ids_with(Parcel::kind.number, 103, ordered_text(name)).size();
        });
    };
    CHECK(by_name("Grace") == 11);
    parcels.store().write(tester, [](Write& write) {
        const Raw parcel = write.get(::parcels(), 1);
        const Raw grace = write.get(record_type<Group>(), 2);
        write.erase(Ref<Parcel>{1});
        write.erase(Ref<Group>{2});
        write.revive(::parcels(), 1, parcel.revision + 1, parcel.created, parcel.fields);
        CHECK(write.ids_with(Parcel::kind.number, 102, ordered_text({})).size() == 1);
        write.revive(record_type<Group>(), 2, grace.revision + 1, grace.created, grace.fields);
    });
    CHECK(by_name("Grace") == 11);
    CHECK(by_name("") == 0);
    CHECK(check(parcels.store()).problems == std::vector<std::string>{});
    parcels.store().write(tester, [](Write& write) {
        Group one = write.get<Group>(2);
        one.name = "Hopper";
        write.update(one);
    });
    CHECK(by_name("Hopper") == 11);
    CHECK(check(parcels.store()).problems == std::vector<std::string>{});
}

TEST_CASE("the check finds a missing and a wrong entry of empty fields", "[X7]") {
    Parcels parcels(6, 20);
    parcels.store().write(tester, [](Write& write) {
        Parcel one;
        write.create(one);
    });
    constexpr std::uint8_t kind = Parcel::kind.number;
    const auto pattern_key = [](std::string_view pattern) {
        return keys::index(kind, index_tag::empties, std::string(pattern) + '\0', 21);
    };
    const auto erase_own = [](Transaction& transaction) {
        std::vector<std::string> own;
        Cursor cursor = transaction.cursor(Tree::indexes);
        for (bool more = cursor.seek(keys::index(kind, index_tag::empties)); more; more = cursor.next())
            if (cursor.key().starts_with(keys::index(kind, index_tag::empties)) && keys::id_of(cursor.key()) == 21)
                own.emplace_back(cursor.key());
        REQUIRE(own.size() == 1);
        transaction.erase(Tree::indexes, own.front());
    };
    CHECK(told_after(parcels, [](Transaction&) {}).empty());
    CHECK(told_after(parcels, [&](Transaction& transaction) {
              transaction.put(Tree::indexes, pattern_key("\1\2"), {});
          }).contains("Parcel 21: has an entry in the index of empty fields that does not belong there."));
    CHECK(told_after(parcels, [&](Transaction& transaction) {
              transaction.put(Tree::indexes, keys::index(kind, 1, ordered_text({}), 21), {});
          }).contains("Parcel 21: has an entry in the index 1 that does not belong there."));
    CHECK(told_after(parcels, erase_own).contains("Parcel 21: is missing in the index of empty fields."));
}

TEST_CASE("unique fields that are empty do not clash, and are in no pattern", "[C5]") {
    Parcels parcels(7, 0);
    parcels.store().write(tester, [](Write& write) {
        for (int i = 0; i < 2; ++i) {
            Parcel one;
            one.title = "Book";
            write.create(one);
        }
        CHECK(patterns_of_empty(write.transaction(), Parcel::kind.number, 9).empty());
        CHECK(patterns_of_empty(write.transaction(), Parcel::kind.number, 1).empty());
        CHECK(patterns_of_empty(write.transaction(), Parcel::kind.number, 2).size() == 1);
        Parcel other = write.get<Parcel>(1);
        other.mail.text = "a@example.org";
        write.update(other);
        other = write.get<Parcel>(2);
        other.mail.text = "a@example.org";
        CHECK_THROWS_AS(write.update(other), Error);
    });
}
