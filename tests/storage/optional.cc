// Values that may not be told: bytes, texts, order and what declarations refuse.
#include <catch2/catch_test_macros.hpp>

#include "storage/scratch.h"
#include "storage/types/describe.h"

using namespace storage;
using namespace scratch;

namespace {

/// What somebody read off a meter, or did not.
struct Reading : Stored {
    static constexpr Kind kind{123, "reading", "readings", "Reading", "Readings"};
    std::optional<std::int64_t> count;
    std::optional<Money> cost;
    std::optional<Decimal> level;
    std::optional<Date> day;
    std::optional<Moment> seen;
    std::optional<Stars> rating;
    std::optional<bool> sealed;
    static constexpr auto fields = std::tuple{
        Field{1, "count", &Reading::count, {.label = "Count", .index = Index::sorted}},
        Field{2, "cost", &Reading::cost, {.label = "Cost", .index = Index::unique}},
        Field{3, "level", &Reading::level, {.label = "Level", .required = true, .index = Index::sorted}},
        Field{4, "day", &Reading::day, {.label = "Day", .index = Index::sorted}},
        Field{5, "seen", &Reading::seen, {.label = "Seen", .index = Index::sorted}},
        Field{6, "rating", &Reading::rating, {.label = "Rating", .index = Index::sorted}},
        Field{7, "sealed", &Reading::sealed, {.label = "Sealed", .index = Index::sorted}},
    };
    static constexpr auto indexes = std::tuple{Index_on{240, &Reading::count, &Reading::day}};
};

constexpr std::array names{"count", "cost", "level", "day", "seen", "rating", "sealed"};

const Record_type& type() { return record_type<Reading>(); }

std::string filled(const Typed& typed, Errors& errors, std::string_view before = {}) {
    return type().fill(type(), before, typed, before.empty(), {}, errors);
}

Typed shown(std::string_view bytes) {
    Typed texts;
    for (const Row& row : type().show(bytes, {})) texts[row.column->name] = row.text;
    return texts;
}

Reading counted(std::optional<std::int64_t> count) {
    Reading reading;
    reading.count = count;
    return reading;
}

template <class T>
concept Has_value_type = requires { Value<T>::control; };

static_assert(Has_value_type<std::optional<Decimal>>);
static_assert(!Has_value_type<std::optional<std::string>>);
static_assert(!Has_value_type<std::optional<Text>>);
static_assert(!Has_value_type<std::optional<Status>>);
static_assert(!Has_value_type<std::optional<Ref<Group>>>);
static_assert(!Has_value_type<std::optional<Any_ref>>);
static_assert(!Has_value_type<std::optional<std::vector<Ref<Group>>>>);
static_assert(!Has_value_type<std::optional<Place>>);
static_assert(!Has_value_type<std::optional<std::optional<Money>>>);

}  // namespace

TEST_CASE("zero that is told is stored, and what is not told leaves no bytes", "[C2]") {
    Errors errors;
    const Typed zeros{
        {"count", "0"},  {"cost", "0.00"}, {"level", "0"}, {"day", "1970-01-01"}, {"seen", "2026-01-01T00:00:00Z"},
        {"rating", "0"}, {"sealed", "no"}};
    const std::string told = filled(zeros, errors);
    CHECK(errors == Errors{});
    CHECK(shown(told) == zeros);
    CHECK(decode_fields<Reading>(told).count == 0);
    CHECK(decode_fields<Reading>(told).sealed == false);
    CHECK(encode_fields(decode_fields<Reading>(told)) == told);
    CHECK(encode_fields(Reading{}).empty());
    Typed nothing;
    for (const auto* name : names) nothing[name] = " ";
    CHECK(filled(nothing, errors, told).empty());
    CHECK(errors == Errors{{"level", "is required"}});
}

TEST_CASE("a number that was there before its field became optional is told, and zero is not", "[C2]") {
    std::string bytes;
    Value<std::int64_t>::encode(bytes, 7);
    std::string run;
    put_run(run, 1, bytes);
    CHECK(decode_fields<Reading>(run).count == 7);
    CHECK(!decode_fields<Reading>("").count);
}

TEST_CASE("what is not told sorts before every value, and has an entry of its own in a sorted index alone", "[B1]") {
    const auto key = [](std::optional<std::int64_t> count) {
        return type().index_keys(encode_fields(counted(count)), 1);
    };
    REQUIRE(key({}).size() == 1);
    CHECK(key({}) < key(std::numeric_limits<std::int64_t>::min()));
    CHECK(key(-1) < key(0));
    CHECK(key(0) < key(1));
    CHECK(key({}).front().size() == key(0).front().size());
    CHECK(type().index_keys({}, 2).empty());
    CHECK(index_key(*type().column("count"), "0", {}) == key(0).front());
    CHECK(index_key(*type().column("count"), "", {}) == key({}).front());
}

TEST_CASE("a list sorted by what is not always told loses no record", "[B1]") {
    const Folder folder;
    Store store(folder.path(), {&type()});
    std::vector<Id> ids;
    for (const std::optional<std::int64_t> count : {std::optional<std::int64_t>{3}, {}, {0}, {-2}, {}})
        store.write(tester, [&](Write& write) {
            Reading reading = counted(count);
            write.create(reading);
            ids.push_back(reading.id);
        });
    const auto found = store.read([&](const Read& read) { return read.select(type(), {.tag = 1}).ids; });
    CHECK(found == std::vector<Id>{ids[1], ids[4], ids[3], ids[2], ids[0]});
    const Filter zero{.mode = Filter::any, .tag = 1, .keys = {*index_key(*type().column("count"), "0", {})}};
    CHECK(store.read([&](const Read& read) { return read.select(type(), {.tag = 1, .filters = {zero}}).ids; }) ==
          std::vector<Id>{ids[2]});
}
