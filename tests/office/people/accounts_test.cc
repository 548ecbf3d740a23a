// Users: the first one, signing in, what they may do.
#include <atomic>
#include <catch2/catch_test_macros.hpp>
#include <format>
#include <thread>

#include "office/people/permissions.h"
#include "office/people/tokens.h"
#include "office/people/with_admin.h"

using namespace office_test;
using namespace std::chrono_literals;

TEST_CASE("The first administrator is made once", "[U1]") {
    Office office;
    const auto make = [&](std::string_view name, std::string_view email, std::string_view password) {
        return office::make_first_admin(office.store, name, email, password);
    };
    CHECK_FALSE(office.store.read(office::has_users));
    const auto errors = errors_of([&] { make("", "no address", "short"); });
    CHECK(errors.contains("name"));
    CHECK(errors.contains("email"));
    CHECK(errors.contains("password"));
    CHECK_FALSE(office.store.read(office::has_users));
    const auto ada = make("Ada", "ada@office.org", good_password);
    CHECK(ada.role == office::Role::admin);
    CHECK(office.store.read(office::has_users));
    CHECK(fault_of([&] { make("Eva", "eva@office.org", good_password); }) == Fault::refused);
}

TEST_CASE("Signing in takes the right password, whatever the case of the e-mail address", "[U3]") {
    With_admin office;
    const auto signed_in = office.sign_in(good_password, noon, " ADA@office.ORG ");
    CHECK(signed_in.secret.size() == 64);
    CHECK(signed_in.session.token.text != signed_in.secret);
    const auto identity = office::identify(office.store, signed_in.secret, noon);
    REQUIRE(identity);
    CHECK(identity->user.id == office.ada.id);
    CHECK_FALSE(office::identify(office.store, "", noon));
    CHECK_FALSE(office::identify(office.store, signed_in.session.token.text, noon));
}

TEST_CASE("A wrong password and an unknown e-mail address get the same answer in similar time", "[U3]") {
    With_admin office;
    const auto tried = [&](std::string_view email) {
        const auto begin = std::chrono::steady_clock::now();
        const auto errors = errors_of([&] { office.sign_in("not the password", noon, email, email); });
        return std::pair(errors, std::chrono::steady_clock::now() - begin);
    };
    tried("warm@office.org");
    const auto [wrong, wrong_time] = tried("ada@office.org");
    const auto [unknown, unknown_time] = tried("nobody@office.org");
    CHECK_FALSE(wrong.empty());
    CHECK(wrong == unknown);
    CHECK(wrong_time > 2ms);
    CHECK(unknown_time > 2ms);
    const auto eva =
        office.save<User>({{"name", "Eva"}, {"email", "eva@office.org"}, {"role", "staff"}});  // no password yet
    CHECK(tried("eva@office.org").first == wrong);
    const auto password = office::new_password(good_password, "eva@office.org");
    office.store.write(box, [&](Write& write) { office::set_password(write, {eva.id}, password); });
    office.change<User>(eva.id, {{"disabled", "yes"}});
    CHECK(errors_of([&] { office.sign_in(good_password, noon, "eva@office.org"); }) == wrong);
}

TEST_CASE("A disabled user's sessions and tokens end at once", "[U3]") {
    With_admin office;
    const auto eva = office.user("Eva", "eva@office.org");
    const auto signed_in = office.sign_in(good_password, noon, "eva@office.org");
    const auto token = office.store.write(
        box, [&](Write& write) { return office::make_token(write, {eva.id}, {.label = "Reports"}); });
    REQUIRE(office::identify_token(office.store, token, "10.0.0.9"));
    CHECK(office::identify_token(office.store, token, "10.0.0.9")->user.id == eva.id);
    CHECK_FALSE(office::identify_token(office.store, signed_in.secret, "10.0.0.9"));
    CHECK_FALSE(office.knows({token, {}}, noon));
    office.change<User>(eva.id, {{"disabled", "yes"}});
    CHECK_FALSE(office.knows(signed_in, noon));
    CHECK_FALSE(office::identify_token(office.store, token, "10.0.0.9"));
    office.change<User>(eva.id, {{"disabled", ""}});
    CHECK_FALSE(office.knows(signed_in, noon));
    CHECK_FALSE(office::identify_token(office.store, token, "10.0.0.9"));
}

TEST_CASE("Secrets never reach the journal", "[U3][U5]") {
    With_admin office;
    const auto token = office.store.write(
        box, [&](Write& write) { return office::make_token(write, {office.ada.id}, {.label = "Reports"}); });
    office.sign_in();
    office.store.read([&](const Read& read) {
        const auto stored = read.get<User>(office.ada.id).password.text;
        for (const auto& entry : read.history({User::kind.number, office.ada.id}, 0, 100)) {
            CHECK_FALSE((entry.before + entry.after).contains(stored));
            CHECK_FALSE((entry.before + entry.after).contains(token));
            CHECK(entry.kind != office::Session::kind.number);
        }
    });
}

TEST_CASE("Somebody can always sign in as an administrator", "[U2]") {
    With_admin office;
    const auto& ada = office.ada;
    CHECK(errors_of([&] { office.change<User>(ada.id, {{"disabled", "yes"}}); }).contains("disabled"));
    CHECK(errors_of([&] { office.change<User>(ada.id, {{"role", "staff"}}); }).contains("role"));
    CHECK(fault_of([&] { office.erase<User>(ada.id); }) == Fault::refused);
    // One who has no password yet cannot take over.
    office.save<User>({{"name", "New"}, {"email", "new@office.org"}, {"role", "admin"}});
    CHECK(errors_of([&] { office.change<User>(ada.id, {{"role", "staff"}}); }).contains("role"));
    const auto eva = office.user("Eva", "eva@office.org", "admin");
    office.change<User>(ada.id, {{"role", "staff"}});
    CHECK(errors_of([&] { office.change<User>(eva.id, {{"disabled", "yes"}}); }).contains("disabled"));
}

TEST_CASE("Nobody deletes oneself, or a user who wrote notes", "[U2]") {
    With_admin office;
    const auto eva = office.user("Eva", "eva@office.org");
    const auto max = office.user("Max", "max@office.org");
    const auto client =
        office.save<office::Client>(with(person("Ana", "Ruiz", "ana@example.org"), "assignee", "max@office.org"));
    const auto id = std::to_string(client.id);
    office.save<office::Note>({{"client", id}, {"text", "x"}}, References::ids, as(eva));
    CHECK(fault_of([&] { office.erase<User>(eva.id, as(office.ada)); }) == Fault::refused);
    CHECK(fault_of([&] { office.erase<User>(max.id, as(max)); }) == Fault::refused);
    const auto session = office.sign_in(good_password, noon, "max@office.org");
    office.erase<User>(max.id, as(office.ada));
    CHECK_FALSE(office.knows(session, noon));
    CHECK_FALSE(office.get<office::Client>(client.id).assignee);
}

TEST_CASE("Guessing is slowed, but not for a browser that signed in before", "[U3]") {
    With_admin office;
    office.sign_in(good_password, noon, "ada@office.org", "10.0.0.1");
    const auto guess = [&](Moment now, std::string_view address = "10.0.0.66",
                           std::string_view email = "ada@office.org") {
        return fault_of([&] { office.sign_in("a wrong password", now, email, address); });
    };
    for (int i = 0; i < 5; ++i) CHECK(guess(noon) == Fault::invalid);
    CHECK(guess(noon) == Fault::too_many);
    CHECK(guess(noon, "10.0.0.67") == Fault::too_many);
    CHECK(guess(noon, "10.0.0.66", "nobody@office.org") == Fault::too_many);
    CHECK(guess(after(5s)) == Fault::invalid);
    CHECK(guess(after(10s)) == Fault::too_many);
    CHECK(guess(after(15s)) == Fault::invalid);
    // The right password does not get through either from there …
    CHECK(fault_of([&] { office.sign_in(good_password, after(15s), "ada@office.org", "10.0.0.66"); }) ==
          Fault::too_many);
    // … but it does from where the account signed in before, which is slowed for itself.
    CHECK_FALSE(fault_of([&] { office.sign_in(good_password, after(15s), "ada@office.org", "10.0.0.1"); }));
    for (int i = 0; i < 5; ++i) CHECK(guess(after(15s), "10.0.0.1") == Fault::invalid);
    CHECK(guess(after(15s), "10.0.0.1") == Fault::too_many);
    // Never longer than a quarter of an hour.
    CHECK(guess(after(16min)) == Fault::invalid);
    CHECK_FALSE(fault_of([&] { office.sign_in(good_password, after(32min), "ada@office.org", "10.0.0.66"); }));
}

TEST_CASE("Twenty right sign-ins to one account at once all succeed", "[U3][large]") {
    With_admin office;
    std::atomic<int> right = 0;
    {
        std::vector<std::jthread> threads;
        for (int i = 0; i < 20; ++i)
            threads.emplace_back([&, i] {
                if (!fault_of(
                        [&] { office.sign_in(good_password, noon, "ada@office.org", std::format("10.0.1.{}", i)); }))
                    ++right;
            });
    }
    CHECK(right == 20);
}
