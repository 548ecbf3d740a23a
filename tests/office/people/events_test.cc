#include "office/people/events.h"

#include <catch2/catch_test_macros.hpp>

#include "office/office.h"

using namespace office_test;
using office::Event;
using office::Happening;

namespace {

std::size_t count(const Office& office, Happening what) {
    return office.store.read([&](const Read& read) { return read.where<&Event::what>(what).size(); });
}

}  // namespace

TEST_CASE("Sign-ins, failures and changes of rights are kept", "[U5]") {
    Office office;
    const auto ada = office::make_first_admin(office.store, "Ada", "ada@office.org", good_password);
    office::sign_in(office.store, "ada@office.org", good_password, {.address = "10.0.0.1", .browser = "Firefox"});
    fault_of([&] { office::sign_in(office.store, "nobody@x.org", "a wrong password", {.address = "10.0.0.6"}); });
    const auto eva = office.user("Eva", "eva@office.org");
    office.change<office::User>(eva.id, {{"role", "admin"}}, References::names, as(ada));
    office.change<office::User>(eva.id, {{"name", "Eva M"}}, References::names, as(ada));

    CHECK(count(office, Happening::signed_in) == 1);
    CHECK(count(office, Happening::wrong_password) == 1);
    CHECK(count(office, Happening::rights_changed) == 2);
    office.store.read([&](const Read& read) {
        const auto ids = read.where<&Event::what>(Happening::rights_changed);
        CHECK(read.get<Event>(ids.back()).detail == "admin");
        CHECK(read.get<Event>(ids.back()).by == "Ada");
        CHECK(read.get<Event>(read.where<&Event::what>(Happening::wrong_password).front()).who == "nobody@x.org");
    });
}

TEST_CASE("Nobody changes an event, and it leaves no trace in the history", "[U5]") {
    Office office;
    office::note(office.store, {.what = Happening::exported, .who = "Ada"});
    CHECK(fault_of([&] { office.change<Event>(1, {{"who", "Eva"}}); }));
    CHECK(office.store.read([](const Read& read) { return read.operations(0, 10); }).empty());
}

TEST_CASE("The same refusal again within a minute is not kept, nor more than a few in all", "[U5]") {
    Office office;
    for (int i = 0; i < 3; ++i) office::note(office.store, {.what = Happening::forged, .address = "10.0.0.1"});
    CHECK(count(office, Happening::forged) == 1);
    for (int i = 0; i < 100; ++i)
        office::note(office.store, {.what = Happening::no_right, .address = "10.0.1." + std::to_string(i)});
    CHECK(count(office, Happening::forged) + count(office, Happening::no_right) == office::most_refusals_a_minute);
}

TEST_CASE("Of each sort the newest events are kept", "[U5]") {
    Office office;
    office.store.write(box, [](Write& write) {
        for (std::size_t i = 0; i < office::most_events_of_a_sort + 3; ++i)
            office::record(write, {.what = Happening::wrong_password, .who = std::to_string(i)});
        office::record(write, {.what = Happening::signed_in});
    });
    office.store.write(box, office::erase_old_events);
    CHECK(count(office, Happening::wrong_password) == office::most_events_of_a_sort);
    CHECK(count(office, Happening::signed_in) == 1);
    CHECK(office.find<Event>(3) == std::nullopt);
    CHECK(office.get<Event>(4).who == "3");
}

TEST_CASE("What was typed as a name cannot make up lines of the log", "[U5]") {
    CHECK(office::line_of({.what = Happening::wrong_password,
                           .who = "ada@x.org\nsigned_in Eva",
                           .address = "10.0.0.1",
                           .detail = "\x1b[2J"}) == "wrong_password ada@x.org signed_in Eva from 10.0.0.1:  [2J");
}

TEST_CASE("A number of a card that somebody signs in with is not kept as their name", "[P16][U5]") {
    Office office;
    CHECK(fault_of([&] { office::sign_in(office.store, "4111 1111 1111 1111", "a wrong password", {}); }));
    office.store.read([](const Read& read) {
        CHECK(read.get<Event>(read.where<&Event::what>(Happening::wrong_password).front()).who.empty());
    });
}
