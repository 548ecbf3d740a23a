#include "office/clients/consents.h"

#include <catch2/catch_test_macros.hpp>

#include "office/clients/clients.h"
#include "office/office.h"
#include "office/records/kind.h"

using namespace office_test;
using office::Client;
using office::Consent;

namespace {

struct With_consents : Office {
    Client client = save<Client>(person("Ana", "Ruiz", "ana@example.org"));

    std::optional<Fault> give(const std::string& purpose, const std::string& wording = "") {
        return fault_of([&] {
            store.write(box, [&](Write& write) {
                office::act(write, record_type<Client>(), *office::find_action(Client::kind, "give_consent"), client.id,
                            std::nullopt, {{"purpose", purpose}, {"how", "staff"}, {"wording", wording}});
            });
        });
    }
    std::optional<Fault> withdraw(storage::Id id) {
        return fault_of([&] {
            store.write(box, [&](Write& write) {
                office::act(write, record_type<Consent>(), *office::find_action(Consent::kind, "withdraw"), id,
                            std::nullopt, {});
            });
        });
    }
    bool newsletter() const { return get<Client>(client.id).newsletter; }
};

}  // namespace

TEST_CASE("The newsletter is what the last consent says", "[S7]") {
    With_consents office;
    CHECK(office.give("") == Fault::invalid);
    CHECK_FALSE(office.give("privacy"));
    CHECK_FALSE(office.newsletter());
    CHECK_FALSE(office.give("newsletter", "I want news."));
    CHECK(office.newsletter());
    CHECK(office.get<Consent>(2).text_digest.size() == 64);
    CHECK_FALSE(office.withdraw(2));
    CHECK_FALSE(office.newsletter());
    CHECK(office.withdraw(2) == Fault::refused);
    CHECK_FALSE(office.give("newsletter"));
    CHECK(office.newsletter());
}

TEST_CASE("Nothing but a consent sets the newsletter, and of two clients that become one the last of both counts",
          "[S7]") {
    With_consents office;
    CHECK_FALSE(record_type<Client>().column("newsletter")->typed());
    const Client other = office.save<Client>(person("Anna", "Ruiz", "anna@example.org"));
    office.give("newsletter");
    CHECK_FALSE(office.get<Client>(other.id).newsletter);
    office.store.write(box, [&](Write& write) { office::merge(write, {office.client.id}, {{other.id}}); });
    CHECK(office.get<Client>(other.id).newsletter);
}

TEST_CASE("A consent stays as it was given, as long as its client is there", "[S7]") {
    With_consents office;
    office.give("newsletter");
    CHECK(fault_of([&] { office.change<Consent>(1, {{"purpose", "sms"}}); }).has_value());
    CHECK(fault_of([&] { office.erase<Consent>(1); }).has_value());
    CHECK(fault_of([&] { office.save<Consent>({{"purpose", "sms"}}); }).has_value());
    CHECK(office.get<Consent>(1).purpose == office::Consent_purpose::newsletter);
}
