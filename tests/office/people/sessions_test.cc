// Sessions: how long they last, and what ends them.
#include <catch2/catch_test_macros.hpp>
#include <latch>
#include <thread>

#include "office/people/tokens.h"
#include "office/people/with_admin.h"

using namespace office_test;
using namespace std::chrono_literals;

TEST_CASE("A session ends after half an hour of idling and after twelve hours in any case", "[U3]") {
    With_admin office;
    const auto idle = office.sign_in();
    CHECK(office.knows(idle, after(30min)));
    CHECK(office.knows(idle, after(59min)));
    CHECK_FALSE(office.knows(idle, after(59min + 30min + 1s)));

    const auto busy = office.sign_in();
    for (auto time = 0min; time < 12h; time += 20min) CHECK(office.knows(busy, after(time)));
    CHECK_FALSE(office.knows(busy, after(12h)));
}

TEST_CASE("When a session was last seen is stored at most every five minutes", "[U3]") {
    With_admin office;
    const auto signed_in = office.sign_in();
    const auto before = office.store.version();
    for (auto time = 0s; time < 300s; time += 10s) CHECK(office.knows(signed_in, after(time)));
    CHECK(office.store.version() == before);
    CHECK(office.knows(signed_in, after(5min)));
    office.store.write(box, [](Write&) {});  // what was written before is there now
    CHECK(office.get<office::Session>(signed_in.session.id).last_seen == after(5min));
}

TEST_CASE("Who reads is not held up by who writes, also when it is time to store when they were last seen", "[U3]") {
    With_admin office;
    const auto signed_in = office.sign_in();
    std::latch writing(1);
    std::latch seen(1);
    std::jthread writer([&] {
        office.store.write(box, [&](Write&) {
            writing.count_down();
            seen.wait();
        });
    });
    writing.wait();
    CHECK(office.knows(signed_in, after(6min)));
    seen.count_down();
}

TEST_CASE("Sessions that are over are erased, and no others", "[U3]") {
    With_admin office;
    office.sign_in();
    office.sign_in(good_password, after(10min));
    const auto left = [&](Moment now) {
        office.store.write(box, [&](Write& write) { office::erase_ended_sessions(write, now); });
        return office.count(record_type<office::Session>());
    };
    CHECK(left(after(20min)) == 2);
    CHECK(left(after(35min)) == 1);
    CHECK(left(after(20h)) == 0);
}

TEST_CASE("Every sign-in has a secret of its own, and sessions are listed and can be ended", "[U3]") {
    With_admin office;
    const auto first = office.sign_in();
    const auto second = office.sign_in(good_password, after(1s));
    CHECK(first.secret != second.secret);
    CHECK(office::csrf_of(first.secret) != office::csrf_of(second.secret));
    CHECK(office::csrf_of(first.secret) == office::csrf_of(first.secret));
    CHECK(office::csrf_of(first.secret) != first.session.token.text);
    CHECK(office.knows(first, after(1min)));
    const auto sessions =
        office.store.read([&](const Read& read) { return office::sessions_of(read, {office.ada.id}, after(2min)); });
    REQUIRE(sessions.size() == 2);
    CHECK(sessions.front().id == first.session.id);
    office.store.write(box, [&](Write& write) {
        office::sign_out(write, {first.session.id});
        office::sign_out(write, {first.session.id});
    });
    CHECK_FALSE(office.knows(first, after(2min)));
    CHECK(office.knows(second, after(2min)));
}

TEST_CASE("A new password ends the user's other sessions", "[U3]") {
    With_admin office;
    const auto kept = office.sign_in();
    const auto other = office.sign_in();
    const auto change = [&](std::string_view old_password, std::string_view new_password) {
        return errors_of([&] {
            office::change_password(office.store, {office.ada.id}, {old_password, new_password}, kept.session.id,
                                    "10.0.0.1", noon);
        });
    };
    CHECK(change("wrong", "another long secret").contains("old_password"));
    CHECK(change(good_password, "short").contains("new_password"));
    CHECK(office.knows(other, noon));
    CHECK(change(good_password, "another long secret").empty());
    CHECK(office.knows(kept, noon));
    CHECK_FALSE(office.knows(other, noon));
    CHECK(fault_of([&] { office.sign_in(); }) == Fault::invalid);
    office.sign_in("another long secret");

    CHECK(errors_of([&] { office::new_password("short", "ada@office.org"); }).contains("password"));
    const auto password = office::new_password(good_password, "ada@office.org");
    office.store.write(box, [&](Write& write) { office::set_password(write, {office.ada.id}, password); });
    CHECK_FALSE(office.knows(kept, noon));
}

TEST_CASE("Signing in again ends the session that the browser had", "[U3]") {
    With_admin office;
    const auto first = office.sign_in();
    const auto elsewhere = office.sign_in();
    office::sign_in(office.store, "ada@office.org", good_password, {.address = "10.0.0.1", .secret = first.secret},
                    noon);
    CHECK_FALSE(office.knows(first, noon));
    CHECK(office.knows(elsewhere, noon));
}

TEST_CASE("Who signed in is taken at their word for ten minutes, and again after giving the password", "[U3]") {
    With_admin office;
    const auto session = office.sign_in();
    const auto is_confirmed = [&](Moment now) {
        return office::identify(office.store, session.secret, now)->confirmed;
    };
    CHECK(is_confirmed(after(9min)));
    CHECK_FALSE(is_confirmed(after(10min)));
    const auto confirm = [&](std::string_view password) {
        return errors_of([&] {
            office::confirm(office.store, {office.ada.id}, {session.session.id}, {.password = password}, "10.0.0.1",
                            after(11min));
        });
    };
    CHECK(confirm("a wrong password").contains("confirm_password"));
    CHECK_FALSE(is_confirmed(after(11min)));
    CHECK(confirm(good_password).empty());
    CHECK(is_confirmed(after(20min)));
}

TEST_CASE("A clock that jumps by a month ends no session in use, and lets none live longer", "[U3][X7]") {
    With_admin office;
    const auto signed_in = office.sign_in();
    const office::Now now(noon);
    for (const auto jump : {-30 * 24h, 30 * 24h}) {
        const auto jumped = [&](std::chrono::minutes passed) {
            return office::Now({after(jump + passed).milliseconds}, now.steady + passed);
        };
        CHECK(office::identify(office.store, signed_in.secret, jumped(1min)));
        office.store.write(box, [&](Write& write) { office::erase_ended_sessions(write, jumped(2min)); });
        CHECK(office::identify(office.store, signed_in.secret, jumped(2min)));
    }
    CHECK_FALSE(office::identify(office.store, signed_in.secret, {noon, now.steady + 2min + 31min}));
}

TEST_CASE("A changed password ends sessions and tokens only when that is wanted", "[U3]") {
    With_admin office;
    const auto kept = office.sign_in();
    const auto other = office.sign_in();
    const auto token = office.store.write(
        box, [&](Write& write) { return office::make_token(write, {office.ada.id}, {.label = "Reports"}); });
    office::change_password(
        office.store, {office.ada.id},
        {.old_password = good_password, .new_password = "another long secret", .end_sessions = false}, kept.session.id,
        "10.0.0.1", noon);
    CHECK(office.knows(other, noon));
    CHECK(office::identify_token(office.store, token, "10.0.0.9"));
    office::change_password(office.store, {office.ada.id},
                            {.old_password = "another long secret", .new_password = good_password, .end_tokens = true},
                            kept.session.id, "10.0.0.1", noon);
    CHECK_FALSE(office.knows(other, noon));
    CHECK_FALSE(office::identify_token(office.store, token, "10.0.0.9"));
}
