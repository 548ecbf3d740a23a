// First start, signing in and out, one's account, the people of the office, the pages of the box.
#include <catch2/catch_test_macros.hpp>

#include "office/people/accounts.h"
#include "office/people/tokens.h"
#include "office/people/user.h"
#include "office/records/kind.h"
#include "pages/desk.h"
#include "pages/records/kind.h"
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
    CHECK(wrong.has("“Code” is wrong."));
    CHECK(wrong.has("“Password again” is not the same."));
    CHECK(wrong.has("value=\"ana@office.example\""));
    CHECK_FALSE(wrong.has("a long enough secret"));

    const auto made = visitor.post("/setup", admin_form);
    CHECK(made.status == 303);
    CHECK(made.location == "/today");
    CHECK(visitor.cookie("clientbox_session").size() == 64);
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
    CHECK(page.has("Forgot your password?"));
    CHECK(page.has("Ask an admin of your office"));
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
    CHECK(seen.cookies[0].starts_with("clientbox_session="));
    CHECK(seen.cookies[0].contains("; HttpOnly; SameSite=Lax"));
    CHECK_FALSE(seen.cookies[0].contains("Secure"));
    CHECK(visitor.cookie("theme") == "auto");
}

TEST_CASE("after signing out the session is gone", "[U3]") {
    New_box box;
    Visitor visitor(box);
    visitor.set_up();
    const auto secret = visitor.cookie("clientbox_session");
    const auto out = visitor.post("/logout", "");
    CHECK(out.location == "/login");
    CHECK(visitor.cookie("clientbox_session").empty());
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
    CHECK(wrong.has("“Present password” is wrong."));
    CHECK_FALSE(wrong.has("another good secret"));
    CHECK(visitor
              .post("/account/password", "old_password=a+long+enough+secret&new_password=short&new_password_again=long")
              .has("“New password again” is not the same."));

    const auto changed =
        visitor.post("/account/password", "old_password=a+long+enough+secret&new_password=another+good+secret"
                                          "&new_password_again=another+good+secret&end_sessions=yes");
    CHECK(changed.location == "/account");
    CHECK(visitor.get("/account").has("Your password is changed."));
    CHECK(visitor.get("/settings/events").has("Password changed"));
    CHECK_FALSE(visitor.get("/history").has("</strong> changed"));  // nothing that is shown was
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

TEST_CASE("wrong present passwords are slowed on the page of the account too", "[U3]") {
    New_box box;
    Visitor visitor(box);
    visitor.set_up();
    const std::string_view guess =
        "old_password=a+guess&new_password=another+good+secret&new_password_again=another+good+secret";
    for (int tries = 0; tries < 5; ++tries) CHECK(visitor.post("/account/password", guess).status == 422);
    CHECK(visitor.post("/account/password", guess).status == 429);
}

TEST_CASE("a token is shown once, to the session that made it, and can be taken back", "[E3]") {
    New_box box;
    Visitor visitor(box), other(box);
    visitor.set_up();
    other.get("/login");
    other.post("/login", login_form);
    const auto wrong = visitor.post("/account/tokens", "label=&works_for=30&access=read&kinds=client");
    CHECK(wrong.status == 422);
    CHECK(wrong.has("value=\"client\" checked"));
    const auto made =
        visitor.post("/account/tokens", "label=Telephone&works_for=30&access=read&kinds=client&kinds=note");
    REQUIRE(made.status == 303);
    CHECK(secret_in(other.get(made.location).body).empty());
    const auto secret = secret_in(visitor.get(made.location).body);
    CHECK(office::identify_token(box.store(), secret, "192.0.2.9"));
    CHECK(secret_in(visitor.get(made.location).body).empty());
    box.store().write({}, [](storage::Write&) {});  // behind the last use, which nobody waits for
    const auto listed = visitor.get("/settings/tokens");
    CHECK(listed.has("Telephone"));
    CHECK(listed.has("Read: Clients, Notes"));
    CHECK(listed.has("192.0.2.9"));
    CHECK(visitor.post("/account/tokens/1/revocation", "").status == 303);
    CHECK_FALSE(office::identify_token(box.store(), secret, "192.0.2.9"));
    CHECK(visitor.get("/account/tokens").has("There are none."));
}

TEST_CASE("after ten minutes the password is asked before people and tokens, and what was typed goes on", "[U3]") {
    New_box box;
    Visitor visitor(box);
    visitor.set_up();
    visitor.get("/account");
    box.minutes_went_by = true;
    const std::string ben = "name=Ben+%3Cb%3E&email=ben%40office.example&role=staff";
    const auto asked = visitor.post("/settings/users", ben);
    CHECK(asked.status == 403);
    CHECK(asked.has("name=\"confirm_password\""));
    CHECK(asked.has("name=\"name\" value=\"Ben &lt;b&gt;\""));
    CHECK(asked.has("action=\"/settings/users\""));
    CHECK(visitor.post("/settings/users", ben + "&confirm_password=").status == 422);
    const auto wrong = visitor.post("/settings/users", ben + "&confirm_password=a+guess");
    CHECK(wrong.status == 422);
    CHECK(wrong.has("value=\"ben@office.example\""));
    CHECK_FALSE(visitor.get("/settings/users").has("Ben"));
    CHECK(visitor.post("/settings/users", ben + "&confirm_password=a+long+enough+secret").status == 303);
    CHECK(visitor.get("/settings/users").has("Ben"));

    for (const auto* target : {"/account/tokens", "/settings/users/2", "/settings/users/2/password",
                               "/settings/users/2/disabling", "/history/1/erasure"})
        CHECK(visitor.post(target, "label=x").status == 403);
    CHECK(visitor.post("/account/sessions/revocation", "").status == 303);
    CHECK(visitor.get("/clients/export.csv").location == "/account/confirmation?next=/clients/export.csv");
    CHECK(visitor.get("/clients/export.csv?q=smith").status == 200);
    const auto question = visitor.get("/account/confirmation?next=/clients/export.csv");
    CHECK(question.has("name=\"next\" value=\"/clients/export.csv\""));
    CHECK(visitor.post("/account/confirmation", "next=/clients/export.csv&confirm_password=a+long+enough+secret")
              .location == "/clients/export.csv");
    box.minutes_went_by = false;
    CHECK(visitor.get("/clients/export.csv").status == 200);
    CHECK(visitor.get("/settings/events?what=exported").has("Clients: all of them"));
}

TEST_CASE("an admin makes a person, who chooses a password before anything else", "[U2][U3]") {
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
    CHECK(visitor.get("/settings/users").has("has not chosen a password yet"));

    ben.get("/login");
    CHECK(ben.post("/login", "email=ben%40office.example&password=" + password).location == "/");
    for (const std::string page : {"/clients", "/account", "/settings/permissions", "/clients/export.csv"})
        CHECK(ben.get(page).location == "/account/new-password?next=" + page);
    CHECK(ben.get("/account/new-password?next=/clients").has("name=\"next\" value=\"/clients\""));
    CHECK(ben.post("/account/preferences", "theme=dark&language=de").location.starts_with("/account/new-password"));
    CHECK(ben.post("/account/new-password", "new_password=" + password + "&new_password_again=" + password).status ==
          422);
    CHECK(ben.post("/account/new-password", "new_password=bens+own+secret&new_password_again=bens+own+sekret").status ==
          422);
    CHECK(ben.post("/account/new-password",
                   "new_password=bens+own+secret&new_password_again=bens+own+secret&next=/clients%3Fq=smith")
              .location.starts_with("/clients?q=smith"));
    CHECK(ben.get("/settings/users").status == 403);
    CHECK_FALSE(ben.get("/settings").has("/settings/users\""));
    CHECK(ben.get("/settings/permissions").status == 200);
    CHECK_FALSE(visitor.get("/settings/users").has("has not chosen a password yet"));

    CHECK(visitor.post("/settings/users/2/disabling", "").status == 303);
    CHECK(ben.get("/account").status == 303);
    CHECK(visitor.get("/settings/users").has("/settings/users/2/enabling"));
    CHECK(visitor.post("/settings/users/2/enabling", "").status == 303);
    const auto reset = visitor.post("/settings/users/2/password", "");
    CHECK(secret_in(visitor.get(reset.location).body) != password);
}

TEST_CASE("admins see what happened, and find it by sort and person", "[U5]") {
    New_box box;
    Visitor visitor(box), stranger(box);
    visitor.set_up();
    stranger.get("/login");
    stranger.post("/login", "email=nobody%40x.example&password=a+guess");
    const auto all = visitor.get("/settings/events");
    CHECK(all.has("Wrong password"));
    CHECK(all.has("nobody@x.example"));
    CHECK(all.has("Firefox · Linux"));
    CHECK_FALSE(visitor.get("/settings/events?what=signed_in").has("nobody@x.example"));
    CHECK_FALSE(visitor.get("/settings/events?person=1").has("nobody@x.example"));
    CHECK(visitor.get("/settings/events?what=nonsense&person=x").has("nobody@x.example"));
    CHECK(stranger.get("/settings/events").status == 303);
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
    CHECK(missing.has("<form class=\"big-search\" action=\"/search\">"));
    CHECK_FALSE(Visitor(box).get("/nothing/here").has("big-search"));
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

TEST_CASE("the page of permissions tells of every kind that has pages", "[U2]") {
    Desk desk;
    const Answer page = desk.get("/settings/permissions");
    for (const Page_row& row : page_rows())
        if (row.pages) CHECK(page.has(office::kind_row(row.kind).type->kind.title));
    CHECK(page.has(">Feedback</summary>"));
    CHECK(page.has(">Delete</th>"));
    CHECK(page.has(">Pin</th>"));
}

}  // namespace pages::test
