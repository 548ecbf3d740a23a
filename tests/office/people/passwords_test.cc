// Passwords: kept, objected to, guessed, given by others.
#include <catch2/catch_test_macros.hpp>
#include <stdexcept>

#include "office/people/passwords.h"
#include "office/people/tokens.h"
#include "office/people/with_admin.h"

using namespace office_test;

TEST_CASE("Passwords match only themselves, and are stored as Argon2id", "[U3]") {
    const auto stored = office::hashed("correct horse");
    CHECK(stored.text.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"));
    CHECK(office::matches(stored, "correct horse"));
    CHECK_FALSE(office::matches(stored, "correct horsE"));
    CHECK_FALSE(office::matches(stored, ""));
    CHECK(office::hashed("correct horse") != stored);
    CHECK_FALSE(office::matches({""}, ""));
    CHECK_FALSE(office::matches({"$argon2id$v=19$m=19456,t=2,p=1$"}, "x"));
    CHECK_FALSE(office::matches({"$argon2id$v=19$m=19456,t=2,p=1$!!!$x"}, "x"));
    CHECK_FALSE(office::matches({stored.text.substr(0, stored.text.size() - 1)}, "correct horse"));
}

TEST_CASE("A hash made by the reference implementation is understood", "[U3]") {
    // echo -n 'correct horse' | argon2 0123456789abcdef -id -t 2 -k 19456 -p 1 -l 32 -e
    const storage::Secret stored{
        "$argon2id$v=19$m=19456,t=2,p=1$MDEyMzQ1Njc4OWFiY2RlZg$rk2Mi3E4dgRMg0fHaYaptWVZRKqs//6b6k3/nntqGJk"};
    CHECK(office::matches(stored, "correct horse"));
}

TEST_CASE("Passwords that are too short, too common or the e-mail address are objected to", "[U3]") {
    CHECK(office::objection("a long enough secret", "ada@office.org").empty());
    CHECK(office::objection("zwölf Boxkä", "ada@office.org").empty());
    for (const std::string_view password :
         {"", "short", "123456789", "1234567890", "PASSWORD123", "qwertyuiop", "aaaaaaaaaaaa", "ada@office.org",
          "ADA@Office.org", "üüüüüüüüü", "manchester", "Manchester1", "dragon2026!", "monkey1234!!", "sunshinesunshine",
          "\xFF\xFE\xFF\xFE\xFF\xFE\xFF\xFE\xFF\xFE"})
        CHECK_FALSE(office::objection(password, "ada@office.org").empty());
    CHECK_FALSE(office::objection("ada.lovelace", "Ada.Lovelace@office.org").empty());
    CHECK(office::objection(std::string(199, 'x') + "y", "").empty());
    CHECK_FALSE(office::objection(std::string(200, 'x') + "y", "").empty());
}

TEST_CASE("Guessing the present password is slowed for that user alone, and told", "[U3]") {
    With_admin office;
    const auto eva = office.user("Eva", "eva@office.org");
    const auto check = [&](const User& user, std::string_view password) {
        return fault_of([&] {
            office::check_present_password(office.store, {user.id}, password, "old_password", "10.0.0.1", noon);
        });
    };
    for (int i = 0; i < 5; ++i) CHECK(check(office.ada, "a wrong password") == Fault::invalid);
    CHECK(check(office.ada, "a wrong password") == Fault::too_many);
    CHECK(check(office.ada, good_password) == Fault::too_many);
    CHECK_FALSE(check(eva, good_password));
    CHECK(office.events(Happening::wrong_password).size() == 5);
    CHECK(office.events(Happening::locked_out).front().user.id == office.ada.id);
}

TEST_CASE("No password is hashed while everybody who saves waits", "[U3]") {
    With_admin office;
    office.store.write(box, [&](Write&) {
        CHECK_THROWS_AS(office::hashed(good_password), std::logic_error);
        CHECK_THROWS_AS(office::matches(office.ada.password, good_password), std::logic_error);
    });
}

TEST_CASE("A password that somebody else made works for a week and is then changed", "[U3]") {
    With_admin office;
    const auto eva = office.user("Eva", "eva@office.org");
    const auto token = office.store.write(
        box, [&](Write& write) { return office::make_token(write, {eva.id}, {.label = "Reports"}); });
    const auto one_time = office::new_password("one time secret", "");
    office.store.write(box, [&](Write& write) { office::set_one_time_password(write, {eva.id}, one_time); });
    CHECK_FALSE(office::identify_token(office.store, token, "10.0.0.9"));
    const auto until = office.get<User>(eva.id).one_time_until;
    REQUIRE(until != Moment{});
    CHECK(errors_of([&] { office.sign_in("one time secret", until, "eva@office.org"); }).contains(""));
    const auto session = office.sign_in("one time secret", {until.milliseconds - 1}, "eva@office.org");

    const auto choose = [&](std::string_view password) {
        return errors_of(
            [&] { office::choose_password(office.store, {eva.id}, password, session.session.id, "10.0.0.1"); });
    };
    CHECK(choose("one time secret").contains("new_password"));
    CHECK(choose("short").contains("new_password"));
    CHECK(choose("another long secret").empty());
    CHECK(office.get<User>(eva.id).one_time_until == Moment{});
    CHECK_FALSE(fault_of([&] { office.sign_in("another long secret", until, "eva@office.org"); }));
    CHECK(fault_of([&] {
              office::choose_password(office.store, {eva.id}, "a third long secret", session.session.id, "10.0.0.1");
          }) == Fault::refused);
}
