// Fields inside parts and rows: indexes, references and words work there as at the top level.
#include <algorithm>
#include <catch2/catch_test_macros.hpp>

#include "storage/faults.h"
#include "storage/orders.h"
#include "storage/people.h"
#include "storage/types/describe.h"
#include "storage/upkeep/check.h"

using namespace storage;
using namespace scratch;

namespace {

constexpr std::array cities{"", "Bonn", "Köln", "Aachen", "bonn"};

Order some_order(Random& random, const std::vector<Id>& goods, const std::vector<Id>& people) {
    Order made = order("Order " + std::to_string(random() % 1'000));
    made.site = {some_text(random, 9), one_of(random, cities), {random() % 2 == 0 ? 0 : one_of(random, people)}};
    for (auto count = random() % 4; count > 0; --count) {
        Order_line& row =
            made.lines.emplace_back(line(some_text(random, 9), 1, static_cast<std::int64_t>(random() % 9)));
        if (random() % 2 == 0) row.good = {one_of(random, goods)};
        if (random() % 3 == 0) row.from.city = one_of(random, cities);
    }
    return made;
}

Filter filter(std::string_view column, std::string_view typed, Filter::Mode mode = Filter::any) {
    return {
        .mode = mode, .tag = orders().column(column)->tag, .keys = {*index_key(*orders().column(column), typed, {})}};
}

std::vector<Id> sorted(std::vector<Id> ids) {
    std::ranges::sort(ids);
    return ids;
}

struct Innermost {
    std::string text;
    static constexpr auto fields = std::tuple{Field{1, "text", &Innermost::text, {.label = "Text"}}};
};
template <class T> struct Around {
    T part;
    static constexpr auto fields = std::tuple{Field{1, "part", &Around::part, {.label = "Part"}}};
};
template <class T> struct With : Stored {
    static constexpr Kind kind{60, "with", "withs", "With", "Withs"};
    T value;
    static constexpr auto fields = std::tuple{Field{1, "value", &With::value, {.label = "Value"}}};
};
struct With_many_names : Stored {
    std::vector<Ref<Group>> groups;
    static constexpr auto fields = std::tuple{
        Field{1, "groups", &With_many_names::groups, {.label = "Groups", .index = Index::sorted, .by_name = true}}};
};
struct Unindexed_reference {
    Ref<Group> group;
    static constexpr auto fields = std::tuple{Field{1, "group", &Unindexed_reference::group, {.label = "Group"}}};
};
struct Custom_inside {
    Custom custom;
    static constexpr auto fields = std::tuple{Field{1, "custom", &Custom_inside::custom, {.label = "Custom"}}};
};

struct Indexed_part : Stored {
    Place place;
    static constexpr auto fields =
        std::tuple{Field{1, "place", &Indexed_part::place, {.label = "Place", .search = true, .index = Index::sorted}}};
};
struct Unsearched_part : Stored {
    Place place;
    static constexpr auto fields = std::tuple{Field{1, "place", &Unsearched_part::place, {.label = "Place"}}};
};
struct Named_inside {
    Ref<Group> group;
    static constexpr auto fields = std::tuple{
        Field{1, "group", &Named_inside::group, {.label = "Group", .index = Index::sorted, .by_name = true}}};
};
struct Plain_line : Table_row {
    std::string text;
    static constexpr auto fields = std::tuple{Field{1, "text", &Plain_line::text, {.label = "Text"}}};
};
struct Rows_inside {
    std::vector<Plain_line> lines;
    static constexpr auto fields = std::tuple{Field{1, "lines", &Rows_inside::lines, {.label = "Lines"}}};
};
struct Line_taken : Table_row {
    std::string text;
    static constexpr auto fields = std::tuple{Field{1, "line", &Line_taken::text, {.label = "Line"}}};
};

static_assert(well_declared<Order>());
static_assert(!well_declared<Indexed_part>(), "a part itself has no index");
static_assert(!well_declared<Unsearched_part>(), "a part that does not say that its words are found");
static_assert(well_declared<With<Around<Around<Innermost>>>>());
static_assert(!well_declared<With<Around<Around<Around<Innermost>>>>>(), "parts too deep");
static_assert(well_declared<With<std::vector<Plain_line>>>());
static_assert(!well_declared<With<Named_inside>>(), "sorted by name inside a part");
static_assert(!well_declared<With<Rows_inside>>(), "rows inside a part");
static_assert(!well_declared<With<std::vector<Line_taken>>>(), "every row has a \"line\"");
static_assert(declared::well_referring<Order>());
static_assert(!declared::well_referring<With<Ref<Group>>>(), "a reference without an index");
static_assert(!declared::well_referring<With<Unindexed_reference>>(), "a reference without an index inside a part");
static_assert(!declared::well_referring<With_many_names>(), "sorted by the names of many");
static_assert(declared::has_custom_inside<With<Custom_inside>>(false), "custom fields inside a part");

}  // namespace

TEST_CASE("an index inside a part is kept, asked and sorted by like any other") {
    Random random(71);
    Order_store store;
    std::vector<Id> goods;
    std::vector<Id> people;
    for (int i = 0; i < 3; ++i) {
        Good good;
        good.name = std::to_string(i);
        goods.push_back(store.add(good).id);
        people.push_back(store.add(person("P" + std::to_string(i))).id);
    }
    std::vector<Order> all;
    for (int i = 0; i < 300; ++i) all.push_back(store.add(some_order(random, goods, people)));
    for (int i = 0; i < 100; ++i) {  // changed ones leave no entry behind
        Order& old = all[random() % all.size()];
        Order made = some_order(random, goods, people);
        old.site = made.site;
        old.lines = made.lines;
        old = store.save(old);
    }
    const auto matching = [&](auto matches) {
        std::vector<Id> ids;
        for (const Order& one : all)
            if (matches(one)) ids.push_back(one.id);
        return ids;
    };
    const auto has_row = [](const Order& one, auto matches) { return std::ranges::any_of(one.lines, matches); };
    const auto in_bonn = matching([](const Order& one) { return one.site.city == "Bonn" || one.site.city == "bonn"; });
    const auto with_good = matching(
        [&](const Order& one) { return has_row(one, [&](const Order_line& row) { return row.good.id == goods[1]; }); });
    const auto from_bonn = matching([&](const Order& one) {
        return has_row(one, [](const Order_line& row) { return row.from.city == "Bonn" || row.from.city == "bonn"; });
    });
    const auto both = matching([&](const Order& one) {
        return std::ranges::contains(in_bonn, one.id) && !std::ranges::contains(with_good, one.id);
    });
    REQUIRE(!with_good.empty());
    REQUIRE(!both.empty());
    store->read([&](const Read& read) {
        const auto select = [&](std::vector<Filter> filters) {
            return sorted(read.select(orders(), {.tag = 1, .filters = std::move(filters), .limit = 1'000}).ids);
        };
        CHECK(select({filter("site.city", "BONN")}) == in_bonn);
        CHECK(select({filter("lines.good", std::to_string(goods[1]))}) == with_good);
        CHECK(select({filter("lines.from.city", "bonn")}) == from_bonn);
        CHECK(select({filter("site.city", "bonn"), filter("lines.good", std::to_string(goods[1]), Filter::none)}) ==
              both);
        CHECK(read.where<&Order::site, &Site::city>("bonn") == in_bonn);
        CHECK(read.where<&Order::lines, &Order_line::good>(Ref<Good>{goods[1]}) == with_good);
        CHECK(read.where<&Order::lines, &Order_line::from, &Site::city>("Bonn") == from_bonn);
        const auto by_city = read.select(orders(), {.tag = orders().column("site.city")->tag, .limit = 1'000}).ids;
        CHECK(by_city.size() == all.size());
        CHECK(std::ranges::is_sorted(by_city, {}, [&](Id id) { return ordered_text(read.get<Order>(id).site.city); }));
    });
    CHECK(!orders().column("lines.price")->sortable());
    CHECK(check(*store).problems == std::vector<std::string>{});
}

TEST_CASE("the key of an index entry tells which index it is of") {
    const auto told = [](const Record_type& type, Tag_path tag) {
        return type.index_in(keys::index(type.kind.number, tag, std::string("\x02\x05\0\x01", 4), 7).substr(1));
    };
    int inside = 0;
    for (const Record_type* type : {&orders(), &record_type<Person>()})
        type->each_valued_column([&](const Column& column) {
            CHECK(told(*type, column.tag) == column.tag);
            inside += depth(column.tag) > 1 ? 1 : 0;
        });
    CHECK(inside > 10);
    for (const Tag_path tag : {Tag_path{index_tag::by_name} + 5, Tag_path{index_tag::created}, Tag_path{20}})
        CHECK(told(record_type<Person>(), tag) == tag);
    CHECK(keys::index(2, 9, "x", 1) == std::string("\x02\x09x\0\0\0\0\0\0\0\x01", 11));  // as ever
}

TEST_CASE("a reference inside a part or a row is held, cleared and redirected") {
    Order_store store;
    const Person ada = store.add(person("Ada", "Lovelace"));
    const Person eve = store.add(person("Eve"));
    Good spade;
    spade.name = "Spade";
    spade = store.add(spade);
    Order one = order("One");
    one.site.keeper = {ada.id};
    one.lines = {line("Dig")};
    one.lines.front().good = {spade.id};
    one.lines.front().from.keeper = {ada.id};
    one = store.add(one);
    const auto found = [&](std::string_view words) {
        return store->read([&](const Read& read) { return read.search(orders(), words, 10).size(); });
    };
    CHECK(found("lovelace") == 1);

    Order dangling = order("Two");
    dangling.lines = {line("Dig")};
    dangling.lines.front().good = {99};
    CHECK(error_of([&] { store.add(dangling); }).fields() == Errors{{"lines.good", "is not there any more"}});
    CHECK(fault_of([&] { store->write(tester, [&](Write& write) { write.erase(Ref<Good>{spade.id}); }); }) ==
          Fault::refused);

    store->write(tester, [&](Write& write) { write.redirect(Person::kind.number, ada.id, eve.id); });
    CHECK(store.get(one).site.keeper.id == eve.id);
    CHECK(store.get(one).lines.front().from.keeper.id == eve.id);
    CHECK(found("lovelace") == 0);
    CHECK(found("eve") == 1);
    store->write(tester, [&](Write& write) { write.erase(Ref<Person>{eve.id}); });
    CHECK(store.get(one).site.keeper.id == 0);
    CHECK(store.get(one).lines.front().from.keeper.id == 0);
    CHECK(check(*store).problems == std::vector<std::string>{});
}

TEST_CASE("words inside parts and rows find the record, and personal marks hold for all of a part") {
    Order_store store;
    Order one = order("One");
    one.site.city = "Düren";
    one.lines = {line("Hedge"), line("Lawn")};
    one = store.add(one);
    const auto found = [&](std::string_view words) {
        return store->read([&](const Read& read) { return read.search(orders(), words, 10).size(); });
    };
    CHECK(found("duren") == 1);
    CHECK(found("lawn hedge") == 1);
    one.lines.pop_back();
    store.save(one);
    CHECK(found("lawn") == 0);
    CHECK(orders().column("site.street")->attributes.personal);
    CHECK(!orders().column("lines.from.street")->attributes.personal);
    CHECK(check(*store).problems == std::vector<std::string>{});
}
