// First start, signing in and out, one's account, the people of the office, the pages of the box.
#include <catch2/catch_test_macros.hpp>

#include "office/people/accounts.h"
#include "office/people/user.h"
#include "pages/desk.h"
#include "pages/visitor.h"

namespace pages::test {
namespace {

/// The secret that a page shows in <p class="secret">.
std::string secret_in(const std::string& body) {
    constexpr std::string_view mark = "class=\"secret\">";
    const auto at = body.find(mark);
    if (at == std::string::npos) return {};
    return body.substr(at + mark.size(), body.find('<', at + mark.size()) - at - mark.size());
}

}  // namespace

TEST_CASE("as long as nobody is there every page leads to the first admin's form", "[U1]") {
    New_box box;
    Visitor visitor(box);
    CHECK(visitor.get("/").location == "/setup");
    CHECK(visitor.get("/clients/7").location == "/login?next=/clients/7");
    CHECK(visitor.get("/login?next=/clients/7").location == "/setup");
    CHECK(visitor.get("/setup").has("name=\"code\""));
}

TEST_CASE("the first admin needs the code, keeps what was typed, and is signed in at once", "[U1]") {
    New_box box;
    Visitor visitor(box);
    visitor.get("/setup");
    const auto wrong = visitor.post("/setup", "code=XXXX2345&name=Ana&email=ana%40office.example"
                                              "&password=a+long+enough+secret&password_again=another+secret");
    CHECK(wrong.status == 422);
    CHECK(wrong.has("Code is wrong"));
    CHECK(wrong.has("Password again is not the same"));
    CHECK(wrong.has("value=\"ana@office.example\""));
    CHECK_FALSE(wrong.has("a long enough secret"));

    const auto made = visitor.post("/setup", admin_form);
    CHECK(made.status == 303);
    CHECK(made.location == "/clients");
    CHECK(visitor.cookie("session").size() == 64);
    const auto clients = visitor.get("/clients");
    CHECK(clients.status == 200);
    CHECK(clients.has("href=\"/import\""));
    CHECK(visitor.get("/setup").location == "/");
}

TEST_CASE("the first admin chooses the currency: that of the country is offered", "[U1][B2]") {
    New_box box;
    Visitor visitor(box);
    visitor.languages = "en-GB,de-CH;q=0.5";
    CHECK(visitor.get("/setup").has("<option value=\"GBP\" selected>"));
    visitor.languages = "ja-JP";
    CHECK(visitor.get("/setup").has("<option value=\"JPY\" selected>"));
    visitor.languages = "de";
    CHECK(visitor.get("/setup").has("<option value=\"EUR\" selected>"));
    CHECK(visitor.post("/setup", std::string(admin_form) + "&currency=ABC").status == 422);
    CHECK(visitor.post("/setup", std::string(admin_form) + "&currency=CHF").status == 303);
    CHECK(visitor.get("/settings/currency").has("<option value=\"CHF\" selected>"));
}

TEST_CASE("a first admin with a short password is told so at the field", "[U1]") {
    New_box box;
    Visitor visitor(box);
    visitor.get("/setup");
    const auto seen =
        visitor.post("/setup", "code=ABCD-2345&name=Ana&email=nonsense&password=short&password_again=short");
    CHECK(seen.status == 422);
    CHECK(seen.has("is not an e-mail address"));
    CHECK(seen.has("must have at least 10 characters"));
    CHECK(visitor.get("/").location == "/setup");
}

TEST_CASE("guessing the code is slowed down", "[U1]") {
    New_box box;
    Visitor visitor(box);
    visitor.get("/setup");
    const std::string_view guess =
        "code=XXXX2345&name=A&email=a%40b.example&password=a+long+enough+secret&password_again=a+long+enough+secret";
    for (int tries = 0; tries < 5; ++tries) CHECK(visitor.post("/setup", guess).status == 422);
    CHECK(visitor.post("/setup", guess).status == 429);
    CHECK(visitor.post("/setup", admin_form).status == 429);
    Visitor other(box);
    other.address = "192.0.2.8";
    other.get("/setup");
    CHECK(other.post("/setup", admin_form).status == 303);
}

TEST_CASE("signing in leads to where one wanted to go, but never to another site", "[U3]") {
    New_box box;
    Visitor(box).set_up();
    Visitor visitor(box);
    const auto page = visitor.get("/login?next=/companies");
    CHECK(page.has("name=\"next\" value=\"/companies\""));
    const auto wrong = visitor.post("/login", "email=ana%40office.example&password=wrong&next=/companies");
    CHECK(wrong.status == 422);
    CHECK(wrong.has("E-mail address or password is wrong."));
    CHECK(wrong.has("value=\"ana@office.example\""));
    CHECK(wrong.has("name=\"next\" value=\"/companies\""));
    CHECK_FALSE(wrong.has("value=\"wrong\""));
    CHECK(visitor.post("/login", std::string(login_form) + "&next=%2F%2Fevil.example").location == "/");
    CHECK(visitor.get("/login?next=/companies").location == "/companies");
    CHECK(visitor.get("/login?next=https://evil.example").location == "/");
}

TEST_CASE("a session's cookie is kept from scripts and other sites", "[U3]") {
    New_box box;
    Visitor(box).set_up();
    Visitor visitor(box);
    visitor.get("/login");
    const auto seen = visitor.post("/login", login_form);
    REQUIRE(seen.status == 303);
    REQUIRE(seen.cookies.size() >= 2);
    CHECK(seen.cookies[0].starts_with("session="));
    CHECK(seen.cookies[0].contains("; HttpOnly; SameSite=Lax"));
    CHECK_FALSE(seen.cookies[0].contains("Secure"));
    CHECK(visitor.cookie("theme") == "auto");
}

TEST_CASE("after signing out the session is gone", "[U3]") {
    New_box box;
    Visitor visitor(box);
    visitor.set_up();
    const auto secret = visitor.cookie("session");
    const auto out = visitor.post("/logout", "");
    CHECK(out.location == "/login");
    CHECK(visitor.cookie("session").empty());
    CHECK_FALSE(office::identify(box.store(), secret));
    CHECK(visitor.get("/login").has("You are signed out."));
    CHECK(visitor.get("/clients").location == "/login?next=/clients");
}

TEST_CASE("a form without the token of its page is refused", "[U3]") {
    New_box box;
    Visitor visitor(box);
    CHECK(visitor.post("/setup", admin_form).status == 403);
}

TEST_CASE("a changed password needs the old one and ends other sessions", "[U3]") {
    New_box box;
    Visitor visitor(box), other(box);
    visitor.set_up();
    other.get("/login");
    other.post("/login", login_form);
    REQUIRE(other.get("/account").status == 200);

    const auto wrong = visitor.post("/account/password", "old_password=guess&new_password=another+good+secret"
                                                         "&new_password_again=another+good+secret");
    CHECK(wrong.status == 422);
    CHECK(wrong.has("Present password is wrong"));
    CHECK_FALSE(wrong.has("another good secret"));
    CHECK(visitor
              .post("/account/password", "old_password=a+long+enough+secret&new_password=short&new_password_again=long")
              .has("New password again is not the same"));

    const auto changed =
        visitor.post("/account/password", "old_password=a+long+enough+secret&new_password=another+good+secret"
                                          "&new_password_again=another+good+secret");
    CHECK(changed.location == "/account");
    CHECK(visitor.get("/account").has("Your password is changed."));
    CHECK(other.get("/account").location == "/login?next=/account");
}

TEST_CASE("sessions are listed and can be ended, one by one or all others", "[U3]") {
    New_box box;
    Visitor visitor(box), other(box), third(box);
    visitor.set_up();
    for (auto* one : {&other, &third}) {
        one->browser = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Mobile Safari/604.1";
        one->get("/login");
        one->post("/login", login_form);
    }
    const auto account = visitor.get("/account");
    CHECK(account.has("Firefox · Linux"));
    CHECK(account.has("Safari · iPhone"));
    CHECK(account.has("this one"));
    CHECK(visitor.post("/account/sessions/2/revocation", "").location == "/account");
    CHECK(other.get("/account").status == 303);
    CHECK(third.get("/account").status == 200);
    CHECK(visitor.post("/account/sessions/revocation", "").location == "/account");
    CHECK(third.get("/account").status == 303);
    CHECK(visitor.get("/account").status == 200);
    CHECK(visitor.post("/account/sessions/99/revocation", "").status == 404);
}

TEST_CASE("theme and language are the user's own", "[U6]") {
    New_box box;
    Visitor visitor(box);
    visitor.set_up();
    CHECK(visitor.post("/account/preferences", "theme=dark&language=de").status == 303);
    CHECK(visitor.cookie("theme") == "dark");
    const auto account = visitor.get("/account");
    CHECK(account.has("lang=\"de\""));
    CHECK(account.has("data-bs-theme=\"dark\""));
    CHECK(account.has("Mein Konto"));
    CHECK(visitor.post("/account/preferences", "theme=pink&language=de").status == 422);
    CHECK(visitor.post("/account/preferences", "theme=dark&language=xx").status == 422);
    CHECK(visitor.post("/account/theme", "theme=light").status == 303);
    CHECK(visitor.get("/account").has("data-bs-theme=\"light\""));
    visitor.post("/logout", "");
    visitor.languages = "de-AT;q=0.9, fr";
    const auto login = visitor.get("/login");
    CHECK(login.has("Anmelden"));
    CHECK(login.has("data-bs-theme=\"light\""));
}

TEST_CASE("a token is shown once, to the session that made it, and can be taken back", "[E3]") {
    New_box box;
    Visitor visitor(box), other(box);
    visitor.set_up();
    other.get("/login");
    other.post("/login", login_form);
    CHECK(visitor.post("/account/tokens", "label=").status == 422);
    const auto made = visitor.post("/account/tokens", "label=Telephone");
    REQUIRE(made.status == 303);
    CHECK(secret_in(other.get(made.location).body).empty());
    const auto secret = secret_in(visitor.get(made.location).body);
    CHECK(office::identify_token(box.store(), secret));
    CHECK(secret_in(visitor.get(made.location).body).empty());
    CHECK(visitor.get("/account").has("Telephone"));
    CHECK(visitor.post("/account/tokens/1/revocation", "").status == 303);
    CHECK_FALSE(office::identify_token(box.store(), secret));
}

TEST_CASE("an admin makes a person, who signs in with the password that was shown once", "[U2]") {
    New_box box;
    Visitor visitor(box), ben(box);
    visitor.set_up();
    const auto wrong = visitor.post("/settings/users", "name=Ben&email=ana%40office.example&role=staff");
    CHECK(wrong.status == 422);
    CHECK(wrong.has("value=\"Ben\""));
    const auto made = visitor.post("/settings/users", "name=Ben&email=ben%40office.example&role=staff");
    REQUIRE(made.status == 303);
    const auto password = secret_in(visitor.get(made.location).body);
    REQUIRE(password.size() == 19);

    ben.get("/login");
    CHECK(ben.post("/login", "email=ben%40office.example&password=" + password).location == "/");
    CHECK(ben.get("/settings/users").status == 403);
    CHECK_FALSE(ben.get("/settings").has("/settings/users\""));
    CHECK(ben.get("/settings/permissions").status == 200);

    CHECK(visitor.post("/settings/users/2/disabling", "").status == 303);
    CHECK(ben.get("/account").status == 303);
    CHECK(visitor.get("/settings/users").has("/settings/users/2/enabling"));
    CHECK(visitor.post("/settings/users/2/enabling", "").status == 303);
    const auto reset = visitor.post("/settings/users/2/password", "");
    CHECK(secret_in(visitor.get(reset.location).body) != password);
}

TEST_CASE("the last admin stays one", "[U2]") {
    New_box box;
    Visitor visitor(box);
    visitor.set_up();
    const auto seen = visitor.post("/settings/users/1", "name=Ana&email=ana%40office.example&role=staff&revision=1");
    CHECK(seen.status == 422);
    CHECK(seen.has("last administrator"));
    CHECK(visitor.post("/settings/users/1/disabling", "").status == 403);
}

TEST_CASE("the box shows its state, its libraries and its certificate", "[X4][X6]") {
    New_box box;
    Visitor visitor(box);
    const auto trust = visitor.get("/trust");
    CHECK(trust.status == 200);
    CHECK(trust.has("https://box.local:8443/"));
    CHECK(visitor.get("/trust/ca.crt").has("BEGIN CERTIFICATE"));
    CHECK(visitor.get("/trust/ca.der").body.starts_with("\x30\x82"));
    visitor.set_up();
    CHECK(visitor.get("/settings/status").has("Clock: slow"));
    CHECK(visitor.get("/about").has("0.1"));
    CHECK(visitor.get("/settings").has("/settings/status"));
}

TEST_CASE("what cannot be done is said in words, with a way on", "[U6]") {
    New_box box;
    Visitor visitor(box);
    visitor.set_up();
    const auto missing = visitor.get("/nothing/here");
    CHECK(missing.status == 404);
    CHECK(missing.has("Not found"));
    CHECK(missing.has("data-error-message"));
    visitor.languages = "de";
    visitor.post("/account/preferences", "theme=auto&language=de");
    CHECK(visitor.get("/nothing/here").has("Nicht gefunden"));
}

TEST_CASE("inside an htmx request a fault is a message, and the page stays", "[U6]") {
    Desk desk;
    desk.language = "de";
    const auto seen = desk.post("/account/theme", "theme=pink", true);
    CHECK(seen.status == 422);
    CHECK(seen.header("hx-reswap") == "none");
    CHECK(seen.header("hx-trigger").starts_with("{\"toast\":{\"text\":\""));
}

}  // namespace pages::test
