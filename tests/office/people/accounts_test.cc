#include "office/people/accounts.h"

#include <atomic>
#include <catch2/catch_test_macros.hpp>
#include <chrono>
#include <format>
#include <latch>
#include <stdexcept>
#include <thread>

#include "office/office.h"
#include "office/people/events.h"
#include "office/people/passwords.h"
#include "office/people/permissions.h"
#include "office/people/tokens.h"

using namespace office_test;
using namespace std::chrono_literals;
using office::Happening;
using office::User;
using storage::Moment;

namespace {

const Moment noon{1'700'000'000'000};

Moment after(std::chrono::milliseconds time) { return {noon.milliseconds + time.count()}; }

struct With_admin : Office {
    User ada = office::make_first_admin(store, "Ada", "Ada@Office.org", good_password);

    office::Signed_in sign_in(std::string_view password = good_password, Moment now = noon,
                              std::string_view email = "ada@office.org", std::string_view address = "10.0.0.1") {
        return office::sign_in(store, email, password, {.address = address, .browser = "Firefox"}, now);
    }
    std::vector<office::Event> events(Happening what) const {
        return store.read([&](const Read& read) {
            std::vector<office::Event> events;
            for (const auto id : read.where<&office::Event::what>(what)) events.push_back(read.get<office::Event>(id));
            return events;
        });
    }
    bool knows(const office::Signed_in& signed_in, Moment now) {
        return office::identify(store, signed_in.secret, now).has_value();
    }
};

}  // namespace

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

TEST_CASE("Twenty right sign-ins to one account at once all succeed", "[U3]") {
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
            office::confirm(office.store, {office.ada.id}, {session.session.id}, password, "field", "10.0.0.1",
                            after(11min));
        });
    };
    CHECK(confirm("a wrong password").contains("field"));
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

TEST_CASE("Permissions come from one table", "[U2]") {
    using enum office::Right;
    using office::Role;
    for (const auto& row : office::right_table) {
        CHECK(office::may(Role::admin, row.right));
        CHECK((office::rights_of(Role::staff) >> static_cast<unsigned>(row.right) & 1) == row.staff);
    }
    CHECK(office::may(Role::staff, edit_clients));
    CHECK_FALSE(office::may(Role::staff, delete_clients));
    CHECK_FALSE(office::may(Role::staff, manage_users));
    CHECK(office::may(Role::read_only, see_clients));
    CHECK_FALSE(office::may(Role::read_only, edit_clients));
    CHECK_FALSE(office::may(Role{}, see_clients));
    CHECK(office::rights_of(Role{}) == 0);
    CHECK(office::rights_for(office::Client::kind).erase == delete_clients);
    CHECK(office::rights_for(User::kind).see == manage_users);
    CHECK(office::rights_for(office::Session::kind).see == manage_users);
}
