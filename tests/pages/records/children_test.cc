// What belongs to a record, as the general list in its page.
#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <format>

#include "office/records/kind.h"
#include "pages/desk.h"
#include "pages/records/kind.h"
#include "pages/records/lists/children.h"
#include "sample/errand.h"

namespace pages::test {

using enum http::Method;

namespace {

/// Two clients of Acme, with errands: three of Ann's, one of Bea's.
struct Office {
    Desk desk;
    Office() {
        desk.add_client("Ann", "Aalto", {{"company", "Acme"}});
        desk.add_client("Bea", "Brown", {{"company", "Acme"}});
        for (const auto& [name, client, priority] :
             {std::tuple{"Keys", 1, "high"}, {"Ladder", 1, "low"}, {"Rope", 1, "high"}, {"Saw", 2, "high"}})
            desk.add(storage::record_type<sample::Errand>(),
                     {{"name", name}, {"client", std::to_string(client)}, {"priority", priority}});
    }
};

}  // namespace

TEST_CASE("the list in a record's page has what any list has, of what belongs to it", "[C2][P6]") {
    Office office;
    check(
        office.desk,
        {
            {get, "/clients/1/errands", "", 200, {"Keys", "Ladder", "Rope", "<h1><bdi>Ann Aalto</bdi></h1>"}, {"Saw"}},
            {get, "/clients/1/errands?priority=high", "", 200, {"Keys", "Rope"}, {"Ladder", "Saw"}},
            {get, "/clients/1/errands?q=rope", "", 200, {"Rope"}, {"Select Keys", "Saw"}},
            // Nobody takes the condition away.
            {get, "/clients/1/errands?client=2", "", 200, {"Keys"}, {"Saw"}},
            {get, "/clients/1/errands?client.mode=none&client=1", "", 200, {"Keys"}, {"Saw"}},
            {get,
             "/clients/1/errands?priority=low",
             "",
             200,
             {"/errands/export.csv?client=1&amp;priority=low", "/clients/1/errands/bulk",
              "/clients/1/errands?priority=low&amp;sort=-name"},
             {"name=\"client\""}},
            {get, "/errands/export.csv?client=1&priority=low", "", 200, {"Ladder"}, {"Keys", "Saw"}},
            {get, "/clients/1/errands?priority=nonsense", "", 422},
            {get, "/clients/9/errands", "", 404},
            {get, "/clients/2/errands", "", 200, {"Saw", "<h1><bdi>Bea Brown</bdi></h1>"}, {"Select Keys"}},
        });
    const Answer sorted = office.desk.get("/clients/1/errands?sort=-name");
    INFO(sorted.body.substr(sorted.body.find("<tbody>"), 600));
    CHECK(sorted.body.find("/errands/3\"") < sorted.body.find("/errands/1\""));
}

TEST_CASE("a record is added, changed and deleted where it belongs", "[C2][P6]") {
    Office office;
    check(office.desk,
          {
              {get, "/clients/2/errands/new", "", 200, {"<h1><bdi>Bea Brown</bdi></h1>", "New"}, {"name=\"client\""}},
              {post,
               "/clients/2/errands/new",
               "name=&due=2026-12-01",
               422,
               {"Fill in “Name”.", "2026-12-01", "<h1><bdi>Bea Brown</bdi></h1>"}},
              {post, "/clients/2/errands/new", "name=Nails&client=Aalto%2C+Ann", 303},
              {get, "/clients/2/errands", "", 200, {"Nails", "/clients/2/errands/5/edit"}},
              {get, "/clients/2/errands/5/edit", "", 200, {"value=\"Nails\"", "action=\"/clients/2/errands/5\""}},
              {post, "/clients/2/errands/5", "revision=1&name=Screws&client=Brown%2C+Bea", 303},
              {post, "/clients/2/errands/5", "revision=1&name=Bolts&client=Brown%2C+Bea", 409, {"Screws", "Bolts"}},
              // Of somebody else there is nothing here.
              {get, "/clients/1/errands/5/edit", "", 404},
              {post, "/clients/1/errands/5", "revision=2&name=Taken", 404},
              {post, "/clients/1/errands/5/delete", "name=Screws", 404},
              {get, "/clients/2/errands/5/delete", "", 200, {"Delete Screws?", "href=\"/clients/2/errands\""}},
          });
    CHECK(office.desk.post("/clients/2/errands/new", "name=Wire").header("location") == "/clients/2/errands");
    CHECK(office.desk.post("/clients/2/errands/5/delete", "name=Screws").header("location") == "/clients/2/errands");
    office.desk.as("Rita");
    check(office.desk, {{get, "/clients/2/errands", "", 200, {}, {"/errands/new", "/edit\""}},
                        {get, "/clients/2/errands/new", "", 403},
                        {post, "/clients/2/errands/new", "name=x", 403}});
}

TEST_CASE("a new one belongs to the record of the page, also when another is called the same", "[P6]") {
    Desk desk;
    desk.add_client("Ann", "Aalto");
    desk.store().write({0, "Test"}, [](storage::Write& write) {
        office::Client twin;
        twin.first_name = "Ann";
        twin.last_name = "Aalto";
        twin.email = *storage::Value<office::Email>::parse("twin@a.example");
        write.create(twin);
    });
    CHECK(desk.post("/clients/2/errands/new", "name=Keys").status == 303);
    CHECK(desk.stored<sample::Errand>(1).client.id == 2);
}

TEST_CASE("many are done at once where they belong, and one is back there", "[C2][P6]") {
    Office office;
    const std::string all = "/clients/1/errands/bulk?bulk.verb=finish&bulk.all=yes";
    CHECK(office.desk.get(all + "&priority=high").has("<h1><bdi>Ann Aalto</bdi></h1>"));
    const Answer done = office.desk.post(all + "&priority=high");
    CHECK(done.header("location") == "/clients/1/errands?priority=high");
    const auto is_done = [&](storage::Id id) {
        return office.desk.stored<sample::Errand>(id).state == sample::Errand_state::done;
    };
    CHECK(is_done(1));
    CHECK_FALSE(is_done(2));  // of low priority
    CHECK(is_done(3));
    CHECK_FALSE(is_done(4));  // another client's
}

TEST_CASE("any kind has lists of what says that it is added there", "[C9][P6]") {
    Office office;
    check(office.desk, {
                           {get, "/companies/1", "", 200, {"/companies/1/clients/new", "Aalto, Ann"}},
                           {get,
                            "/companies/1/clients",
                            "",
                            200,
                            {"Aalto, Ann", "Brown, Bea", "<h1><bdi>Acme", "/companies/1/documents"}},
                           {get, "/companies/1/clients?q=bea", "", 200, {"Brown, Bea"}, {"Aalto, Ann"}},
                           {get, "/companies/1/clients/new", "", 200, {"<h1><bdi>Acme"}, {"name=\"company\""}},
                           {post, "/companies/1/clients/new", "type=organisation&organisation=Oak", 303},
                           {get, "/companies/1/clients", "", 200, {"Oak"}},
                           {get, "/companies/1/documents", "", 200, {"type=\"file\"", "value=\"2:1\""}},
                       });
    CHECK(office.desk.client(3).company.id == 1);
    const auto& schema = office.desk.store().schema();
    for (const office::Kind_row& row : office::kinds())
        for (const Children& children : children_of(schema, row.type->kind)) {
            if (!page_row(row.type->kind.number).pages) continue;
            CAPTURE(row.type->kind.name, children.type->kind.name);
            const std::string pattern =
                std::format("/{}/<parent>/{}", row.type->kind.plural, children.type->kind.plural);
            CHECK(std::ranges::contains(office.desk.addresses(), pattern, &Desk::Address::pattern));
        }
}

}  // namespace pages::test
