// Documents on the pages of what they belong to, and their own.
#include <catch2/catch_test_macros.hpp>

#include "office/documents/document.h"
#include "pages/desk.h"
#include "pictures/samples.h"

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
    check(desk, {{get, "/clients/1/documents", "", 200, {"plan.txt", "/documents/1", "/files/1", "Text, 5 bytes"}},
                 {get, "/clients/1/history", "", 200, {"uploaded the document"}},
                 {get, "/documents", "", 200, {"plan.txt", "Aalto, Ann"}},
                 {get, "/documents?about=1:1", "", 200, {"plan.txt"}},
                 {get, "/documents?about=client:+Aalto,+Ann", "", 200, {"plan.txt"}},
                 {get, "/documents?about=1:2", "", 200, {}, {"/documents/1"}},
                 {get, "/documents/1", "", 200, {"plan.txt", "href=\"/files/1\"", "href=\"/clients/1\""}},
                 {get, "/documents/1/edit", "", 200, {"value=\"client: Aalto, Ann\""}, {"name=\"file\""}},
                 {post, "/documents/1", "revision=1&name=Plan&about=client%3A+Nobody", 422, {"Plan"}},
                 {post, "/documents/1", "revision=1&name=Ground+plan&about=client%3A+Aalto%2C+Ann", 303},
                 {get, "/search?q=ground", "", 303},
                 {get, "/documents/export.csv", "", 200, {"Ground plan", "client: Aalto, Ann"}},
                 {get, "/documents/1/delete", "", 200, {"Delete Ground plan?"}, {"name=\"name\""}},
                 {post, "/documents/1/delete", "revision=1", 422, {"Somebody changed it"}},
                 {post, "/documents/1/delete", "revision=2", 303},
                 {get, "/clients/1/documents", "", 200, {"No documents yet"}}});
}

TEST_CASE("a client's documents say when they came, where files may be dropped, and nothing that means nothing",
          "[P9]") {
    Desk desk;
    desk.add_client("Ann", "Aalto");
    desk.upload("/documents", "plan.txt", "bytes", "about=1%3A1");
    check(desk, {{get, "/clients/1/documents", "", 200, {"Created", "data-drop-hint"}},
                 {get, "/documents", "", 200, {"Created"}},
                 {get, "/documents/1", "", 200, {"Visible to the client"}, {"Issued"}}});
    auto plan = desk.stored<office::Document>(1);
    plan.issued = true;
    desk.store().write({0, "Box"}, [&](storage::Write& write) { write.update(plan); });
    CHECK(desk.get("/documents/1").has("Issued"));
    CHECK(desk.get("/clients/1/history").body.find("uploaded the document") ==
          desk.get("/clients/1/history").body.rfind("uploaded the document"));
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

TEST_CASE("pictures have previews in lists, in tabs and on their page", "[P9]") {
    Desk desk;
    desk.add_client("Ann", "Aalto");
    const std::string photo = pictures::test::jpeg({800, 600});
    desk.upload("/documents", "roof.txt", photo, "about=1%3A1");
    desk.upload("/documents", "plan.jpg", "A plan", "about=1%3A1");
    const std::string thumb =
        "src=\"/files/1/preview?size=small\" alt=\"roof.txt\" width=\"40\" height=\"40\" loading=\"lazy\"";
    check(desk, {{get, "/documents", "", 200, {thumb, "JPEG, ", "Text, 6 bytes"}, {"/files/2/preview"}},
                 {get, "/clients/1/documents", "", 200, {thumb}, {"/files/2/preview"}},
                 {get,
                  "/documents/1",
                  "",
                  200,
                  {"src=\"/files/1/preview\" alt=\"Preview of roof.txt\" width=\"320\" height=\"240\"", ">Open</a>",
                   "href=\"/files/1?download=yes\" download"}},
                 {get, "/documents/2", "", 200, {">Download</a>"}, {">Open</a>", "/preview"}},
                 {get, "/files/2/preview", "", 404},
                 {get, "/files/3/preview", "", 404}});
    const Answer before = desk.get("/files/1/preview");
    CHECK(before.response.type == "image/svg+xml");
    CHECK(before.header("cache-control") == "no-store");
    desk.make_previews();
    const Answer large = desk.get("/files/1/preview");
    CHECK(large.response.type == "image/jpeg");
    CHECK(large.header("etag") != desk.get("/files/1/preview?size=small").header("etag"));
    CHECK(large.header("cache-control") == "private, no-cache");
    CHECK(large.response.content->size < photo.size());
}

TEST_CASE("a picture that is damaged or a trap says so on its page", "[P9]") {
    Desk desk;
    desk.upload("/documents", "cut.jpg", pictures::test::jpeg({800, 600}).substr(0, 900));
    desk.upload("/documents", "bomb.png", pictures::test::png_head({50'000, 50'000}));
    desk.make_previews();
    check(desk, {{get, "/documents/1", "", 200, {"No preview: the picture is damaged."}, {"/preview"}},
                 {get, "/documents/2", "", 200, {"No preview: the picture has too many pixels."}, {"/preview"}},
                 {get, "/documents", "", 200, {"/files/1/preview"}},
                 {get, "/files/1/preview", "", 200, {"<svg"}}});
    desk.language = "de";
    check(desk, {{get, "/documents/1", "", 200, {"Keine Vorschau: Das Bild ist beschädigt."}}});
}

TEST_CASE("a client sees previews of what is shown to it, and of nothing else", "[P9]") {
    Desk desk;
    desk.add_client("Ann", "Aalto");
    desk.upload("/documents", "one.jpg", pictures::test::jpeg({80, 60}), "about=1%3A1");
    desk.upload("/documents", "two.jpg", pictures::test::jpeg({60, 80}), "about=1%3A1");
    desk.make_previews();
    check(desk,
          {{post, "/documents/1", "revision=1&name=one.jpg&about=client%3A+Aalto%2C+Ann&visible_to_client=yes", 303}});
    desk.as_client(1);
    check(desk, {{get, "/files/1/preview", "", 200}, {get, "/files/2/preview", "", 404}});
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
