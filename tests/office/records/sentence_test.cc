// What is wrong with a field, as a sentence.
#include "office/records/sentence.h"

#include <catch2/catch_test_macros.hpp>
#include <set>

#include "office/office.h"

using namespace office_test;

TEST_CASE("What must not be empty says what to enter, in every kind of the office", "[C2]") {
    const std::set<std::string_view> of_tests{"errand", "offer", "survey"};
    for (const office::Kind_row& row : office::kinds()) {
        if (row.type->kind.internal || of_tests.contains(row.type->kind.name)) continue;
        for (const storage::Column& column : row.type->columns) {
            CAPTURE(row.type->kind.name, column.name);
            const bool asked = column.typed() && (column.attributes.required || column.attributes.expected);
            CHECK((!asked || column.attributes.missing.ends_with('.')));
        }
        std::vector<storage::Column> asked;
        for (const office::Action& action : row.actions)
            for (storage::Column& column : office::asked_by(action)) asked.push_back(std::move(column));
        for (const storage::Column& column : asked) {
            CAPTURE(row.type->kind.name, column.name);
            CHECK((!column.attributes.required || column.attributes.missing.ends_with('.')));
        }
    }
}

TEST_CASE("What is said of a field becomes a sentence with its label", "[C2]") {
    const storage::Record_type& client = record_type<office::Client>();
    const auto said = [&](std::string_view field, std::string_view what) {
        return office::sentence(client.column(field), field, what);
    };
    CHECK(said("last_name", storage::is_required) == "Enter a last name.");
    CHECK(said("phone", storage::is_required) == "Fill in “Phone”.");
    CHECK(said("phone", "must have at most 60 characters") == "“Phone” must have at most 60 characters.");
    CHECK(said("email", "belongs to {Ana} already") == "“E-mail” belongs to {Ana} already.");
    CHECK(said("email", "belongs already to:") == "“E-mail” belongs already to:");
    CHECK(said("email", "Enter an e-mail address or a phone number.") == "Enter an e-mail address or a phone number.");
    CHECK(office::sentence(nullptr, "limit", "must be a number from 1 to 500") ==
          "“limit” must be a number from 1 to 500.");
    CHECK(office::sentence(nullptr, "", "Nobody may.") == "Nobody may.");
}
