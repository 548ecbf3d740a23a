// Rows of a record: bytes, numbers of their own, and how they are typed and shown.
#include <catch2/catch_test_macros.hpp>
#include <format>

#include "storage/faults.h"
#include "storage/orders.h"
#include "storage/people.h"

using namespace storage;
using namespace scratch;

namespace {

Order some_order(Random& random) {
    Order made = order(some_text(random, 9));
    made.site = {some_text(random, 9), some_text(random, 9), {random() % 3}};
    for (auto* rows : {&made.lines, &made.extras})
        for (auto count = random() % 5; count > 0; --count) {
            rows->push_back(line(some_text(random, 9), static_cast<std::int64_t>(random() % 3), 5));
            rows->back().from.city = some_text(random, 5);
        }
    number_rows(made);
    return made;
}

struct Filled {
    Order order;
    Errors errors;
};

Filled fill(const Order& before, const Typed& typed) {
    Errors errors;
    const std::string bytes = orders().fill(orders(), encode_fields(before), typed, false, {}, errors);
    return {decode_fields<Order>(bytes), errors};
}

Row shown(const Order& order) {
    for (Row& row : orders().show(encode_fields(order), {}))
        if (row.column->name == "lines") return row;
    FAIL("no rows");
    std::abort();
}

/// "3 Dig, 4 Sow"
std::string told(const Order& order) {
    std::string text;
    for (const Order_line& row : order.lines)
        text += std::format("{}{} {}", text.empty() ? "" : ", ", row.line, row.text);
    return text;
}

Order three_rows() {
    Order made = order("One");
    made.lines = {line("Dig", 2, 500), line("Sow", 1, 300), line("Mow", 4, 100)};
    number_rows(made);
    return made;
}

}  // namespace

TEST_CASE("rows come back from their bytes the same") {
    Random random(81);
    for (int i = 0; i < 300; ++i) {
        const Order before = some_order(random);
        const std::string bytes = encode_fields(before);
        const Order after = decode_fields<Order>(bytes);
        CHECK(encode_fields(after) == bytes);
        CHECK(after.next_line == before.next_line);
    }
    Order made = three_rows();
    made.lines.emplace_back().line = 4;
    CHECK(told(decode_fields<Order>(encode_fields(made))) == "1 Dig, 2 Sow, 3 Mow");
}

TEST_CASE("the bytes of rows are these for ever") {
    Order made = order("A");
    made.lines = {line("Dig", 2)};
    made.lines.front().from.city = "Bonn";
    number_rows(made);
    CHECK(encode_fields(made) == std::string("\x00\x01\x02"
                                             "\x01\x01"
                                             "A"
                                             "\x04\x19"
                                             "\x01\x17"
                                             "\x02\x03"
                                             "Dig"
                                             "\x03\x08\x80\x00\x00\x00\x00\x00\x00\x02"
                                             "\x05\x06\x02\x04"
                                             "Bonn",
                                             33));
}

TEST_CASE("bytes of rows cut off or damaged anywhere are told or decoded") {
    Random random(82);
    const auto read = [](std::string_view bytes) {
        try {
            const std::string again = encode_fields(decode_fields<Order>(bytes));
            CHECK(encode_fields(decode_fields<Order>(again)) == again);
            orders().show(again, {});
            orders().facts(again);
        } catch (const Error& error) {
            CHECK(error.fault() == Fault::corrupt);
        }
    };
    for (int i = 0; i < 20; ++i) {
        const std::string bytes = encode_fields(some_order(random));
        for (std::size_t size = 0; size < bytes.size(); ++size) read(std::string_view(bytes).substr(0, size));
        for (int harm = 0; harm < 300; ++harm) {
            std::string other = bytes;
            other[random() % bytes.size()] = static_cast<char>(random());
            read(other);
        }
    }
}

TEST_CASE("what a newer program knows inside parts and rows survives being read and saved") {
    Order made = three_rows();
    made.site.city = "Bonn";
    put_run(made.unknown, 77, "of the record");
    std::string inside;
    put_run(inside, 60, "of the part");
    put_run(made.unknown, 3, inside);  // the tag of `site`
    std::string row;
    put_run(row, 61, "of the row");
    std::string deep;
    put_run(deep, 62, "of the part of the row");
    put_run(row, 5, deep);  // the tag of `from`
    made.lines[1].unknown = row;
    const std::string bytes = encode_fields(made);
    for (const char* text : {"of the record", "of the part", "of the row", "of the part of the row"})
        CHECK(bytes.contains(text));
    Filled filled = fill(decode_fields<Order>(bytes), {{"site.city", ""}, {"lines.2.text", "Reap"}});
    CHECK(filled.errors == Errors{});
    made.site.city = "";
    made.lines[1].text = "Reap";
    CHECK(encode_fields(filled.order) == encode_fields(made));
}

TEST_CASE("a row's number is its own and does not come again") {
    Order_store store;
    Order made = order("One");
    made.lines = {line("Dig"), line("Sow")};
    made = store.add(made);
    CHECK(told(made) == "1 Dig, 2 Sow");
    CHECK(told(store.get(made)) == "1 Dig, 2 Sow");
    made.lines.pop_back();
    made = store.save(made);
    made.lines.insert(made.lines.begin(), line("Mow"));
    made.extras.push_back(line("Tea"));
    made = store.save(made);
    CHECK(told(made) == "3 Mow, 1 Dig");
    CHECK(made.extras.front().line == 4);
    made.lines = {line("All"), line("new")};
    made.lines.front().line = 9;  // taken along from another record
    made = store.save(made);
    CHECK(told(store.get(made)) == "9 All, 10 new");
    CHECK(store.get(made).next_line == 11);
}

TEST_CASE("rows are typed by number, and what is not typed stays") {
    const Filled filled = fill(three_rows(), {{"lines.2.price", "4.50"}, {"lines.2.from.city", "Bonn"}});
    CHECK(filled.errors == Errors{});
    CHECK(told(filled.order) == "1 Dig, 2 Sow, 3 Mow");
    CHECK(filled.order.lines[1].price.minor == 450);
    CHECK(filled.order.lines[1].quantity == 1);
    CHECK(filled.order.lines[1].from.city == "Bonn");
    const Filled added = fill(three_rows(), {{"lines.new10.text", "Last"}, {"lines.new2.text", "First"}});
    CHECK(told(added.order) == "1 Dig, 2 Sow, 3 Mow, 4 First, 5 Last");
}

TEST_CASE("the typed order moves rows, takes out what is not in it, and adds new ones") {
    const Filled moved = fill(three_rows(), {{"lines.order", "3, new1, 1, 3"}, {"lines.new1.text", "Rake"}});
    CHECK(moved.errors == Errors{});
    CHECK(told(moved.order) == "3 Mow, 4 Rake, 1 Dig");
    CHECK(told(fill(three_rows(), {{"lines.order", ""}}).order).empty());
    CHECK(fill(three_rows(), {{"lines.order", ""}}).order.next_line == 4);
    const Filled copied = fill(order("Two"), {{"lines.order", "7,5"}, {"lines.7.text", "A"}, {"lines.5.text", "B"}});
    CHECK(told(copied.order) == "1 A, 2 B");
}

TEST_CASE("a row whose fields are all empty is dropped, and what is wrong in one is told by its number") {
    const Filled dropped = fill(three_rows(), {{"lines.order", "1,2,3,new1"},
                                               {"lines.2.text", ""},
                                               {"lines.2.quantity", ""},
                                               {"lines.2.price", " "},
                                               {"lines.new1.text", ""},
                                               {"lines.new1.price", ""}});
    CHECK(dropped.errors == Errors{});
    CHECK(told(dropped.order) == "1 Dig, 3 Mow");

    const Filled wrong = fill(three_rows(), {{"lines.order", "1,2,3,new1,new2"},
                                             {"lines.3.price", "much"},
                                             {"lines.1.text", ""},
                                             {"lines.new1.price", "more"},
                                             {"lines.new2.quantity", "2"}});
    CHECK(wrong.errors.size() == 5);
    CHECK(wrong.errors.contains("lines.3.price"));
    CHECK(wrong.errors.at("lines.1.text") == "is required");
    CHECK(wrong.errors.contains("lines.new1.price"));
    CHECK(wrong.errors.at("lines.new1.text") == "is required");
    CHECK(wrong.errors.at("lines.new2.text") == "is required");
    CHECK(wrong.order.lines[2].price.minor == 100);
}

TEST_CASE("a field has at most five hundred rows") {
    Typed typed;
    const auto with = [&](std::size_t count) {
        for (std::size_t i = typed.size(); i < count; ++i) typed[std::format("lines.new{}.text", i)] = "Dig";
        return fill(order("One"), typed);
    };
    CHECK(with(most_rows).errors == Errors{});
    CHECK(with(most_rows).order.lines.size() == most_rows);
    CHECK(with(most_rows + 1).errors == Errors{{"lines", "has more than 500 rows"}});
}

TEST_CASE("rows are shown with their numbers, cell by cell") {
    Order made = three_rows();
    made.lines.erase(made.lines.begin());
    const Row row = shown(made);
    REQUIRE(row.lines.size() == 2);
    CHECK(row.lines[0].number == 2);
    REQUIRE(row.lines[0].cells.size() == row.column->members.size());
    CHECK(row.lines[0].cells[1].column->name == "lines.text");
    CHECK(row.lines[0].cells[1].text == "Sow");
    CHECK(row.text == "2: Sow · 1 · 3.00\n3: Mow · 4 · 1.00");
    Typed typed;
    for (const auto& line : row.lines)
        for (const Row& cell : line.cells)
            typed[std::format("lines.{}.{}", line.number, cell.column->name.substr(6))] = cell.text;
    CHECK(told(fill(order("Two"), typed).order) == "1 Sow, 2 Mow");
}
