#include <catch2/catch_test_macros.hpp>

#include "office/office.h"
#include "office/records/kind.h"
#include "office/work/tender.h"

using namespace office_test;
using office::Tender;
using office::Tender_state;

TEST_CASE("A tender is submitted, decided, and opened again by its verbs alone", "[P12]") {
    Office office;
    const auto client = office.save<office::Client>(person("Ana", "Ruiz", "ana@example.org"));
    const auto tender = office.save<Tender>({{"client", "Ruiz, Ana"}, {"title", "Park"}, {"due", "2026-12-01"}});
    const auto act = [&](std::string_view verb) {
        return fault_of([&] {
            office.store.write(box, [&](Write& write) {
                office::act(write, record_type<Tender>(), *office::find_action(Tender::kind, verb), tender.id,
                            std::nullopt, {});
            });
        });
    };
    const auto state = [&] { return office.get<Tender>(tender.id).state; };
    CHECK(act("reopen") == Fault::refused);
    CHECK_FALSE(act("submit"));
    CHECK(act("submit") == Fault::refused);
    CHECK_FALSE(act("win"));
    CHECK(act("lose") == Fault::refused);
    CHECK(state() == Tender_state::won);
    CHECK_FALSE(act("reopen"));
    CHECK(state() == Tender_state::open);
}

TEST_CASE("A tender brings something, nothing, or nobody knows what", "[P12]") {
    Office office;
    const auto client = office.save<office::Client>(person("Ana", "Ruiz", "ana@example.org"));
    const auto with_value = [&](const char* value) -> Typed {
        return {{"client", "Ruiz, Ana"}, {"title", "Park"}, {"value", value}};
    };
    CHECK(errors_of([&] { office.save<Tender>(with_value("-5")); }).contains("value"));
    CHECK_FALSE(office.save<Tender>(with_value("")).value);
    CHECK(office.save<Tender>(with_value("0")).value == storage::Money{0});
}
