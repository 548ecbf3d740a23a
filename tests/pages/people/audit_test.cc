// The audit: who did what, when, before → after; found by person, sort, day and record; as a file; and verified.
#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <format>
#include <set>

#include "office/people/events.h"
#include "office/people/verification.h"
#include "pages/desk.h"
#include "pages/people/event_words.h"
#include "pages/visitor.h"

namespace pages::test {

TEST_CASE("changes are found by person, day, sort and record, with what they changed", "[U5]") {
    Desk desk;
    const auto client = desk.add_client("Ida", "Heron");
    desk.add_client("Otto", "Zebra");
    REQUIRE(desk.as("Ben")
                .call(http::Method::patch, std::format("/api/v1/clients/{}", client), R"({"last_name":"Crane"})")
                .status == 200);
    desk.as("Ana");
    check(desk,
          {
              {http::Method::get, "/settings/changes", {}, 200, {"Heron", "Crane", "Zebra", "Ben"}},
              {http::Method::get, "/settings/changes?person=2", {}, 200, {"Crane"}, {"Zebra"}},
              {http::Method::get, "/settings/changes?act=created", {}, 200, {"Zebra"}, {"<ins dir=\"auto\">Crane"}},
              {http::Method::get,
               std::format("/settings/changes?kind=clients&number={}", client),
               {},
               200,
               {"Crane"},
               {"Zebra, Otto"}},
              {http::Method::get, "/settings/changes?kind=tasks", {}, 200, {"Nothing has happened yet."}},
              {http::Method::get, "/settings/changes?to=2001-01-01", {}, 200, {"Nothing has happened yet."}},
              {http::Method::get, "/settings/changes?from=2001-01-01&to=2999-01-01", {}, 200, {"Crane", "Zebra"}},
              {http::Method::get, "/settings/changes?from=2999-01-01", {}, 200, {"Nothing has happened yet."}},
          });
    desk.as("Ben");
    CHECK(desk.get("/settings/changes").status == 403);
    CHECK(desk.get("/settings/changes.csv").status == 403);
}

TEST_CASE("what cannot be read is said at its field and kept", "[U5]") {
    Desk desk;
    check(desk,
          {
              {http::Method::get, "/settings/changes?from=yesterday", {}, 200, {"yesterday", "field-error"}},
              {http::Method::get, "/settings/changes?number=seven", {}, 200, {"is not a number", "seven"}},
              {http::Method::get, "/settings/changes?number=7", {}, 200, {"must be chosen as well"}},
              {http::Method::get, "/settings/changes?from=2026-03-02&to=2026-03-01", {}, 200, {"must not be before"}},
              {http::Method::get, "/settings/events?from=nonsense&to=2026-02-30", {}, 200, {"nonsense", "2026-02-30"}},
          });
}

TEST_CASE("long histories come page by page, each change once", "[U5]") {
    Desk desk;
    for (int i = 0; i < 100; ++i) desk.add_client("Ida", std::format("Heron{}x", i));
    std::set<std::string> seen;
    std::string url = "/settings/changes?kind=clients";
    std::size_t pages = 0;
    while (!url.empty() && ++pages < 10) {
        const Answer page = desk.get(url);
        for (int i = 0; i < 100; ++i)
            if (page.has(std::format("Heron{}x, Ida", i))) CHECK(seen.insert(std::to_string(i)).second);
        const auto at = page.body.find("/settings/changes?kind=clients&amp;before=");
        url = at == std::string::npos ? "" : page.body.substr(at, page.body.find('"', at) - at);
        if (const auto amp = url.find("&amp;"); amp != std::string::npos) url.replace(amp, 5, "&");
    }
    CHECK(seen.size() == 100);
    CHECK(pages == 3);
}

TEST_CASE("both come as files, after the password, guarded against spreadsheets", "[U5]") {
    Desk desk;
    desk.add_client("Ida", "Heron");
    office::note(desk.store(), {.what = office::Happening::wrong_password, .who = "=cmd()", .address = "10.0.0.6"});
    const Answer events = desk.get("/settings/events.csv?what=wrong_password");
    CHECK(events.has("When,What,Who,From,About\r\n"));
    CHECK(events.has(",Wrong password,'=cmd(),10.0.0.6,\r\n"));
    const Answer changes = desk.get("/settings/changes.csv");
    CHECK(changes.has("When,Who,What,Records,Record number,Name,Field,Before,After\r\n"));
    CHECK(changes.has(",Client,1,"));
    CHECK(desk.get("/settings/events?what=exported").has("Changes: all of them"));
    CHECK(desk.get("/settings/events?what=exported").has("Sign-ins and safety: some of them"));

    New_box box;
    Visitor visitor(box);
    visitor.set_up();
    box.minutes_went_by = true;
    for (const std::string url : {"/settings/events.csv", "/settings/changes.csv"})
        CHECK(visitor.get(url).location == "/account/confirmation?next=" + url);
}

TEST_CASE("a long history is one file, each change once", "[U5]") {
    Desk desk;
    for (int i = 0; i < 2'000; ++i) desk.add_client("Ida", std::format("Heron{}x", i));
    const std::string file = desk.get("/settings/changes.csv?kind=clients").body;
    CHECK(std::ranges::count(file, '\n') == 2'001);
}

TEST_CASE("the history is verified from its page, which says how it went and when", "[U5]") {
    New_box box;
    Visitor visitor(box);
    visitor.set_up();
    CHECK(visitor.get("/settings/changes").has("Verify now"));
    CHECK(visitor.post("/settings/changes/verification", "").location == "/settings/changes");
    CHECK(visitor.get("/settings/changes").has("The history is being verified"));
    office::verify_history(box.store());
    const auto page = visitor.get("/settings/changes");
    CHECK(page.has("History verified: nothing was changed"));
    CHECK(page.has(" entries"));
    CHECK(page.has("Verify now"));
}

TEST_CASE("what events are about is said in the language of whoever looks", "[U5][U6]") {
    using office::Happening;
    const auto& german = Language::named("de");
    const auto say = [&](office::Event event) { return about_event(german, event); };
    CHECK(say({.what = Happening::rights_changed, .detail = "staff disabled", .by = "Ana"}) ==
          "Mitarbeiter, kann sich nicht anmelden, von Ana");
    CHECK(say({.what = Happening::right_given, .detail = "staff export_records"}) == "Mitarbeiter: Exportieren");
    CHECK(say({.what = Happening::exported, .detail = "clients all"}) == "Kunden: alle");
    CHECK(say({.what = Happening::erased_for_good, .detail = "client 7, note 3"}) == "Kunde 7, Notiz 3");
    CHECK(say({.what = Happening::recovery_used, .detail = "1"}) == "1 Wiederherstellungscode ist übrig.");
    CHECK(say({.what = Happening::password_given, .by = "Ana"}) == "von Ana");
    CHECK(say({.what = Happening::rights_changed, .detail = "Admin, by Ada"}) == "Admin, by Ada");  // of older versions
    for (const auto& option : options(Happening{}))
        CHECK(label_of(german, static_cast<Happening>(option.number)) != option.label);
}

}  // namespace pages::test
