#include "office/records/soundness.h"

#include <catch2/catch_test_macros.hpp>

#include "office/clients/card.h"
#include "office/clients/hold.h"
#include "office/clients/price.h"
#include "office/office.h"
#include "office/work/asset.h"

using namespace office_test;
using office::Client;
using office::Hold;

namespace {

struct Checked : Office {
    Client client = save<Client>(person("Ana", "Ruiz", "ana@example.org"));

    /// Around all rules, as another program might.
    template <class Record> void put(Record record) {
        store.write(box, [&](Write& write) { write.create(record); });
    }
    void hold(office::Hold_state state) {
        Hold hold;
        hold.client = {client.id};
        hold.reason = "Unpaid";
        hold.state = state;
        put(hold);
    }
    void set_on_hold() {
        store.write(box, [&](Write& write) {
            auto stored = write.get<Client>(client.id);
            stored.status = office::Status::on_hold;
            write.update(stored);
        });
    }
    std::vector<std::string> broken() const { return office::broken_rules(store).sentences; }
};

}  // namespace

TEST_CASE("A sound office breaks no rule", "[H1]") {
    Checked office;
    office.set_on_hold();
    office.hold(office::Hold_state::open);
    office.hold(office::Hold_state::released);
    CHECK(office.broken() == std::vector<std::string>{});
}

TEST_CASE("Two open holds of one client are found, and one of a client that is not on hold", "[H1]") {
    Checked office;
    office.hold(office::Hold_state::open);
    REQUIRE(office.broken().size() == 1);
    CHECK(office.broken().front() == "Hold 1 (Unpaid): “Status” is open, but the client is not on hold.");
    office.set_on_hold();
    CHECK(office.broken().empty());
    office.hold(office::Hold_state::open);
    REQUIRE(office.broken().size() == 2);
    CHECK(office.broken().back() == "Hold 2 (Unpaid): “Status” is open, and so is another hold of the client.");
}

TEST_CASE("A client on hold without a hold is found", "[H1]") {
    Checked office;
    office.set_on_hold();
    REQUIRE(office.broken().size() == 1);
    CHECK(office.broken().front() == "Client 1 (Ruiz, Ana): It is on hold, but no hold is open.");
}

TEST_CASE("Prices that count at the same time, two default cards and two items of one number are found",
          "[P13][P15][P16]") {
    Checked office;
    const auto service = office.save<office::Service>({{"name", "Pruning"}, {"price", "90"}});
    office::Price price;
    price.client = {office.client.id};
    price.service = {service.id};
    price.price = storage::Money{8'000};
    price.from = storage::Date{20'000};
    office.put(price);
    CHECK(office.broken().empty());
    office.put(price);
    CHECK(office.broken().size() == 2);

    office::Card card;
    card.client = {office.client.id};
    card.last4 = "4242";
    card.expires = "2030-01";
    card.is_default = true;
    office.put(card);
    CHECK(office.broken().size() == 2);
    office.put(card);
    CHECK(office.broken().size() == 4);

    const auto kind = office.save<office::Asset_kind>({{"name", "Tree"}});
    office::Asset asset;
    asset.client = {office.client.id};
    asset.of_kind = {kind.id};
    asset.number = 1;
    office.put(asset);
    CHECK(office.broken().size() == 4);
    office.put(asset);
    CHECK(office.broken().size() == 6);
}
