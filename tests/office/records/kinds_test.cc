// What every kind says of itself, so that nothing of it is forgotten.
#include <catch2/catch_test_macros.hpp>
#include <set>

#include "office/office.h"
#include "office/people/permissions.h"
#include "sample/errand.h"

using namespace office_test;
using sample::Errand;

TEST_CASE("Every kind that others refer to can be named by people", "[C2]") {
    for (const office::Kind_row& row : office::kinds())
        for (const storage::Column& column : row.type->columns) {
            if (column.refers_to == 0 || !column.typed()) continue;
            CAPTURE(row.type->kind.name, column.name);
            const office::Kind_row& target = office::kind_row(column.refers_to);
            for (const std::string_view name : target.naming.columns) {
                if (name.empty()) continue;
                const auto* looked_into = target.type->column(name);
                REQUIRE(looked_into != nullptr);
                CHECK(looked_into->indexed());
            }
        }
}

TEST_CASE("A kind that nobody wrote a row for is found at once", "[C2]") {
    CHECK_THROWS_AS(office::kind_row(251), std::logic_error);
}

TEST_CASE("Actions have names of their own, a label and what is said when they are done", "[U2]") {
    for (const office::Kind_row& row : office::kinds()) {
        std::set<std::string_view> names;
        for (const office::Action& action : row.actions) {
            CAPTURE(row.type->kind.name, action.name);
            CHECK(names.insert(action.name).second);
            CHECK((!action.label.empty() && !action.said.empty()));
            CHECK(action.act != nullptr);
        }
    }
}

TEST_CASE("An action is refused where it does not fit, and when the record has changed", "[C11]") {
    Office office;
    const auto client = office.save<office::Client>(person("Ana", "Ruiz", "ana@example.org"));
    const auto& type = record_type<office::Client>();
    const auto act = [&](std::string_view name, std::optional<std::uint64_t> revision = {}) {
        office.store.write(box, [&](Write& write) {
            office::act(write, type, *office::find_action(type.kind, name), client.id, revision, {});
        });
    };
    CHECK(fault_of([&] { act("restore"); }) == Fault::refused);
    CHECK(fault_of([&] { act("archive", 7); }) == Fault::stale);
    act("archive", 1);
    CHECK(office.get<office::Client>(client.id).status == office::Status::archived);
    CHECK(fault_of([&] { act("archive"); }) == Fault::refused);
    CHECK(office::find_action(type.kind, "issue") == nullptr);
}

TEST_CASE("What an action asks for is judged as a form is", "[C7]") {
    Office office;
    const auto tag = office.save<office::Tag>({{"name", "Old"}});
    const auto& type = record_type<office::Tag>();
    const auto merge = [&](const Typed& typed) {
        office.store.write(box, [&](Write& write) {
            office::act(write, type, *office::find_action(type.kind, "merge"), tag.id, {}, typed);
        });
    };
    CHECK(errors_of([&] { merge({}); }) == Errors{{"into", "is required"}});
    CHECK(errors_of([&] { merge({{"into", "many"}}); }).contains("into"));
    CHECK(fault_of([&] { merge({{"into", std::to_string(tag.id)}}); }) == Fault::refused);
    CHECK(office.find<office::Tag>(tag.id));
}

TEST_CASE("A kind with nothing but its header and its rows is saved, found, and goes with its client", "[C2]") {
    Office office;
    const auto client = office.save<office::Client>(person("Ana", "Ruiz", "ana@example.org"));
    const auto errand = office.save<Errand>({{"name", "Fetch the keys"}, {"client", "ana@example.org"}});
    CHECK(errand.client.id == client.id);
    CHECK(errors_of([&] { office.save<Errand>({{"client", "nobody@example.org"}}); }).size() == 2);
    office.store.read([&](const Read& read) { CHECK(read.search(record_type<Errand>(), "keys", 5).size() == 1); });
    office.erase<office::Client>(client.id);
    CHECK_FALSE(office.find<Errand>(errand.id));
}
