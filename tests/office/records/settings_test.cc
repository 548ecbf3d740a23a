#include "office/records/settings.h"

#include <catch2/catch_test_macros.hpp>
#include <format>

#include "office/office.h"
#include "storage/custom_field.h"
#include "storage/undo.h"

using namespace office_test;
using office::Client;

namespace {

struct With_budget : Office {
    With_budget() { save<storage::Custom_field>({{"label", "Budget"}, {"type", "money"}}); }

    /// What is wrong with it, or "".
    std::string set(std::string_view code) {
        try {
            store.write(box, [&](Write& write) { office::set_currency(write, code); });
            return {};
        } catch (const storage::Error& error) {
            return error.fields().contains("currency") ? error.fields().at("currency") : error.what();
        }
    }
    Id client(std::string_view budget) {
        return save<Client>({{"first_name", "Ana"},
                             {"last_name", "Ruiz"},
                             {"email", std::format("a{}@b.example", budget)},
                             {"custom.budget", std::string(budget)}})
            .id;
    }
    storage::Currency currency() {
        return store.read([](const Read& read) { return read.currency(); });
    }
    std::string budget(Id id) {
        return store.read([&](const Read& read) {
            return storage::show_custom(*read.get<Client>(id).custom.find(1), read.currency());
        });
    }
};

constexpr std::string_view no_longer = "cannot be changed any more: there are amounts, which would become others";

}  // namespace

TEST_CASE("an office counts in euros until it says otherwise", "[B2]") {
    With_budget office;
    CHECK(office.currency() == storage::Currency{"EUR", 2});
    CHECK(office.set("JPY").empty());
    CHECK(office.currency() == storage::Currency{"JPY", 0});
    CHECK(office.set("KWD").empty());
    CHECK(office.set("KWD").empty());
    for (const auto* wrong : {"", "kwd", "XYZ", "EURO"}) CHECK_FALSE(office.set(wrong).empty());
    CHECK(office.currency().code == "KWD");
}

TEST_CASE("the currency stays as it is once there are amounts", "[B2]") {
    With_budget office;
    REQUIRE(office.set("JPY").empty());
    office.client("0");  // nothing is the same in every currency
    REQUIRE(office.set("EUR").empty());
    const Id client = office.client("12");
    CHECK(office.set("JPY") == no_longer);
    CHECK(office.set("CHF") == no_longer);
    CHECK(office.set("EUR").empty());
    office.erase<Client>(client);  // and may come back
    CHECK(office.set("JPY") == no_longer);
    office.store.write(box, [&](Write& write) {
        storage::undo(write, write.history({Client::kind.number, client}, 0, 1).front().operation);
    });
    CHECK(office.budget(client) == "12.00");
}

TEST_CASE("amounts of the time before a currency was chosen are hundredths, and stay so", "[B2]") {
    With_budget office;
    const Id client = office.client("12");
    CHECK(office.set("JPY") == no_longer);
    CHECK(office.set("KWD") == no_longer);
    CHECK(office.set("CHF").empty());
    CHECK(office.budget(client) == "12.00");
    CHECK(office.set("EUR") == no_longer);
}

TEST_CASE("there are settings once, whoever makes them", "[B2]") {
    With_budget office;
    REQUIRE(office.set("EUR").empty());
    CHECK_THROWS_AS(office.save<storage::Settings>({{"currency", "JPY"}}), storage::Error);
    office.client("12");
    CHECK_THROWS_AS(office.change<storage::Settings>(1, {{"currency", "JPY"}}), storage::Error);
    CHECK(office.currency().code == "EUR");
}
