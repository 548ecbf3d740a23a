// Documents on the pages of what they belong to, and their own.
#include <catch2/catch_test_macros.hpp>

#include "office/documents/document.h"
#include "pages/desk.h"

namespace pages::test {

using enum http::Method;

TEST_CASE("a client has a tab for documents, where files are uploaded, renamed and deleted", "[P9]") {
    Desk desk;
    desk.add_client("Ann", "Aalto");
    check(desk, {{get, "/clients/1", "", 200, {"/clients/1/documents"}},
                 {get, "/clients/1/documents", "", 200, {"No documents yet", "type=\"file\"", "value=\"1:1\""}}});
    const Answer sent = desk.upload("/documents", "plan.txt", "bytes", "about=1%3A1");
    CHECK(sent.status == 303);
    CHECK(sent.header("location") == "/clients/1/documents");
    const auto plan = desk.stored<office::Document>(1);
    CHECK(plan.file.name == "plan.txt");
    CHECK(plan.about == office::Any_ref{1, 1});
    check(desk, {{get, "/clients/1/documents", "", 200, {"plan.txt", "/documents/1", "/files/1", "TXT, 5 bytes"}},
                 {get, "/clients/1/history", "", 200, {"uploaded the document"}},
                 {get, "/documents", "", 200, {"plan.txt", "Aalto, Ann"}},
                 {get, "/documents?about=1:1", "", 200, {"plan.txt"}},
                 {get, "/documents?about=client:+Aalto,+Ann", "", 200, {"plan.txt"}},
                 {get, "/documents?about=1:2", "", 200, {}, {"/documents/1"}},
                 {get, "/documents/1", "", 200, {"plan.txt", "href=\"/files/1\"", "href=\"/clients/1\""}},
                 {get, "/documents/1/edit", "", 200, {"value=\"client: Aalto, Ann\""}, {"name=\"file\""}},
                 {post, "/documents/1", "revision=1&name=Plan&about=client%3A+Nobody", 422, {"Plan"}},
                 {post, "/documents/1", "revision=1&name=Ground+plan&about=client%3A+Aalto%2C+Ann", 303},
                 {get, "/search?q=ground", "", 200, {"/documents/1"}},
                 {get, "/documents/export.csv", "", 200, {"Ground plan", "client: Aalto, Ann"}},
                 {get, "/documents/1/delete", "", 200},
                 {post, "/documents/1/delete", "revision=2&name=Ground+plan", 303},
                 {get, "/clients/1/documents", "", 200, {"No documents yet"}}});
}

TEST_CASE("files of no record, and of one without tabs, come through a page of their own", "[P9]") {
    Desk desk;
    desk.add(storage::record_type<office::Company>(), {{"name", "Oak"}});
    check(desk, {{get, "/documents/new", "", 200, {"name=\"about\"", "type=\"file\""}},
                 {get, "/documents/new?about=2:1", "", 200, {"Files for Oak"}},
                 {post, "/documents", "about=", 422},
                 {get, "/companies/1", "", 200, {"Documents", "value=\"2:1\""}}});
    CHECK(desk.upload("/documents", "a.txt", "a").header("location") == "/documents");
    CHECK(desk.upload("/documents", "a.txt", "a", "about=company%3A+Oak").header("location") ==
          "/companies/1/documents");
    CHECK(desk.upload("/documents", "a.txt", "a", "about=company%3A+Elm").status == 422);
    check(desk, {{get, "/companies/1", "", 200, {"href=\"/files/2\""}}});
}

TEST_CASE("who may only read sees documents and sends none", "[P9]") {
    Desk desk;
    desk.add_client("Ann", "Aalto");
    desk.upload("/documents", "plan.txt", "bytes", "about=1%3A1");
    desk.as("Rita");
    check(desk, {{get, "/clients/1/documents", "", 200, {"plan.txt"}, {"type=\"file\""}},
                 {get, "/files/1", "", 200},
                 {get, "/documents/new", "", 403}});
    CHECK(desk.upload("/documents", "b.txt", "b").status == 403);
}

}  // namespace pages::test
