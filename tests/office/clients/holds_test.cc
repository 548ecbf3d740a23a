#include <catch2/catch_test_macros.hpp>

#include "office/clients/holds.h"
#include "office/office.h"
#include "office/people/undo.h"
#include "office/records/kind.h"

using namespace office_test;
using office::Client;
using office::Hold;
using office::Status;

namespace {

struct With_holds : Office {
    Client client = save<Client>(with(person("Ana", "Ruiz", "ana@example.org"), "status", "prospect"));

    std::optional<Fault> put(const std::string& reason) {
        return fault_of([&] {
            store.write(box, [&](Write& write) {
                office::act(write, record_type<Client>(), *office::find_action(Client::kind, "put_on_hold"), client.id,
                            std::nullopt, {{"reason", reason}});
            });
        });
    }
    std::optional<Fault> release() {
        return fault_of([&] {
            store.write(box, [&](Write& write) {
                const auto hold = office::hold_of(write, write.get<Client>(client.id));
                office::act(write, record_type<Hold>(), *office::find_action(Hold::kind, "release"),
                            hold ? hold->id : 1, std::nullopt, {{"reason", "Paid"}});
            });
        });
    }
    Status status() const { return get<Client>(client.id).status; }
    /// The last thing that was done to the first hold.
    std::optional<Fault> take_back() {
        const auto operation =
            store.read([&](const Read& read) { return read.history({Hold::kind.number, 1}, 0, 1).front().operation; });
        return fault_of([&] { office::take_back(store, box, operation); });
    }
    std::size_t open_holds() const {
        return store.read([](const Read& read) { return read.where<&Hold::state>(office::Hold_state::open).size(); });
    }
    bool may_send() const {
        return store.read([&](const Read& read) { return office::may_send(read, {client.id}); });
    }
};

}  // namespace

TEST_CASE("A hold has a reason, stops what goes out, and leaves the status as it was", "[H1][H2]") {
    With_holds office;
    CHECK(office.put("") == Fault::invalid);
    CHECK(office.may_send());
    CHECK_FALSE(office.put("Two invoices overdue"));
    CHECK(office.status() == Status::on_hold);
    CHECK_FALSE(office.may_send());
    CHECK(office.put("Again") == Fault::refused);
    CHECK_FALSE(office.release());
    CHECK(office.status() == Status::prospect);
    CHECK(office.release() == Fault::refused);
    const auto hold = office.get<Hold>(1);
    CHECK((hold.state == office::Hold_state::released && hold.release_reason == "Paid"));
}

TEST_CASE("Nobody types on hold, and nobody types it away", "[H1]") {
    With_holds office;
    const auto typed = [&](const char* status) {
        return errors_of([&] { office.change<Client>(office.client.id, {{"status", status}}); }).contains("status");
    };
    CHECK(typed("on_hold"));
    CHECK_FALSE(office.put("Overdue"));
    CHECK(typed("active"));
    CHECK_FALSE(typed("on_hold"));
    const auto archived = fault_of([&] {
        office.store.write(box, [&](Write& write) {
            office::act(write, record_type<Client>(), *office::find_action(Client::kind, "archive"), office.client.id,
                        std::nullopt, {});
        });
    });
    CHECK(archived == Fault::refused);
    CHECK(fault_of([&] { office.save<Hold>({{"reason", "Mine"}}); }).has_value());
    CHECK(fault_of([&] { office.erase<Hold>(1); }).has_value());
}

TEST_CASE("How often a client was held is counted", "[P2][H1]") {
    With_holds office;
    const auto holds = [&] {
        const auto rows =
            office.store.read([&](const Read& read) { return read.figures(record_type<Client>(), office.client.id); });
        return rows.empty() ? std::string{} : rows.front().text;
    };
    for (int i = 0; i < 2; ++i) {
        CHECK_FALSE(office.put("Overdue"));
        CHECK_FALSE(office.release());
    }
    CHECK(holds() == "2");
}

TEST_CASE("A release is taken back whole or not at all", "[H1][U8]") {
    With_holds office;
    REQUIRE_FALSE(office.put("One"));
    REQUIRE_FALSE(office.release());
    SECTION("as long as nothing else happened") {
        CHECK_FALSE(office.take_back());
        CHECK((office.status() == Status::on_hold && office.open_holds() == 1));
    }
    SECTION("not when the client is on hold again") {
        REQUIRE_FALSE(office.put("Two"));
        CHECK(office.take_back() == Fault::stale);
        CHECK((office.status() == Status::on_hold && office.open_holds() == 1));
        CHECK_FALSE(office.release());
        CHECK((office.status() == Status::prospect && office.open_holds() == 0));
    }
    SECTION("not when the client was archived") {
        office.change<Client>(office.client.id, {{"status", "archived"}});
        CHECK(office.take_back() == Fault::stale);
        CHECK((office.status() == Status::archived && office.open_holds() == 0));
    }
}
