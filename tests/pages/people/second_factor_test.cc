// The second factor in the browser: set up, signing in, the password that is asked again, lost; and sessions of others.
#include <catch2/catch_test_macros.hpp>
#include <format>

#include "http/form.h"
#include "office/people/accounts.h"
#include "office/people/second_factor.h"
#include "office/people/totp.h"
#include "pages/people/qr_code.h"
#include "pages/visitor.h"

namespace pages::test {
namespace {

constexpr std::string_view page = "/account/second-factor";

/// The first admin, with a second factor. Codes work once, so each is of a step of its own, of those that are taken now.
struct With_factor {
    New_box box;
    Visitor visitor{box};
    std::string key;
    std::vector<std::string> recovery;
    int apart = -2;

    With_factor() {
        visitor.set_up();
        visitor.get(page);
        REQUIRE(visitor.post(page, "").status == 303);
        key = box.store().read([](const storage::Read& read) { return office::begun_key(read, {1}); });
    }
    std::string code() {
        return office::totp_code(office::from_base32(key), office::totp_step(storage::Moment::now()) + ++apart);
    }
    void turn_on() {
        const auto on = visitor.post(page, "code=" + code());
        REQUIRE(on.status == 303);
        const auto shown = visitor.get(on.location);
        for (std::size_t at = 0; (at = shown.body.find("<li>", at)) != std::string::npos; at += 4)
            if (const auto one = shown.body.substr(at + 4, 19); one.size() == 19 && one[4] == '-')
                recovery.push_back(one);
        REQUIRE(recovery.size() == office::recovery_codes);
    }
};

}  // namespace

TEST_CASE("setting up shows a picture and the key, keeps them after a wrong code, and the codes once", "[U3]") {
    With_factor with;
    const auto begun = with.visitor.get(page);
    CHECK(begun.has("viewBox=\"-4 -4 "));
    CHECK(begun.has(with.key.substr(0, 4) + " " + with.key.substr(4, 4)));
    const auto wrong = with.visitor.post(page, "code=000000");
    CHECK(wrong.status == 422);
    CHECK(wrong.has("is wrong"));
    CHECK(wrong.has(with.key.substr(0, 4) + " " + with.key.substr(4, 4)));
    CHECK(with.visitor.post(page, "code=").status == 422);

    with.turn_on();
    const auto on = with.visitor.get(page);
    CHECK(on.has("10 recovery codes are left."));
    CHECK_FALSE(on.has(with.recovery[0]));
    CHECK_FALSE(on.has("viewBox=\"-4"));
    CHECK(with.visitor.get("/account").has("/account/second-factor"));
}

TEST_CASE("after the password comes the code, and nothing else before it", "[U3]") {
    With_factor with;
    with.turn_on();
    Visitor visitor(with.box);
    visitor.get("/login?next=/companies");
    const auto half = visitor.post("/login", std::string(login_form) + "&next=%2Fcompanies");
    CHECK(half.location == "/login/code?next=/companies");
    for (const std::string other : {"/clients", "/account", "/settings/users", "/account/second-factor"})
        CHECK(visitor.get(other).location == "/login/code?next=" + other);
    const auto form = visitor.get("/login/code?next=/companies");
    CHECK(form.has("name=\"next\" value=\"/companies\""));
    CHECK_FALSE(form.has("/settings\""));  // no navigation
    const auto wrong = visitor.post("/login/code", "code=000000&next=/companies");
    CHECK(wrong.status == 422);
    CHECK(wrong.has("name=\"next\" value=\"/companies\""));
    CHECK(visitor.post("/login/code", "code=" + with.code() + "&next=/companies").location == "/companies");
    CHECK(visitor.get("/companies").status == 200);
    CHECK(visitor.get("/login/code").location == "/");

    Visitor lost(with.box);
    lost.get("/login");
    lost.post("/login", login_form);
    lost.get("/login/code");
    CHECK(lost.post("/login/code", "code=" + with.recovery[0]).location == "/");
    CHECK(lost.get(page).has("9 recovery codes are left."));

    Visitor gone(with.box);
    gone.get("/login");
    gone.post("/login", login_form);
    gone.get("/login/code");
    CHECK(gone.post("/logout", "").location == "/login");
    CHECK(gone.get("/login/code").location == "/login?next=/login/code");
}

TEST_CASE("asked again for the password one gives the code too, and what was typed goes on", "[U3]") {
    With_factor with;
    with.turn_on();
    with.box.minutes_went_by = true;
    const std::string ben = "name=Ben&email=ben%40office.example&role=staff";
    with.visitor.get("/settings/users/new");
    const auto asked = with.visitor.post("/settings/users", ben);
    CHECK(asked.status == 403);
    CHECK(asked.has("name=\"confirm_code\""));
    const auto half = with.visitor.post("/settings/users", ben + "&confirm_password=a+long+enough+secret");
    CHECK(half.status == 422);
    CHECK(half.has("name=\"name\" value=\"Ben\""));
    CHECK_FALSE(half.has("type=\"hidden\" name=\"confirm_code\""));
    CHECK(
        with.visitor.post("/settings/users", ben + "&confirm_password=a+long+enough+secret&confirm_code=" + with.code())
            .status == 303);
}

TEST_CASE("turning it off takes password and code", "[U3]") {
    With_factor with;
    with.turn_on();
    const std::string off = std::string(page) + "/off";
    const auto wrong = with.visitor.post(off, "old_password=wrong&code=" + with.recovery[0]);
    CHECK(wrong.status == 422);
    CHECK(wrong.has("is wrong"));
    CHECK(with.visitor.post(off, "old_password=a+long+enough+secret&code=" + with.recovery[0]).location == "/account");
    CHECK(with.visitor.get(page).has("Begin"));
}

TEST_CASE("an office that wants it leads everybody to it, and an admin takes it from who lost it", "[U3]") {
    With_factor with;
    with.turn_on();
    auto& visitor = with.visitor;
    const auto made = visitor.post("/settings/users", "name=Ben&email=ben%40office.example&role=staff");
    REQUIRE(made.status == 303);
    const auto password = office::new_password("bens own secret", {});
    with.box.store().write({}, [&](storage::Write& write) { office::set_password(write, {2}, password); });
    CHECK(visitor.post("/settings/permissions/second-factor", "needed=yes").status == 303);

    Visitor ben(with.box);
    ben.get("/login");
    ben.post("/login", "email=ben%40office.example&password=bens+own+secret");
    CHECK(ben.get("/clients").location == "/account/second-factor?next=/clients");
    CHECK(ben.get("/account/second-factor?next=/clients").has("Your office wants"));
    CHECK(ben.post(page, "next=/clients").location == "/account/second-factor?next=/clients");
    const auto key = with.box.store().read([](const storage::Read& read) { return office::begun_key(read, {2}); });
    const auto code = office::totp_code(office::from_base32(key), office::totp_step(storage::Moment::now()));
    const auto on = ben.post(page, "next=/clients&code=" + code);
    CHECK(ben.get(on.location).has("href=\"/clients\""));
    CHECK(ben.get("/clients").status == 200);

    CHECK(visitor.get("/settings/users").has("/settings/users/2/second-factor"));
    CHECK(visitor.post("/settings/users/1/second-factor", "").status == 403);
    const auto asked = visitor.get("/settings/users/2/second-factor");
    CHECK(asked.has("Take the second factor of Ben away?"));
    CHECK(asked.has("name=\"end_sessions\" value=\"yes\" checked"));
    CHECK(ben.get("/clients").status == 200);
    CHECK(visitor.post("/settings/users/2/second-factor", "").status == 303);
    CHECK_FALSE(visitor.get("/settings/users").has("/settings/users/2/second-factor"));
    CHECK(visitor.get("/settings/events?what=factor_reset").has("by Ana"));
    CHECK(ben.get("/clients").location == "/account/second-factor?next=/clients");
    CHECK(visitor.post("/settings/users/2/second-factor", "end_sessions=yes").status == 303);
    CHECK(ben.get("/clients").location.starts_with("/login"));
}

TEST_CASE("an admin sees where somebody is signed in, and ends it", "[U3]") {
    New_box box;
    Visitor visitor(box), ben(box), other(box);
    visitor.set_up();
    visitor.post("/settings/users", "name=Ben&email=ben%40office.example&role=staff");
    const auto password = office::new_password("bens own secret", {});
    box.store().write({}, [&](storage::Write& write) { office::set_password(write, {2}, password); });
    other.address = "192.0.2.99";
    for (Visitor* one : {&ben, &other}) {
        one->get("/login");
        one->post("/login", "email=ben%40office.example&password=bens+own+secret");
    }
    const auto seen = visitor.get("/settings/users/2/sessions");
    CHECK(seen.has("Sessions of Ben"));
    CHECK(seen.has("192.0.2.99"));
    const auto at = seen.body.rfind("/settings/users/2/sessions/");
    const auto first = seen.body.substr(at, seen.body.find('"', at) - at);
    CHECK(visitor.post(std::string(first).replace(16, 1, "1"), "").status == 404);
    CHECK(visitor.post(first, "").status == 303);
    CHECK((ben.get("/account").status == 200) + (other.get("/account").status == 200) == 1);
    CHECK(visitor.post("/settings/users/2/sessions/revocation", "").status == 303);
    CHECK(ben.get("/account").status == 303);
    CHECK(visitor.get("/settings/users/2/sessions").has("Signed in nowhere."));
    CHECK(visitor.get("/settings/events?what=session_ended").has("by Ana"));
    CHECK(ben.get("/settings/users/1/sessions").status == 303);
}

TEST_CASE("a QR code has its three corners and its quiet zone", "[U3]") {
    const Qr_code code = qr_code("HELLO WORLD");
    CHECK(code.box == "-4 -4 29 29");
    for (const std::string_view corner : {"M0 0h7v1h-7z", "M14 0h7v1h-7z", "M0 14h7v1h-7z"})
        CHECK(code.path.contains(corner));
    CHECK_THROWS_AS(qr_code(std::string(5'000, 'x')), storage::Error);
}

}  // namespace pages::test
