// The second factor: set up, asked for, lost.
#include <catch2/catch_test_macros.hpp>
#include <set>

#include "office/people/access_settings.h"
#include "office/people/second_factor.h"
#include "office/people/throttle.h"
#include "office/people/totp.h"
#include "office/people/with_admin.h"
#include "office/people/with_factor.h"

using namespace office_test;
using namespace std::chrono_literals;

TEST_CASE("A second factor is on once a code shows that the app knows the key", "[U3]") {
    With_admin office;
    CHECK(fault_of([&] { office::turn_on_second_factor(office.store, {1}, "123456", "10.0.0.1", noon); }) ==
          Fault::refused);
    office.store.write(as(office.ada), [](Write& write) { office::begin_second_factor(write, {1}); });
    const auto key = office.store.read([](const Read& read) { return office::begun_key(read, {1}); });
    CHECK(key.size() == 32);
    CHECK(errors_of([&] {
              office::turn_on_second_factor(office.store, {1}, "000000", "10.0.0.1", noon);
          }).contains("code"));
    CHECK_FALSE(office.store.read([](const Read& read) { return office::has_second_factor(read, {1}); }));
    CHECK_FALSE(office.sign_in().session.awaits_code);

    const auto codes = office::turn_on_second_factor(office.store, {1}, code_of(key, noon), "10.0.0.1", noon);
    CHECK(std::set(codes.begin(), codes.end()).size() == office::recovery_codes);
    CHECK(office.store.read([](const Read& read) { return office::has_second_factor(read, {1}); }));
    CHECK(office.store.read([](const Read& read) { return office::begun_key(read, {1}); }).empty());
    CHECK(office.events(Happening::factor_on).size() == 1);
    CHECK(fault_of([&] {
              office.store.write(as(office.ada), [](Write& write) { office::begin_second_factor(write, {1}); });
          }) == Fault::refused);
}

TEST_CASE("With the password alone one sees nothing; the code opens another session", "[U3]") {
    With_factor office;
    const auto half = office.sign_in(good_password, after(1min));
    REQUIRE(half.session.awaits_code);
    const auto identity = office::identify(office.store, half.secret, after(1min));
    REQUIRE(identity);
    CHECK(identity->viewer.rights == 0);
    CHECK(identity->viewer.roles.has(office::Role::admin) == false);
    CHECK_FALSE(identity->confirmed);
    CHECK(office.events(Happening::signed_in).empty());
    CHECK(office.store.read([](const Read& read) { return office::sessions_of(read, {1}, after(1min)); }).empty());

    CHECK(errors_of([&] { office.give(half, "000000", after(1min)); }).contains("code"));
    const auto whole = office.give(half, office.code(after(1min)), after(1min));
    CHECK(whole.secret != half.secret);
    CHECK(office::identify(office.store, whole.secret, after(2min))->viewer.may(office::Right::manage_users));
    CHECK_FALSE(office.knows(half, after(2min)));
    CHECK(office.events(Happening::signed_in).size() == 1);
    CHECK(office.events(Happening::wrong_code).size() == 1);
}

TEST_CASE("Whoever gives no code within ten minutes begins again", "[U3]") {
    With_factor office;
    const auto half = office.sign_in(good_password, after(1min));
    CHECK(office.knows(half, after(10min)));
    CHECK_FALSE(office.knows(half, after(12min)));
}

TEST_CASE("A code works once, and an older one not after it", "[U3]") {
    With_factor office;
    const auto give = [&](const std::string& code, Moment now) {
        return fault_of([&] { office.give(office.sign_in(good_password, now), code, now); });
    };
    CHECK_FALSE(give(office.code(after(1min)), after(1min)));
    CHECK(give(office.code(after(1min)), after(1min)) == Fault::invalid);
    CHECK(give(office.code(after(30s)), after(1min)) == Fault::invalid);
    CHECK_FALSE(give(" " + office.code(after(2min)).insert(3, " "), after(2min)));
}

TEST_CASE("Each recovery code works once, typed as people type", "[U3]") {
    With_factor office;
    const auto give = [&](std::string code) {
        return fault_of([&] { office.give(office.sign_in(good_password, after(1min)), code, after(1min)); });
    };
    std::string typed = office.codes[3];
    for (char& letter : typed) letter = letter == '-' ? ' ' : static_cast<char>(std::toupper(letter));
    CHECK_FALSE(give(typed));
    CHECK(give(office.codes[3]) == Fault::invalid);
    CHECK_FALSE(give(office.codes[4]));
    CHECK(office.store.read([](const Read& read) { return office::recovery_codes_left(read, {1}); }) == 8);
    CHECK(office.events(Happening::recovery_used).size() == 2);
    for (const auto& factor : {office.get<office::Second_factor>(1)})
        CHECK_FALSE(factor.recovery.text.contains(office.codes[5]));

    const auto fresh = office.store.write(
        as(office.ada), [](Write& write) { return office::new_recovery_codes(write, {1}, "10.0.0.1"); });
    CHECK(give(office.codes[5]) == Fault::invalid);
    CHECK_FALSE(give(fresh[0]));
}

TEST_CASE("Guessing codes is slowed, but not for a browser that they signed in from", "[U3]") {
    With_factor office;
    const auto half = office.sign_in(good_password, after(1min));
    office.give(half, office.code(after(1min)), after(1min));
    const auto guess = [&](std::string_view from) {
        return fault_of([&] {
            office::finish_sign_in(office.store, {1}, "000000", {.address = from, .browser = "Firefox"}, after(2min));
        });
    };
    for (int i = 0; i < office::Throttle::free_tries; ++i) CHECK(guess("10.0.0.66") == Fault::invalid);
    CHECK(guess("10.0.0.66") == Fault::too_many);
    CHECK(guess("10.0.0.67") == Fault::too_many);
    CHECK_FALSE(fault_of(
        [&] { office.give(office.sign_in(good_password, after(2min)), office.code(after(2min)), after(2min)); }));
}

TEST_CASE("Asking again for the password asks for the code too", "[U3]") {
    With_factor office;
    const auto half = office.sign_in(good_password, after(1min));
    const auto whole = office.give(half, office.code(after(1min)), after(1min));
    const auto confirm = [&](office::Proof proof) {
        return errors_of(
            [&] { office::confirm(office.store, {1}, {whole.session.id}, proof, "10.0.0.1", after(20min)); });
    };
    CHECK(confirm({.password = good_password}).contains("confirm_code"));
    const std::string code = office.code(after(20min));
    CHECK(confirm({.password = "wrong", .code = code}).contains("confirm_password"));
    CHECK(confirm({.password = good_password, .code = code}).empty());
}

TEST_CASE("Turning it off needs password and code; an admin takes it away from somebody else", "[U3]") {
    With_factor office;
    const auto turn_off = [&](std::string_view password, const std::string& code) {
        return errors_of(
            [&] { office::turn_off_second_factor(office.store, {1}, password, code, "10.0.0.1", after(1min)); });
    };
    CHECK(turn_off("wrong", office.code(after(1min))).contains("old_password"));
    CHECK(turn_off(good_password, "000000").contains("code"));
    CHECK(turn_off(good_password, office.code(after(1min))).empty());
    CHECK_FALSE(office.sign_in().session.awaits_code);
    CHECK(office.events(Happening::factor_off).size() == 1);

    office.set_up(after(5min));
    CHECK(office.sign_in(good_password, after(6min)).session.awaits_code);
    const auto reset = [&] {
        return office.store.write({0, "Eva"}, [](Write& write) { return office::reset_second_factor(write, {1}); });
    };
    CHECK(reset());
    CHECK_FALSE(reset());
    CHECK_FALSE(office.sign_in(good_password, after(6min)).session.awaits_code);
    REQUIRE(office.events(Happening::factor_reset).size() == 1);
    CHECK(office.events(Happening::factor_reset)[0].by == "Eva");
}

TEST_CASE("An office that wants everybody to have one asks whoever has none", "[U3]") {
    With_admin office;
    const auto eva = office.user("Eva", "eva@office.org");
    const auto needs = [&](std::string_view email) {
        return office::identify(office.store, office.sign_in(good_password, noon, email).secret, noon)->needs_factor;
    };
    CHECK_FALSE(needs("eva@office.org"));
    office.store.write(as(office.ada), [](Write& write) { office::set_second_factor_for_all(write, true); });
    CHECK(needs("eva@office.org"));
    CHECK(office.events(Happening::factor_required).size() == 1);
    office.store.write(as(eva), [&](Write& write) { office::begin_second_factor(write, {eva.id}); });
    CHECK(needs("eva@office.org"));
    const auto key = office.store.read([&](const Read& read) { return office::begun_key(read, {eva.id}); });
    office::turn_on_second_factor(office.store, {eva.id}, code_of(key, noon), "10.0.0.1", noon);
    const auto half = office.sign_in(good_password, noon, "eva@office.org");
    CHECK(half.session.awaits_code);
}
