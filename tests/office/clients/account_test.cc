// A client's account: who may change it, who asks for it, and what becomes of that.
#include <catch2/catch_test_macros.hpp>

#include "office/clients/change_request.h"
#include "office/clients/clients.h"
#include "office/office.h"
#include "office/people/undo.h"

using namespace office_test;
using office::Change_request;
using office::Client;
using office::Request_state;

namespace {

struct With_account : Office {
    office::User ana = user("Ana", "ana@office.example", "admin");
    office::User ben = user("Ben", "ben@office.example");
    office::User cleo = user("Cleo", "cleo@office.example");
    Client client = save<Client>(with(person("Ida", "Ruiz", "ida@example.org"), "vat_id", "DE123456789"));

    Typed asking(std::string field, std::string to) const {
        return {{"client", std::to_string(client.id)},
                {"field", std::move(field)},
                {"to", std::move(to)},
                {"reason", "They wrote"}};
    }
    Change_request ask(std::string field, std::string to) {
        return save<Change_request>(asking(std::move(field), std::move(to)), References::ids, as(ben));
    }
    Errors wrong(std::string field, std::string to) {
        return errors_of([&] { ask(std::move(field), std::move(to)); });
    }
    void act(const char* verb, Id request, const Typed& typed, const office::User& who) {
        store.write(as(who), [&](Write& write) {
            office::act(write, record_type<Change_request>(), *office::find_action(Change_request::kind, verb), request,
                        std::nullopt, typed);
        });
    }
    Client now() const { return get<Client>(client.id); }
};

}  // namespace

TEST_CASE("whoever may not decide makes clients with an account, and changes none", "[P11]") {
    With_account office;
    for (const std::string_view field : office::account_fields) {
        const std::string value = field == "billing_email" ? "bills@example.org" : "ATU12345678";
        const auto change = [&](const office::User& who) {
            return errors_of([&] {
                office.change<Client>(office.client.id, {{std::string(field), value}}, References::names, as(who));
            });
        };
        INFO(field);
        CHECK(change(office.ben).contains(field));
        CHECK(change(office.ana).empty());
        CHECK(change(office.ben).empty());  // as it is already
    }
    office.change<Client>(office.client.id, {{"last_name", "Ortiz"}}, References::names, as(office.ben));
    CHECK(office.now().last_name == "Ortiz");
    const auto made = office.save<Client>(with(person("Eve", "Ekl", "eve@example.org"), "reference", "K-7"),
                                          References::names, as(office.ben));
    CHECK(made.reference == "K-7");
    CHECK(errors_of([&] {
              office.change<Client>(made.id, {{"reference", ""}}, References::names, as(office.ben));
          }).contains("reference"));
}

TEST_CASE("what is asked for is judged as the field itself is", "[P11]") {
    With_account office;
    CHECK(office.wrong("vat_id", "none").contains("to"));
    CHECK(office.wrong("billing_email", "nobody").contains("to"));
    CHECK(office.wrong("legal_name", std::string(201, 'x')).contains("to"));
    CHECK(office.wrong("legal_name", "4111 1111 1111 1111").contains("to"));
    CHECK(office.wrong("vat_id", "DE123456789").contains("to"));  // its value already
    CHECK(office.wrong("", "x").contains("field"));
    CHECK(office.wrong("status", "archived").contains("field"));
    auto without_reason = office.asking("tax_number", "12/345");
    without_reason.erase("reason");
    CHECK(errors_of([&] {
              office.save<Change_request>(without_reason, References::ids, as(office.ben));
          }).contains("reason"));
    const auto request = office.ask("billing_email", "  Bills@Example.ORG ");
    CHECK((request.to == "Bills@Example.ORG" && request.from.empty() && request.asked_by.id == office.ben.id));
    CHECK(office.ask("vat_id", "").from == "DE123456789");
}

TEST_CASE("a field is asked for once at a time", "[P11]") {
    With_account office;
    const auto first = office.ask("vat_id", "ATU12345678");
    CHECK(office.wrong("vat_id", "ATU87654321").contains("field"));
    CHECK(office.wrong("tax_number", "12/345").empty());
    office.act("decline", first.id, {{"reason", "No paper"}}, office.ana);
    CHECK(office.wrong("vat_id", "ATU87654321").empty());
}

TEST_CASE("accepting sets the value, declining does not, and both are final", "[P11]") {
    With_account office;
    const auto request = office.ask("vat_id", "ATU12345678");
    office.act("accept", request.id, {{"reason", "Seen"}}, office.ana);
    CHECK(office.now().vat_id == "ATU12345678");
    const auto decided = office.get<Change_request>(request.id);
    CHECK((decided.state == Request_state::accepted && decided.decided_by.id == office.ana.id &&
           decided.decision_reason == "Seen" && decided.decided_at != storage::Moment{}));
    const auto again = [&](const char* verb) {
        return fault_of([&] { office.act(verb, request.id, {{"reason", "x"}}, office.ana); });
    };
    CHECK(again("accept") == Fault::refused);
    CHECK(again("decline") == Fault::refused);
    CHECK(fault_of([&] { office.change<Change_request>(request.id, {{"to", "X1234"}}); }) == Fault::refused);

    const auto other = office.ask("legal_name", "Ruiz GmbH");
    CHECK(errors_of([&] { office.act("decline", other.id, {}, office.ana); }).contains("reason"));
    office.act("decline", other.id, {{"reason", "No"}}, office.ana);
    CHECK(office.now().legal_name.empty());
}

TEST_CASE("a value that changed since is asked about again", "[P11]") {
    With_account office;
    const auto request = office.ask("vat_id", "ATU12345678");
    office.change<Client>(office.client.id, {{"vat_id", "CHE-123.456.789"}}, References::names, as(office.ana));
    const auto accept = [&](const Typed& typed) {
        return errors_of([&] { office.act("accept", request.id, typed, office.ana); });
    };
    CHECK(accept({}).contains("anyway"));
    CHECK(office.now().vat_id == "CHE-123.456.789");
    CHECK(office.get<Change_request>(request.id).is_open());
    CHECK(accept({{"anyway", "yes"}}).empty());
    CHECK(office.now().vat_id == "ATU12345678");

    const auto same = office.ask("tax_number", "12/345");
    office.change<Client>(office.client.id, {{"tax_number", "12/345"}}, References::names, as(office.ana));
    office.act("accept", same.id, {}, office.ana);  // it is as asked for
    CHECK(office.get<Change_request>(same.id).state == Request_state::accepted);
}

TEST_CASE("an open request is its author's, and of those who decide", "[P11]") {
    With_account office;
    const auto request = office.ask("vat_id", "ATU12345678");
    const auto change = [&](const office::User& who, const char* to) {
        return fault_of([&] { office.change<Change_request>(request.id, {{"to", to}}, References::ids, as(who)); });
    };
    CHECK(change(office.cleo, "ATU11111111") == Fault::refused);
    CHECK_FALSE(change(office.ben, "ATU22222222"));
    CHECK_FALSE(change(office.ana, "ATU33333333"));
    CHECK(fault_of([&] { office.act("withdraw", request.id, {}, office.cleo); }) == Fault::refused);
    office.act("withdraw", request.id, {}, office.ben);
    CHECK_FALSE(office.find<Change_request>(request.id));
}

TEST_CASE("a decision is taken back with what it did", "[P11][U8]") {
    With_account office;
    const auto request = office.ask("vat_id", "ATU12345678");
    const auto operation = office.store.write(as(office.ana), [&](Write& write) {
        office::act(write, record_type<Change_request>(), *office::find_action(Change_request::kind, "accept"),
                    request.id, std::nullopt, {});
        return write.operation();
    });
    CHECK_FALSE(office.store
                    .read([&](const Read& read) {
                        return office::why_not_undo(read, as(office.ben), operation, storage::Moment::now());
                    })
                    .empty());
    const auto declined = office.ask("tax_number", "12/345");
    const auto refusal = office.store.write(as(office.ana), [&](Write& write) {
        office::act(write, record_type<Change_request>(), *office::find_action(Change_request::kind, "decline"),
                    declined.id, std::nullopt, {{"reason", "No"}});
        return write.operation();
    });
    CHECK(fault_of([&] { office::take_back(office.store, as(office.ben), refusal); }) == Fault::refused);
    office::take_back(office.store, as(office.ana), operation);
    CHECK(office.now().vat_id == "DE123456789");
    CHECK(office.get<Change_request>(request.id).is_open());
}

TEST_CASE("merging changes no account for those who may not", "[P11][C11]") {
    With_account office;
    const auto other = office.save<Client>(
        with(with(person("Ida", "Ruitz", "i.ruiz@example.org"), "reference", "K-9"), "vat_id", "ATU99999999"));
    const auto open = office.save<Change_request>(
        {{"client", std::to_string(other.id)}, {"field", "vat_id"}, {"to", "ATU12121212"}, {"reason", "New"}},
        References::ids, as(office.ben));
    const auto merge = [&](const office::User& who, Id gone) {
        office.store.write(as(who), [&](Write& write) {
            office::act(write, record_type<Client>(), *office::find_action(Client::kind, "merge"), gone, std::nullopt,
                        {{"into", std::to_string(office.client.id)}});
        });
    };
    merge(office.ben, other.id);
    CHECK((office.now().reference.empty() && office.now().vat_id == "DE123456789"));
    CHECK(office.get<Change_request>(open.id).state == Request_state::declined);
    const auto asked = office.get<Change_request>(open.id + 1);
    CHECK((asked.is_open() && asked.to == "K-9" && asked.client.id == office.client.id));
    office.act("accept", asked.id, {}, office.ana);
    CHECK(office.now().reference == "K-9");

    const auto third = office.save<Client>(with(person("I.", "Ruiz", "r@example.org"), "tax_number", "12/345"));
    merge(office.ana, third.id);
    CHECK(office.now().tax_number == "12/345");
}
