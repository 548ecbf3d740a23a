// The one gate: rules of a kind and frozen records hold on every way in which a record can change.
#include "storage/gate.h"

#include <catch2/catch_test_macros.hpp>
#include <functional>

#include "storage/faults.h"
#include "storage/orders.h"
#include "storage/upkeep/check.h"

using namespace storage;
using namespace scratch;

namespace {

/// As `typed`, through the same steps as a form, the API and an import.
void type_into(Order_store& store, const Order& order, const Typed& typed) {
    store->write(tester, [&](Write& write) {
        const Raw raw = write.get(orders(), order.id);
        Errors errors;
        write.update(orders(), raw.id, raw.revision, orders().fill(orders(), raw.fields, typed, false, {}, errors));
    });
}

template <class Record> void erase(Order_store& store, const Record& record) {
    store->write(tester, [&](Write& write) { write.erase(Ref<Record>{record.id}); });
}

void redirect(Order_store& store, std::uint8_t kind, Id from, Id to) {
    store->write(tester, [&](Write& write) { write.redirect(kind, from, to); });
}

struct Issued {
    Order_store store;
    Person ada = store.add(person("Ada")), eve = store.add(person("Eve"));
    Order order = made();

    Order made() {
        Order one = scratch::order("One");
        one.person = {ada.id};
        one.site.keeper = {ada.id};
        one.lines = {line("Dig", 1, 500)};
        one.notes.text = "Old";
        put_run(one.unknown, 90, "of a newer program");
        one.issued = true;
        return store.add(one);
    }
};

}  // namespace

TEST_CASE("a frozen record keeps everything but its free fields, whoever asks") {
    Issued with;
    Order_store& store = with.store;
    const std::string before = encode_fields(store.get(with.order));
    const auto changed = [&](const std::function<void(Order&)>& change) {
        return [&, change] {
            Order order = store.get(with.order);
            change(order);
            store.save(order);
        };
    };
    const std::vector<std::pair<std::string, std::function<void()>>> ways{
        {"a verb changes a field", changed([](Order& order) { order.name = "Two"; })},
        {"a verb empties a field", changed([](Order& order) { order.person = {}; })},
        {"a verb thaws it", changed([](Order& order) { order.issued = false; })},
        {"a verb changes a row", changed([](Order& order) { order.lines[0].price.minor = 1; })},
        {"a verb adds a row", changed([](Order& order) { order.extras = {line("Tea")}; })},
        {"a verb forgets what a newer program knows", changed([](Order& order) { order.unknown.clear(); })},
        {"a form", [&] { type_into(store, with.order, {{"lines.1.text", "Sow"}}); }},
        {"a form without rows", [&] { type_into(store, with.order, {{"lines.order", ""}}); }},
        {"a merge", [&] { redirect(store, Person::kind.number, with.ada.id, with.eve.id); }},
        {"a reference that is cleared", [&] { erase(store, with.ada); }},
        {"it is erased", [&] { erase(store, with.order); }},
    };
    for (const auto& [name, way] : ways) {
        INFO(name);
        const Error error = error_of(way);
        CHECK(error.fault() == Fault::refused);
        CHECK(std::string_view(error.what()).starts_with("This is final and can no longer be "));
        CHECK(encode_fields(store.get(with.order)) == before);
    }
    type_into(store, with.order, {{"notes", "New"}});
    CHECK(store.get(with.order).notes.text == "New");
    CHECK(check(*store).problems == std::vector<std::string>{});
}

TEST_CASE("what a rule refuses is refused on every way, by field") {
    Order_store store;
    const Person ada = store.add(person("Ada"));
    Order one = order("One");
    one.person = {ada.id};
    one = store.add(one);
    const Errors taken_out{{"person", "cannot be taken out"}};
    const auto without = [&] {
        Order order = store.get(one);
        order.person = {};
        store.save(order);
    };
    CHECK(error_of(without).fields() == taken_out);
    CHECK(error_of([&] { type_into(store, one, {{"person", ""}}); }).fields() == taken_out);
    CHECK(error_of([&] { erase(store, ada); }).fields() == taken_out);
    CHECK(error_of([&] { redirect(store, Person::kind.number, ada.id, 0); }).fields() == taken_out);
    Errors errors;
    orders().fill(orders(), encode_fields(one), {{"person", ""}}, false, {}, errors);
    CHECK(errors == taken_out);  // a form says it beside everything else
    CHECK(store.get(one).person.id == ada.id);

    Order wrong = order("Two");
    wrong.lines = {line("Dig", 1, -1)};
    CHECK(error_of([&] { store.add(wrong); }).fields() == Errors{{"lines", "must not be negative"}});
}

TEST_CASE("a record that is wrong already can be changed, but nothing else may go wrong") {
    Order_store store;
    Order one = order("One");
    one.person = {store.add(person("Ada")).id};
    one.lines = {line("Dig", 1, -1)};
    lenient = true;
    one = store.add(one);
    lenient = false;
    one.notes.text = "Still wrong";
    CHECK_NOTHROW(one = store.save(one));
    one.person = {};
    CHECK(error_of([&] { store.save(one); }).fields() == Errors{{"person", "cannot be taken out"}});
    one = store.get(one);
    one.lines[0].price.minor = 1;
    one = store.save(one);
    one.lines[0].price.minor = -1;
    CHECK(fault_of([&] { store.save(one); }) == Fault::invalid);
}

TEST_CASE("more rows than fit are refused whoever adds them") {
    Order_store store;
    Order one = order("One");
    one.lines.assign(most_rows, line("Dig"));
    one = store.add(one);
    one.lines.push_back(line("Sow"));
    CHECK(error_of([&] { store.save(one); }).fields() == Errors{{"lines", "has more than 500 rows"}});
}

TEST_CASE("numbers of rows do not come again when older fields are put back") {
    Order_store store;
    Order one = store.add(order("One"));
    const std::string before = encode_fields(one);
    one.lines = {line("Dig"), line("Sow")};
    one = store.save(one);
    store->write(tester, [&](Write& write) { write.update(orders(), one.id, one.revision, before); });
    one = store.get(one);
    CHECK(one.lines.empty());
    one.lines = {line("Mow")};
    CHECK(store.save(one).lines.front().line == 3);
}
