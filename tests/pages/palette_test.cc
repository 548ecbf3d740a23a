// The palette: what it finds, where it goes, what it does, and for whom.
#include <catch2/catch_test_macros.hpp>

#include "http/assets.h"
#include "office/clients/note.h"
#include "office/records/kind.h"
#include "pages/desk.h"
#include "pages/frame/places.h"
#include "pages/records/kind.h"

namespace pages::test {

namespace {

/// What the dialog gets, without the page around it, which has links of its own.
struct Offer {
    std::string query;
    std::vector<std::string> contains, lacks = {};
};
void check_offers(Desk& desk, const std::vector<Offer>& offers) {
    for (const Offer& one : offers) {
        INFO(one.query);
        const Answer answer = desk.get("/palette?" + one.query, true);
        CHECK(answer.status == 200);
        for (const std::string& text : one.contains) {
            INFO("contains " << text);
            CHECK(answer.has(text));
        }
        for (const std::string& text : one.lacks) {
            INFO("lacks " << text);
            CHECK_FALSE(answer.has(text));
        }
    }
}

}  // namespace

TEST_CASE("the palette does every action that fits the record in view, and no other", "[keys]") {
    Desk desk;
    desk.add_client("Ann", "Aalto");
    check_offers(desk, {
                           {"from=/clients/1/notes",
                            {"Aalto, Ann", "action=\"/clients/1/archive\"", "href=\"/clients/1/add_tag\"",
                             "href=\"/clients/1/rate\"", "href=\"/clients/1/edit\"", "href=\"/clients/1/delete\""},
                            {"/clients/1/restore"}},
                       });
    REQUIRE(desk.post("/clients/1/archive").status == 303);
    check_offers(desk, {{"from=/clients/1", {"action=\"/clients/1/restore\""}, {"/clients/1/archive"}},
                        {"from=/clients", {"/clients/new"}, {"/clients/1"}},
                        {"from=/clients/99", {"/clients/new"}, {"/clients/99/"}},
                        {"from=nonsense//%FF", {"/clients/new"}}});
    CHECK(desk.get("/clients/1/notes").has("/palette?from=/clients/1/notes"));
}

TEST_CASE("a kind with nothing but its rows is in the palette: found, gone to, made, acted on", "[keys][C1]") {
    Desk desk;
    desk.add_client("Ann", "Aalto");
    REQUIRE(desk.post("/errands", "name=Fetch+keys&client=Aalto%2C+Ann").status == 303);
    check_offers(desk, {{"from=/errands/1",
                         {"Fetch keys", "action=\"/errands/1/finish\"", "href=\"/errands/new\"", "href=\"/errands\""}},
                        {"q=fetch", {"href=\"/errands/1\""}, {"/errands/new"}},
                        {"from=/clients/1", {"/clients/1/errands", "/clients/1/errands/new"}}});
}

TEST_CASE("the palette knows every kind that has pages, and every page of the settings", "[keys]") {
    Desk desk;
    const Answer all = desk.get("/palette", true);
    for (const Page_row& row : page_rows()) {
        const storage::Kind& kind = office::kind_row(row.kind).type->kind;
        if (!row.pages) continue;
        const std::string list = "href=\"/" + std::string(kind.plural);
        INFO(list);
        CHECK(all.has(list + "\""));
        CHECK(all.has(list + "/new\"") == office::is_typed(kind));
    }
    const Answer settings = desk.get("/settings");
    for (auto at = settings.body.find("<ul class=\"lines\">"); at != std::string::npos;) {
        at = settings.body.find("<a href=\"", at);
        if (at == std::string::npos || at > settings.body.find("</main>")) break;
        const auto end = settings.body.find('"', at += 9);
        INFO(settings.body.substr(at, end - at));
        CHECK(all.has("href=\"" + settings.body.substr(at, end - at) + "\""));
    }
    CHECK(all.has("href=\"/account\""));
}

TEST_CASE("typing leaves what begins so, in any case and order, and finds records of any kind", "[keys]") {
    Desk desk;
    const auto ann = desk.add_client("Ann", "Aalto", {{"tags", "Zephyr"}});
    desk.add(storage::record_type<office::Note>(), {{"client", std::to_string(ann)}, {"text", "the gate is quartz"}});
    check_offers(desk, {{"q=CLIENT+new", {"/clients/new"}, {"/companies/new", "href=\"/about\""}},
                        {"q=aal", {"href=\"/clients/1\""}, {"/clients/new"}},
                        {"q=quartz", {"href=\"/notes/1\"", "the gate is <mark>quartz</mark>"}},
                        {"q=zephyr", {"href=\"/settings/tags\""}},
                        {"q=sys", {"/settings/status"}},
                        {"q=%21%21", {"Nothing found for"}},
                        {"q=%FF", {"/clients/new"}},
                        {"q=nothing+at+all", {"Nothing found for"}, {"/clients/new"}}});
    CHECK(desk.get("/palette?q=aal", true).has("data-hits-for=\"aal\""));
    CHECK(desk.get("/palette?q=aal").has("<html"));
}

TEST_CASE("the palette offers nobody what they may not", "[keys][U2]") {
    Desk desk;
    desk.add_client("Ann", "Aalto", {{"tags", "Zephyr"}});
    desk.as("Rita");
    check_offers(
        desk, {{"from=/clients/1",
                {"href=\"/clients\"", "href=\"/about\""},
                {"/clients/1/archive", "/clients/1/edit", "/clients/1/delete", "/new", "/import", "/settings/users"}},
               {"q=zephyr", {"href=\"/clients/1\""}, {"/settings/tags"}},
               {"q=ben", {}, {"/settings/users"}}});
    CHECK(desk.as("Ben").get("/palette?from=/clients/1").has("/clients/1/archive"));
    CHECK_FALSE(desk.get("/palette?from=/clients/1").has("/clients/1/delete"));
}

TEST_CASE("the palette speaks the person's language", "[keys][U6]") {
    Desk desk;
    desk.add_client("Ann", "Aalto");
    desk.language = "de";
    check_offers(desk, {{"from=/clients/1", {"Archivieren", "Gehe zu", "Neuer"}}, {"q=neue", {"/clients/new"}}});
}

TEST_CASE("every icon of a place is bundled", "[X1]") {
    Desk desk;
    for (const http::Asset& asset : http::assets()) {
        if (!asset.path.starts_with("dist/icons-") || !asset.path.ends_with(".svg")) continue;
        const std::string page = desk.get("/palette").body;
        for (auto at = page.find(".svg#"); at != std::string::npos; at = page.find(".svg#", at + 1)) {
            const std::string icon = page.substr(at + 5, page.find('"', at) - at - 5);
            INFO(icon);
            CHECK(std::string_view(asset.bytes).contains("id=\"" + icon + "\""));
        }
    }
}

TEST_CASE("the palette finds settings by the words that people use, for those who may open them", "[keys]") {
    Desk desk;
    desk.as("Ana");
    check_offers(desk, {{"q=users", {"/settings/users\""}},
                        {"q=people", {"/settings/users\""}},
                        {"q=staff", {"/settings/users\""}},
                        {"q=roles", {"/settings/permissions\""}},
                        {"q=currency", {"/settings/currency\""}},
                        {"q=csv", {"/import\""}},
                        {"q=backup", {"/settings/export\"", "/settings/status\""}},
                        {"q=api", {"/settings/tokens\""}}});
    desk.as("Ben");
    check_offers(desk, {{"q=users", {}, {"/settings/users\""}},
                        {"q=currency", {}, {"/settings/currency\""}},
                        {"q=roles", {"/settings/permissions\""}}});
    desk.language = "de";
    check_offers(desk.as("Ana"), {{"q=Benutzer", {"/settings/users\""}}, {"q=Rollen", {"/settings/permissions\""}}});
}

}  // namespace pages::test
