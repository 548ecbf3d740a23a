// What holds for every record type of the office, whatever its fields are.
#include <catch2/catch_test_macros.hpp>
#include <set>

#include "office/exchange/import.h"
#include "office/office.h"
#include "office/people/session.h"

using namespace office_test;

namespace {

/// Something to type into a column that its type takes.
std::string typed_into(const storage::Column& column) {
    using enum storage::Control;
    if (column.name == "currency") return "EUR";
    switch (column.control) {
    case email: return "ana@example.org";
    case tel: return "+49 43 797 52 29";
    case url: return "https://example.org/a?b=c";
    case number: return "-987654321";
    case money: return "1234.50";
    case percent: return "19.5";
    case date: return "2024-12-15";
    case moment: return "2024-12-15T09:30:00Z";
    case checkbox: return "yes";
    case select: return column.options.back().key;
    case picker: return "7";
    case tags: return "3,9";
    case stars: return "4";
    case multi: return column.options.front().key;
    case textarea: return "Zeile 1\nçünkü **2**";
    case text: return "Ünsal, \"Ana\" <b>";
    case record: return "1:7";
    case duration: return "1:30";
    case time: return "14:05";
    case position: return "48.137, 11.575";
    case rows:
    case file:
    case password: break;
    }
    return {};
}

std::string typed_into(const storage::Record_type& type, const storage::Column& column) {
    return type.kind.name == "client" && column.name == "vat_id" ? "ATU12345678" : typed_into(column);
}

Typed everything_typed(const storage::Record_type& type) {
    Typed typed;
    for (const storage::Column& column : type.columns)
        if (column.typed()) typed[column.name] = typed_into(type, column);
    return typed;
}

std::string filled(const storage::Record_type& type, std::string_view fields, const Typed& typed) {
    Errors errors;
    std::string bytes = type.fill(type, fields, typed, true, {}, errors);
    for (const auto& [name, message] : errors)
        if (name != "name") FAIL_CHECK(type.kind.name << "." << name << " " << message);
    return bytes;
}

template <class Record> void check_bytes_survive() {
    const auto& type = record_type<Record>();
    CAPTURE(type.kind.name);
    const std::string bytes = filled(type, {}, everything_typed(type));
    CHECK(storage::encode_fields(storage::decode_fields<Record>(bytes)) == bytes);
}

}  // namespace

TEST_CASE("Every record type shows what was typed so that typing it again gives the same bytes", "[C2]") {
    for (const storage::Record_type* type : office::record_types()) {
        CAPTURE(type->kind.name);
        const std::string bytes = filled(*type, {}, everything_typed(*type));
        Typed shown;
        for (const storage::Row& row : type->show(bytes, {}))
            if (row.column->typed()) shown[row.column->name] = row.text;
        CHECK(filled(*type, {}, shown) == bytes);
        CHECK(filled(*type, bytes, shown) == bytes);
        CHECK(filled(*type, bytes, {}) == bytes);
    }
}

TEST_CASE("Every record type's bytes are the same after decoding and encoding", "[C2]") {
    check_bytes_survive<office::Client>();
    check_bytes_survive<office::Company>();
    check_bytes_survive<office::Contact>();
    check_bytes_survive<office::Note>();
    check_bytes_survive<office::Tag>();
    check_bytes_survive<office::User>();
    check_bytes_survive<storage::Custom_field>();
    check_bytes_survive<office::Session>();
    check_bytes_survive<office::Token>();
    check_bytes_survive<office::Import>();
}

TEST_CASE("Kinds have numbers, names and plurals of their own, and labels everywhere", "[C2]") {
    std::set<int> numbers;
    std::set<std::string_view> names;
    for (const storage::Record_type* type : office::record_types()) {
        CHECK(numbers.insert(type->kind.number).second);
        CHECK(names.insert(type->kind.name).second);
        INFO(type->kind.plural);
        CHECK(names.insert(type->kind.plural).second);
        for (const storage::Column& column : type->columns) {
            CAPTURE(type->kind.name, column.name);
            CHECK_FALSE(column.label.empty());
            CHECK((column.control != storage::Control::password || column.attributes.hidden));
        }
    }
}

TEST_CASE("Fields that only a newer program knows survive a change", "[C2]") {
    Office office;
    const auto client = office.save<office::Client>(person("Ana", "Ruiz", "ana@example.org"));
    office.store.write(box, [&](Write& write) {
        auto newer = write.get<office::Client>(client.id);
        storage::put_run(newer.unknown, 98, "from the future");
        write.update(newer);
    });
    const auto changed = office.change<office::Client>(client.id, {{"first_name", "Anna"}});
    CHECK(changed.first_name == "Anna");
    CHECK(changed.unknown == office.get<office::Client>(client.id).unknown);
    CHECK(changed.unknown.contains("from the future"));
}
