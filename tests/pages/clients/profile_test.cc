// A client's profile: header, tags, stars, notes, contacts, history; pages of companies and contacts.
#include <catch2/catch_test_macros.hpp>
#include <format>

#include "office/clients/note.h"
#include "pages/desk.h"

namespace pages::test {

using enum http::Method;

TEST_CASE("a profile shows who the client is", "[P1]") {
    Desk desk;
    desk.add_client("Heather", "Callahan",
                    {{"phone", "043-797-5229"},
                     {"company", "Acme"},
                     {"tags", "VIP"},
                     {"rating", "3"},
                     {"priority", "high"},
                     {"website", "https://example.com/"},
                     {"description", "Large **garden**"},
                     {"assignee", "Ben"}});
    const Answer answer = desk.get("/clients/1");
    CHECK(answer.response.cacheable);
    for (const char* text : {"<h1><bdi>Heather Callahan</bdi></h1>", "Person", "chip-green\"", ">Active</a>",
                             "tel:0437975229", "/companies/1", "VIP", "3 of 5", "High", "<strong>garden</strong>",
                             "Ben", "/clients/1/notes", "/clients/1/history", "/clients/1/values/phone"}) {
        INFO(text);
        CHECK(answer.has(text));
    }
}

TEST_CASE("what is in the head is not among the details, and what is empty is offered to be added", "[P1][P2]") {
    Desk desk;
    desk.add_client("Ann", "Aalto", {{"phone", "043-797-5229"}, {"website", "https://example.com/"}});
    check(desk, {{get,
                  "/clients/1/details",
                  "",
                  200,
                  {"id=\"value-phone\"", "id=\"value-website\"", "id=\"value-last_name\"",
                   "data-opens=\"value-company\"", "None yet. Without one"},
                  {"data-opens=\"value-phone\"", "id=\"composer\"", "id=\"value-newsletter\""}},
                 {get, "/clients/1", "", 200, {"id=\"composer\""}, {"id=\"value-website\"", "None yet. Without one"}},
                 {get, "/clients/1/values/billing_address", "", 200, {" autofocus"}},
                 {get, "/clients/1/values/priority", "", 200, {" autofocus"}}});
    const std::string& page = desk.get("/clients/1/details").body;
    CHECK(page.find("id=\"value-phone\"") == page.rfind("id=\"value-phone\""));
    desk.as("Rita");
    check(desk, {{get, "/clients/1", "", 200, {"tel:0437975229"}, {"data-opens", "client-add\"", "/edit\""}}});
}

TEST_CASE("one action is filled, at most four stand beside it, and the dangerous ones come last", "[P1]") {
    Desk desk;
    desk.add_client("Ann", "Aalto");
    const std::string page = desk.get("/clients/1").body;
    const std::string head =
        page.substr(page.find("client-actions"), page.find("</section>") - page.find("client-actions"));
    const auto times = [&](std::string_view what) {
        std::size_t found = 0;
        for (auto at = head.find(what); at != std::string::npos; at = head.find(what, at + 1)) ++found;
        return found;
    };
    CHECK(times("btn btn-primary") == 1);
    CHECK(times("btn wide-action") <= 4);
    CHECK(head.rfind("/clients/1/delete") > head.rfind("/clients/1/archive"));
    CHECK(head.rfind("/clients/1/archive") > head.rfind("/clients/1/merge"));
    CHECK(head.rfind("/clients/1/merge") > head.rfind("/clients/1/tenders/new"));
}

TEST_CASE("Overview has at most three of a kind, with a way to all, and nothing that is empty", "[P6]") {
    Desk desk;
    desk.add_client("Ann", "Aalto");
    check(desk, {{get,
                  "/clients/1",
                  "",
                  200,
                  {"Overview"},
                  {"Open tasks", "Latest documents", "Pinned", "Next appointment", "people-label"}}});
    for (int number = 1; number <= 5; ++number) {
        desk.post("/clients/1/tasks", std::format("title=Job+{}&due=2030-01-0{}", number, number));
        desk.post("/clients/1/notes", std::format("text=Said+{}&pinned={}", number, number == 1 ? "yes" : "no"));
        desk.post("/clients/1/contacts/new", std::format("name=Kim+{}&phone=555010{}", number, number));
    }
    desk.post("/clients/1/tenders/new", "title=Town+hall");
    desk.post("/clients/1/tasks/new", "title=Visit&appointment.date=2030-05-05&appointment.place=Gate");
    check(desk, {{get,
                  "/clients/1",
                  "",
                  200,
                  {"Next appointment", "Visit", "Gate", "Job 1", "Job 3", "Open tenders", "Town hall", "Said 1",
                   "Primary", "Kim 1", "Kim 3", "All 5", "state=in_progress\">Open tasks"},
                  {"Job 4", "Said 2"}},
                 {get, "/clients/1/details", "", 200, {"Job 1", "Kim 1"}, {"Said 5"}}});
}

TEST_CASE("consents are among the details, and are withdrawn there", "[S7]") {
    Desk desk;
    desk.add_client("Ann", "Aalto");
    check(desk, {{post, "/clients/1/give_consent", "purpose=newsletter&how=staff&wording=News%2C+please", 303},
                 {get, "/clients/1/details", "", 200, {"Newsletter", "Told to the office", "/consents/1/withdraw"}}});
    CHECK(desk.client(1).newsletter);
    check(desk, {{post, "/consents/1/withdraw", "", 303},
                 {get, "/clients/1/details", "", 200, {"Withdrawn"}, {"/consents/1/withdraw"}},
                 {get, "/clients/1/edit", "", 200, {"name=\"reference\""}, {"name=\"newsletter\""}}});
    CHECK_FALSE(desk.client(1).newsletter);
}

TEST_CASE("a contact has an address, which is shown, found and suggested", "[K1]") {
    Desk desk;
    desk.add_client("Ann", "Aalto");
    check(desk, {{get, "/clients/1/contacts/new", "", 200, {"name=\"address.street\"", "/addresses/suggestions"}},
                 {post, "/clients/1/contacts/new",
                  "name=Kim&phone=555010&address.street=Quay+Road+7&address.city=Cork&address.postcode=T12", 303},
                 {get, "/contacts/1", "", 200, {"Quay Road 7", "T12 Cork", "openstreetmap"}},
                 {get, "/contacts?q=quay", "", 200, {"Kim"}}});
    CHECK(desk.get("/addresses/suggestions?billing_address.street=quay", true).has("Quay Road 7"));
}

TEST_CASE("stars are set and taken back with one click", "[P1]") {
    Desk desk;
    desk.add_client("Ann", "Aalto");
    CHECK(desk.post("/clients/1/rate", "rating=4").header("location") == "/clients/1");
    const Answer answer = desk.post("/clients/1/rate", "rating=5", true);
    CHECK(answer.has("5 of 5"));
    CHECK_FALSE(answer.has("<html"));
    CHECK(desk.client(1).rating.count == 5);
    desk.post("/clients/1/rate", "rating=", true);
    CHECK(desk.client(1).rating.count == 0);
    CHECK(desk.post("/clients/1/rate", "rating=9").status == 422);
}

TEST_CASE("tags are added and removed one at a time", "[C7]") {
    Desk desk;
    desk.add_client("Ann", "Aalto");
    CHECK(desk.post("/clients/1/add_tag", "tag=VIP").status == 303);
    CHECK(desk.post("/clients/1/add_tag", "tag=vip", true).has("/clients/1/remove_tag"));
    CHECK(desk.client(1).tags.size() == 1);
    CHECK(desk.post("/clients/1/add_tag", "tag=", true).status == 422);
    CHECK(desk.post("/clients/1/add_tag", "tag=a%2Cb", true).has("must not contain commas"));
    CHECK(desk.post("/clients/1/remove_tag", "asked.by=id&tag=1", true).has("tags-add"));
    CHECK(desk.client(1).tags.empty());
    CHECK(desk.post("/clients/1/remove_tag", "asked.by=id&tag=77").status == 422);
    CHECK(desk.post("/clients/9/add_tag", "tag=VIP").status == 404);
}

TEST_CASE("a client is archived and restored", "[C11]") {
    Desk desk;
    desk.add_client("Ann", "Aalto");
    check(desk, {{post, "/clients/1/archive", "", 303},
                 {get, "/clients/1", "", 200, {"Archived", "/clients/1/restore"}, {"/clients/1/archive"}},
                 {post, "/clients/1/restore", "", 303},
                 {get, "/clients/1", "", 200, {"/clients/1/archive"}}});
}

TEST_CASE("notes are written, edited by their author, pinned and binned", "[P7]") {
    Desk desk;
    desk.add_client("Ann", "Aalto");
    desk.as("Ben");
    check(desk, {
                    {post, "/clients/1/notes", "text=Gate+code+**4711**+%3Cscript%3E", 303},
                    {get,
                     "/clients/1/notes",
                     "",
                     200,
                     {"<strong>4711</strong>", "/clients/1/notes/1/edit", "Ben"},
                     {"<script>alert", "<script>\n"}},
                    {post, "/clients/1/notes", "text=", 422, {"Write a note first."}},
                    {post, "/clients/1/notes", "text=second", 303},
                    {post, "/notes/1/pin", "", 303},
                    {post, "/notes/1/pin", "", 303},
                    {get, "/clients/1/notes/1/edit", "", 200, {"Gate code"}},
                    {post, "/clients/1/notes/1", "revision=2&client=Aalto%2C+Ann&text=Gate+code+5000&pinned=yes", 303},
                    {post, "/notes/1", "revision=2&client=Aalto%2C+Ann&text=mine", 409, {"mine", "Gate code 5000"}},
                    {post, "/notes/1", "revision=3&client=Aalto%2C+Ann&text=", 422, {"Write a note first."}},
                    {post, "/clients/9/notes", "text=x", 404},
                });
    CHECK(desk.stored<office::Note>(1).pinned);
    const Answer tab = desk.get("/clients/1/notes");
    CHECK(tab.body.find("5000") < tab.body.find("second"));
    desk.as("Ana").post("/clients/1/notes", "text=of+Ana");
    desk.as("Ben");
    check(desk, {
                    {get, "/clients/1/notes", "", 200, {"of Ana"}, {"/notes/3/edit", "/notes/3/unpin"}},
                    {get, "/notes", "", 200, {"of Ana", "/clients/1/notes\"><bdi>Aalto, Ann", "/notes/2/edit"}},
                    {get, "/clients/1/notes?q=second", "", 200, {"second"}, {"5000"}},
                    {get, "/clients/1/notes?author=me", "", 200, {"5000"}, {"of Ana"}},
                    {get, "/notes/3", "", 200, {"of Ana"}, {"/notes/3/edit"}},
                    {post, "/notes/3/pin", "", 403},
                    {get, "/notes/3/edit", "", 403},
                    {post, "/notes/3", "revision=1&text=x", 403},
                    {get, "/notes/3/values/text", "", 403},
                    {post, "/notes/3/values/text", "revision=1&text=x", 403},
                    {get, "/notes/3/delete", "", 403},
                    {post, "/notes/3/delete", "", 403},
                    {get, "/clients/1/notes/2/delete", "", 200, {"Delete second?"}, {"type the name"}},
                    {post, "/clients/1/notes/2/delete", "", 303},
                    {get, "/clients/1/notes", "", 200, {}, {"second"}},
                });
}

TEST_CASE("contacts are added, made primary and removed", "[K1][K2][K3]") {
    Desk desk;
    desk.add_client("Ann", "Aalto");
    desk.add_client("Bea", "Brown");
    check(desk,
          {
              {get, "/clients/1/contacts", "", 200, {"No contacts yet", "/clients/1/add_contact"}},
              {get, "/clients/1/contacts/new", "", 200, {"name=\"position\""}, {"name=\"clients\""}},
              {post, "/clients/1/contacts/new", "name=Kim", 422, {"value=\"Kim\"", "<h1><bdi>Ann Aalto</bdi></h1>"}},
              {post, "/clients/1/contacts/new", "name=Kim&email=kim%40example.com&position=Manager", 303},
              {post, "/clients/1/contacts/new", "name=Lea&phone=1234567", 303},
              {get, "/clients/1/contacts", "", 200, {"Kim", "Manager", "Primary contact", "tel:1234567", "Lea"}},
              {post, "/clients/1/remove_contact", "asked.by=id&contact=1", 303},
              {get, "/clients/1/contacts", "", 200, {"/contacts/1"}},
              {post, "/clients/1/make_primary", "asked.by=id&contact=2", 303},
              {post, "/clients/1/make_primary", "asked.by=id&contact=2", 303},
              {post, "/clients/1/remove_contact", "asked.by=id&contact=1", 303},
              {get, "/clients/1/contacts", "", 200, {"Lea"}, {"Manager"}},
              {post, "/clients/2/add_contact", "contact=lea", 303},
              {get, "/clients/2/contacts", "", 200, {"Lea"}},
              {post, "/clients/2/add_contact", "contact=nobody", 422, {"is not a contact", "value=\"nobody\""}},
              {post, "/clients/2/add_contact", "contact=", 422, {"Choose a contact."}},
              {post, "/clients/2/make_primary", "asked.by=id&contact=77", 422},
              {get, "/contacts/2", "", 200, {"Aalto, Ann", "Brown, Bea"}},
              {post, "/contacts/2/delete", "name=Lea", 403, {"primary contact"}},
          });
}

TEST_CASE("two contacts of one name are told apart by the buttons beside them", "[K2]") {
    Desk desk;
    desk.add_client("Ann", "Aalto");
    for (const char* phone : {"11111", "22222"})
        desk.post("/clients/1/contacts/new", std::format("name=Kim&phone={}", phone));
    const Answer tab = desk.get("/clients/1/contacts");
    CHECK(tab.has("name=\"contact\" value=\"2\"><button class=\"btn btn-icon btn-sm\" aria-label=\"Make primary: Kim"));
    CHECK_FALSE(tab.has("name=\"contact\" value=\"1\"><button"));  // it is the primary one
    CHECK(desk.post("/clients/1/make_primary", "asked.by=id&contact=2").status == 303);
    CHECK(desk.client(1).primary_contact.id == 2);
}

TEST_CASE("an edit of a contact shows on every client", "[K5]") {
    Desk desk;
    desk.add_client("Ann", "Aalto");
    desk.add_client("Bea", "Brown");
    desk.post("/clients/1/contacts/new", "name=Kim&phone=1234567");
    desk.post("/clients/2/add_contact", "contact=Kim");
    const auto revision = desk.stored<office::Contact>(1).revision;
    check(desk,
          {{post, "/contacts/1",
            std::format("revision={}&name=Kim+Berg&phone=1234567&clients=Aalto%2C+Ann%3B+Brown%2C+Bea", revision), 303},
           {get, "/clients/1/contacts", "", 200, {"Kim Berg"}},
           {get, "/clients/2/contacts", "", 200, {"Kim Berg"}}});
    CHECK(desk.stored<office::Contact>(1).clients.size() == 2);
}

TEST_CASE("history tells who changed what, and survives what is gone", "[P18]") {
    Desk desk;
    desk.add_client("Ann", "Aalto", {{"company", "Acme"}});
    desk.as("Ben").post("/clients/1/values/phone", "revision=1&phone=123456");
    desk.post("/clients/1/values/company", "revision=2&company=Zebra&new.company=Zebra");
    desk.post("/clients/1/notes", "text=Called");
    desk.post("/clients/1/contacts/new", "name=Kim&phone=1234567");
    desk.as("Ana").post("/companies/1/delete", "name=Acme");
    check(desk,
          {
              {get,
               "/clients/1/history",
               "",
               200,
               {"Today", "Ben</bdi></strong> changed", "Phone", "<ins dir=\"auto\">123456</ins>", "(deleted)", "Zebra",
                "wrote a note", "added the contact", "Kim", "created"}},
              {get, "/clients/1/history?kind=notes", "", 200, {"wrote a note"}, {"added the contact", "123456</ins>"}},
              {get, "/clients/1/history?kind=nonsense&before=x", "", 200, {"wrote a note"}},
              {get, "/clients/1/history?before=1", "", 200, {"Nothing has happened yet"}},
          });
}

TEST_CASE("a long history goes on with older entries", "[P18]") {
    Desk desk;
    desk.add_client("Ann", "Aalto");
    for (int i = 1; i <= 60; ++i) desk.post("/clients/1/rate", std::format("rating={}", i % 5 + 1));
    const Answer first = desk.get("/clients/1/history");
    const auto at = first.body.find("/clients/1/history?before=");
    REQUIRE(at != std::string::npos);
    const std::string url = first.body.substr(at, first.body.find('"', at) - at);
    const Answer second = desk.get(url);
    CHECK(second.has("created"));
    CHECK_FALSE(second.has(">Older<"));
}

TEST_CASE("a company shows its clients", "[C9]") {
    Desk desk;
    desk.add_client("Ann", "Aalto", {{"company", "Acme"}});
    desk.add_client("Bea", "Brown");
    check(desk,
          {
              {get, "/companies/1", "", 200, {"Acme", "Aalto, Ann", "/companies/1/values/website"}, {"Brown, Bea"}},
              {post, "/companies", "name=acme", 422, {"href=\"/companies/1\""}},
              {post, "/companies", "name=Zebra&address.city=Oslo", 303},
              {post, "/companies/1/delete", "name=Acme", 303},
              {get, "/clients/1", "", 200, {}, {"Acme"}},
          });
}

TEST_CASE("pages speak the caller's language", "[U6]") {
    Desk desk;
    desk.language = "de";
    desk.add_client("Ann", "Aalto");
    check(desk,
          {{get, "/clients/1", "", 200, {"<html lang=\"de\""}}, {get, "/clients", "", 200, {"<html lang=\"de\""}}});
}

}  // namespace pages::test
