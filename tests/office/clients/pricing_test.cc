// The catalogue of services, and prices that clients have of their own.
#include <catch2/catch_test_macros.hpp>
#include <random>
#include <set>

#include "office/clients/clients.h"
#include "office/clients/price.h"
#include "office/office.h"

using namespace office_test;
using office::Client;
using office::Price;
using office::Service;

namespace {

storage::Date day(const char* text) { return storage::Value<storage::Date>::parse(text).value(); }

struct With_prices : Office {
    Client client = save<Client>(person("Ida", "Ruiz", "ida@example.org"));
    Client other = save<Client>(person("Eve", "Ekl", "eve@example.org"));
    Service mowing = save<Service>({{"name", "Mowing"}, {"code", "M1"}, {"unit", "hour"}, {"price", "50"}});

    Typed typed(Id of, Id service, const char* price, const char* from, const char* to) const {
        return {{"client", std::to_string(of)},
                {"service", std::to_string(service)},
                {"price", price},
                {"from", from},
                {"to", to}};
    }
    Errors add(const char* price, const char* from, const char* to = "", Id of = 0) {
        return errors_of(
            [&] { save<Price>(typed(of == 0 ? client.id : of, mowing.id, price, from, to), References::ids); });
    }
    std::optional<std::int64_t> on(const char* date, Id of = 0) const {
        const auto price = store.read([&](const Read& read) {
            return office::price_of(read, {of == 0 ? client.id : of}, {mowing.id}, day(date));
        });
        return price ? std::optional(price->minor) : std::nullopt;
    }
    void act(const char* verb, Id service) {
        store.write(box, [&](Write& write) {
            office::act(write, record_type<Service>(), *office::find_action(Service::kind, verb), service, std::nullopt,
                        {});
        });
    }
};

}  // namespace

TEST_CASE("a price counts from its first to its last day, else that of the catalogue", "[P13]") {
    With_prices office;
    CHECK(office.add("40", "2026-01-01", "2026-06-30").empty());
    CHECK(office.add("45", "2026-07-01").empty());
    CHECK(office.on("2025-12-31") == 5000);
    CHECK(office.on("2026-01-01") == 4000);
    CHECK(office.on("2026-06-30") == 4000);
    CHECK(office.on("2026-07-01") == 4500);
    CHECK(office.on("2040-01-01") == 4500);
    CHECK(office.on("2026-03-01", office.other.id) == 5000);
    office.change<Service>(office.mowing.id, {{"price", ""}});
    CHECK_FALSE(office.on("2025-12-31"));
    CHECK(office.add("0", "2026-01-01", "", office.other.id).empty());
    CHECK(office.on("2026-03-01", office.other.id) == 0);
}

TEST_CASE("no two prices of a client and a service count on one day", "[P13]") {
    With_prices office;
    CHECK(office.add("40", "2026-03-01", "2026-03-31").empty());
    for (const auto& [from, to] : {std::pair{"2026-03-31", ""},
                                   {"2026-01-01", "2026-03-01"},
                                   {"2026-03-10", "2026-03-12"},
                                   {"2026-01-01", ""},
                                   {"2025-01-01", "2027-01-01"}}) {
        INFO(from << " " << to);
        const auto errors = office.add("41", from, to);
        REQUIRE(errors.contains("from"));
        CHECK(errors.at("from") == "A price counts from 2026-03-01 to 2026-03-31 already.");
    }
    CHECK(office.add("41", "2026-04-01").empty());
    CHECK(office.add("41", "2026-02-01", "2026-02-28").empty());
    CHECK(office.add("41", "2026-03-10", "2026-03-12", office.other.id).empty());
    office.change<Price>(1, {{"to", "2026-03-15"}});  // itself is no other
    CHECK(errors_of([&] { office.change<Price>(1, {{"to", "2026-04-01"}}); }).contains("from"));
}

TEST_CASE("of any ranges none that overlap are kept, and every day has the price of its range", "[P13]") {
    With_prices office;
    std::mt19937 chance{7};
    const auto up_to = [&](int most) { return std::uniform_int_distribution<int>(0, most)(chance); };
    struct Range {
        int from, to;
        std::int64_t price;
    };
    std::vector<Range> kept;
    const auto date = [](int number) { return storage::Value<storage::Date>::show({day("2026-01-01").days + number}); };
    for (int round = 0; round < 200; ++round) {
        const int from = up_to(300);
        const int to = from + up_to(20);
        const bool overlaps =
            std::ranges::any_of(kept, [&](const Range& one) { return one.from <= to && from <= one.to; });
        const std::string price = std::to_string(round + 1);
        REQUIRE(office.add(price.c_str(), date(from).c_str(), date(to).c_str()).contains("from") == overlaps);
        if (!overlaps) kept.push_back({from, to, (round + 1) * 100});
    }
    for (int number = 0; number < 330; ++number) {
        const auto at =
            std::ranges::find_if(kept, [&](const Range& one) { return one.from <= number && number <= one.to; });
        REQUIRE(office.on(date(number).c_str()) == (at == kept.end() ? 5000 : at->price));
    }
}

TEST_CASE("wrong prices and services are told at the field", "[P13]") {
    With_prices office;
    CHECK(office.add("-1", "2026-01-01").contains("price"));
    CHECK(office.add("", "2026-01-01").contains("price"));
    CHECK(office.add("dear", "2026-01-01").contains("price"));
    CHECK(office.add("1", "").contains("from"));
    CHECK(office.add("1", "2026-02-30").contains("from"));
    CHECK(office.add("1", "2026-02-02", "2026-02-01").contains("to"));
    CHECK(office.add("1", "2026-02-02", "", 99).contains("client"));
    const auto wrong = [&](const Typed& typed) { return errors_of([&] { office.save<Service>(typed); }); };
    CHECK(wrong({}).contains("name"));
    CHECK(wrong({{"name", "mowing"}}).contains("name"));
    CHECK(wrong({{"name", "Felling"}, {"code", "m1"}}).contains("code"));
    CHECK(wrong({{"name", "Felling"}, {"unit", "bushel"}}).contains("unit"));
    CHECK(wrong({{"name", "Felling"}, {"price", "-5"}}).contains("price"));
    CHECK(wrong({{"name", "Felling"}, {"duration", "long"}}).contains("duration"));
    CHECK(wrong({{"name", "Felling"}, {"unit", "metre"}}).empty());
    CHECK(wrong({{"name", "Pruning"}}).empty());  // two without a code
}

TEST_CASE("a service in use is archived, not deleted, and chosen no more", "[P13]") {
    With_prices office;
    const Service felling = office.save<Service>({{"name", "Felling"}});
    CHECK(office.add("40", "2026-01-01").empty());
    CHECK(fault_of([&] { office.erase<Service>(office.mowing.id); }) == Fault::refused);
    office.change<Client>(office.other.id, {{"services", "Felling; M1"}});
    CHECK(office.get<Client>(office.other.id).services.size() == 2);
    CHECK(fault_of([&] { office.erase<Service>(felling.id); }) == Fault::refused);
    office.act("archive", felling.id);
    CHECK(fault_of([&] { office.act("archive", felling.id); }) == Fault::refused);
    CHECK(errors_of([&] { office.change<Client>(office.client.id, {{"services", "Felling"}}); }).contains("services"));
    office.change<Client>(office.other.id, {{"phone", "12345"}, {"services", "Felling; Mowing"}});  // has it already
    CHECK(errors_of([&] {
              office.save<Price>(office.typed(office.client.id, felling.id, "1", "2026-01-01", ""), References::ids);
          }).contains("service"));
    office.act("restore", felling.id);
    office.change<Client>(office.client.id, {{"services", "Felling"}});
    office.change<Client>(office.other.id, {{"services", ""}});
    office.change<Client>(office.client.id, {{"services", ""}});
    office.erase<Service>(felling.id);
}

TEST_CASE("clients whose prices would overlap are not merged", "[P13][C11]") {
    With_prices office;
    CHECK(office.add("40", "2026-01-01", "2026-06-30").empty());
    CHECK(office.add("41", "2026-06-30", "", office.other.id).empty());
    const auto merge = [&] {
        return fault_of([&] {
            office.store.write(box, [&](Write& write) {
                office::act(write, record_type<Client>(), *office::find_action(Client::kind, "merge"), office.other.id,
                            std::nullopt, {{"into", std::to_string(office.client.id)}});
            });
        });
    };
    CHECK(merge() == Fault::refused);
    office.change<Price>(2, {{"from", "2026-07-01"}});
    CHECK_FALSE(merge());
    CHECK(office.on("2026-06-30") == 4000);
    CHECK(office.on("2026-07-01") == 4100);
}

TEST_CASE("every unit has a code of its own for electronic invoices", "[P13]") {
    std::set<std::string_view> codes;
    for (const auto& unit : office::named_units) codes.insert(unit.code);
    CHECK(codes.size() == office::named_units.size());
    CHECK(office::code_of(office::Unit::hour) == "HUR");
    CHECK(office::code_of(office::Unit::lump_sum) == "LS");
    CHECK(storage::Value<office::Unit>::parse("Square metre") == office::Unit::square_metre);
}
