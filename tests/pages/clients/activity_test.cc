// A client's activity: one timeline, the box in which it is written, who is told.
#include <catch2/catch_test_macros.hpp>
#include <format>
#include <set>

#include "http/form.h"
#include "office/clients/comment.h"
#include "office/clients/note.h"
#include "office/documents/document.h"
#include "pages/desk.h"

namespace pages::test {

using enum http::Method;
using office::Comment;
using office::Note;

namespace {

std::string once_of(const Answer& page) {
    constexpr std::string_view mark = R"(name="once" value=")";
    const auto begin = page.body.find(mark) + mark.size();
    return page.body.substr(begin, page.body.find('"', begin) - begin);
}

std::size_t count(Desk& desk, const storage::Record_type& type) {
    return desk.store().read([&](const storage::Read& read) { return read.count(type); });
}

/// Where the message that an answer sends along can be taken back.
std::string undo_of(const Answer& answer) {
    const std::string cookie = answer.header("set-cookie");
    const auto colon = cookie.find(':');
    if (colon == std::string::npos) return {};
    return http::percent_decoded(std::string_view(cookie).substr(colon + 1, cookie.find(';') - colon - 1));
}

/// Without what stands beside it.
std::string timeline_of(const Answer& page) {
    const auto begin = page.body.find("timeline-head");
    return page.body.substr(begin, page.body.find("profile-rail", begin) - begin);
}

std::string next_of(const Answer& page) {
    const auto label = page.body.find(">Older</a>");
    if (label == std::string::npos) return {};
    const auto begin = page.body.rfind("href=\"", label) + 6;
    std::string url = page.body.substr(begin, page.body.find('"', begin) - begin);
    for (auto at = url.find("&amp;"); at != std::string::npos; at = url.find("&amp;")) url.replace(at, 5, "&");
    return url;
}

std::size_t times(std::string_view text, std::string_view what) {
    std::size_t found = 0;
    for (auto at = text.find(what); at != std::string_view::npos; at = text.find(what, at + 1)) ++found;
    return found;
}

}  // namespace

TEST_CASE("The box of a client's page writes notes, comments, tasks and feedback", "[P7][P8][P10][W1]") {
    Desk desk;
    desk.add_client("Bo", "Oak");
    desk.as("Ben");
    check(desk, {{get, "/clients/1?write=comment", "", 200, {"Add a comment", "action=\"/clients/1/comments\""}},
                 {get, "/clients/1/activity?write=task", "", 200, {"name=\"due\"", "action=\"/clients/1/tasks\""}},
                 {get, "/clients/1?write=nothing", "", 200, {"Add a note"}},
                 {post, "/clients/1/notes", "text=A+note", 303},
                 {post, "/clients/1/comments", "text=A+comment", 303},
                 {post, "/clients/1/tasks", "title=A+task&due=2030-01-02&assignee=Ana", 303},
                 {post, "/clients/1/feedbacks", "text=Kind&stars=4", 303},
                 {get, "/clients/1/activity", "", 200, {"A note", "A comment", "A task", "Kind", "4 of 5"}}});
    desk.as("Rita");
    check(desk, {{get, "/clients/1/activity", "", 200, {"A comment"}, {"id=\"composer\"", "/edit\""}},
                 {post, "/clients/1/comments", "text=A", 403},
                 {post, "/clients/1/comments/told", "text=A", 403}});
}

TEST_CASE("What cannot be stored comes back in the box with what is wrong beside it", "[P7][P8]") {
    Desk desk;
    desk.add_client("Bo", "Oak");
    check(desk, {{post,
                  "/clients/1/comments",
                  "text=%40Zoe,+look",
                  422,
                  {"@Zoe, look", "nobody here is called so", "aria-invalid"}},
                 {post, "/clients/1/comments", "text=", 422, {"Write a comment first."}},
                 {post, "/clients/1/notes", "text=&pinned=yes", 422, {"Write a note first.", "value=\"yes\" checked"}},
                 {post,
                  "/clients/1/tasks",
                  "title=Ring&due=2030-02-30&assignee=Zoe",
                  422,
                  {"value=\"Ring\"", "value=\"Zoe\"", "write-due-about", "field-error"}},
                 {post, "/clients/1/feedbacks", "text=Kind&stars=9", 422, {"Kind"}},
                 {post, "/clients/9/comments", "text=A", 404}});
    CHECK(count(desk, storage::record_type<Comment>()) == 0);
    desk.language = "de";
    CHECK(desk.post("/clients/1/comments", "text=%40Zoe").has("„@Zoe“, und so heißt hier niemand"));
}

TEST_CASE("The same form sent twice makes one note, and another one later", "[P7]") {
    Desk desk;
    desk.add_client("Bo", "Oak");
    const std::string form = "text=Rang&once=" + once_of(desk.get("/clients/1"));
    CHECK(desk.post("/clients/1/notes", form).status == 303);
    CHECK(desk.post("/clients/1/notes", form).status == 303);
    CHECK(count(desk, storage::record_type<Note>()) == 1);
    CHECK(desk.post("/clients/1/notes", form + "&pinned=yes").status == 303);
    CHECK(count(desk, storage::record_type<Note>()) == 2);
    CHECK(desk.post("/clients/1/notes", "text=Rang&once=" + once_of(desk.get("/clients/1"))).status == 303);
    CHECK(count(desk, storage::record_type<Note>()) == 3);
}

TEST_CASE("What the box made is taken back from its message", "[P7][P8][U8]") {
    Desk desk;
    desk.add_client("Bo", "Oak");
    for (const std::string_view kind : {"notes", "comments"}) {
        const std::string once = once_of(desk.get("/clients/1"));
        const Answer added = desk.post(std::format("/clients/1/{}", kind), "text=%40Ben&once=" + once);
        REQUIRE(added.status == 303);
        CHECK(desk.post(undo_of(added)).status == 303);
        const storage::Record_type& type =
            *desk.store().read([&](const storage::Read& read) { return read.schema().find(kind); });
        CHECK(count(desk, type) == 0);
        CHECK(desk.post(std::format("/clients/1/{}", kind), "text=%40Ben&once=" + once).status == 303);
        CHECK(count(desk, type) == 1);  // it was not there any more
    }
}

TEST_CASE("Whatever is written leads back to the page that one was on", "[P18]") {
    Desk desk;
    desk.add_client("Bo", "Oak");
    CHECK(desk.post("/clients/1/comments?next=%2Fclients%2F1%3Fwrite%3Dcomment", "text=A").header("location") ==
          "/clients/1?write=comment");
    CHECK(desk.post("/clients/1/comments", "text=A").header("location") == "/clients/1/comments");
    const Answer page = desk.get("/clients/1/activity?kind=comments");
    CHECK(page.has("/clients/1/comments/1/delete?next=/clients/1/activity%3Fkind%3Dcomments"));
    CHECK(desk.post("/clients/1/comments/1/delete?next=%2Fclients%2F1%2Factivity").header("location") ==
          "/clients/1/activity");
    CHECK(desk.post("/clients/1/comments/2/delete").header("location") == "/clients/1/comments");
    CHECK(count(desk, storage::record_type<Comment>()) == 0);
}

TEST_CASE("The box says whom a comment will be told to before it is sent", "[P8]") {
    Desk desk;
    desk.add_client("Bo", "Oak");
    CHECK(desk.get("/clients/1?write=comment").has("Nobody is told."));
    REQUIRE(desk.as("Ben").post("/clients/1/comments", "text=First").status == 303);
    desk.as("Ana");
    CHECK(desk.get("/clients/1?write=comment").has("Ben will be told."));
    const Answer told = desk.post("/clients/1/comments/told", "text=%40Rita+look", true);
    CHECK(told.has("Ben, Rita will be told."));
    CHECK_FALSE(told.has("<html"));
    CHECK(desk.post("/clients/1/comments/told", "text=%40Zo", true).has("nobody here is called so"));
    CHECK(desk.get("/comments/people?q=be", true).has("Ben"));
    CHECK_FALSE(desk.get("/comments/people?q=be", true).has("Rita"));
}

TEST_CASE("Whoever is mentioned finds it on Today until they have opened it", "[P8][U7]") {
    Desk desk;
    desk.add_client("Bo", "Oak");
    REQUIRE(desk.post("/clients/1/comments", "text=%40Ben,+please+ring").status == 303);
    CHECK_FALSE(desk.get("/today").has("mentioned you"));
    desk.as("Ben");
    const Answer today = desk.get("/today");
    CHECK(today.has("Ana mentioned you"));
    CHECK(today.has("/clients/1/activity?kind=comments#comment-1"));
    CHECK(desk.get("/today").has("mentioned you"));  // not by looking at Today alone
    CHECK(desk.get("/clients/1/activity?kind=comments").has("id=\"comment-1\""));
    CHECK_FALSE(desk.get("/today").has("mentioned you"));
    REQUIRE(desk.post("/clients/1/comments", "text=Done").status == 303);
    CHECK(desk.as("Ana").get("/today").has("Ben commented"));
    desk.get("/clients/1/comments");
    CHECK_FALSE(desk.get("/today").has("Ben commented"));
}

TEST_CASE("Files come with a note, and are among those of its client", "[P7][P9]") {
    Desk desk;
    desk.add_client("Bo", "Oak");
    REQUIRE(desk.upload("/clients/1/notes", "plan.txt", "oak at the gate", "text=See+the+plan").status == 303);
    const auto document = desk.stored<office::Document>(1);
    CHECK(document.about == storage::Any_ref{Note::kind.number, 1});
    CHECK(document.client.id == 1);
    CHECK(desk.get("/clients/1/notes").has("href=\"/documents/1\""));
    CHECK(desk.get("/clients/1/documents").has("plan.txt"));
    CHECK(desk.get("/clients/1/history").has("plan.txt"));
    CHECK(times(desk.get("/clients/1/activity").body, "plan.txt") == 1);  // with its note
    CHECK(desk.get("/clients/1/activity?kind=documents").has("plan.txt"));
    CHECK(desk.post("/notes/1", "text=Elsewhere&client=&revision=1").status == 422);
    const Answer deleted = desk.post("/clients/1/notes/1/delete");
    REQUIRE(deleted.status == 303);
    CHECK_FALSE(desk.get("/clients/1/documents").has("plan.txt"));
    REQUIRE(desk.post(undo_of(deleted)).status == 303);
    CHECK(desk.get("/clients/1/notes").has("href=\"/documents/1\""));
    CHECK(desk.upload("/clients/1/notes", "plan.txt", "oak", "text=").has("Choose the files again"));
    CHECK(count(desk, storage::record_type<office::Document>()) == 1);
}

TEST_CASE("The timeline shows each thing once, newest first, over as many pages as it takes", "[P18]") {
    Desk desk;
    desk.add_client("Bo", "Oak");
    constexpr int each = 25;
    for (int i = 0; i < each; ++i) {
        REQUIRE(desk.post("/clients/1/notes", std::format("text=Note+n{}x", i)).status == 303);
        REQUIRE(desk.post("/clients/1/comments", std::format("text=Comment+c{}x", i)).status == 303);
        REQUIRE(desk.post("/clients/1/tasks", std::format("title=Task+t{}x", i)).status == 303);
        REQUIRE(desk.upload("/documents", std::format("file{}x.txt", i), "text", "about=client:1").status == 303);
    }
    std::string all;
    std::size_t pages = 0;
    for (std::string url = "/clients/1/activity"; !url.empty() && pages < 20; ++pages) {
        const Answer page = desk.get(url);
        REQUIRE(page.status == 200);
        all += timeline_of(page);
        url = next_of(page);
    }
    CHECK(pages == 4);
    for (int i = 0; i < each; ++i) {
        INFO(i);
        CHECK(times(all, std::format("Note n{}x", i)) == 1);
        CHECK(times(all, std::format("Comment c{}x", i)) == 1);
        CHECK(times(all, std::format("Task t{}x", i)) == 1);
        CHECK(times(all, std::format("file{}x.txt", i)) == 1);
        if (i > 0) CHECK(all.find(std::format("Note n{}x", i)) < all.find(std::format("Note n{}x", i - 1)));
    }
}

TEST_CASE("What came in one moment is told once over pages", "[P18]") {
    Desk desk;
    desk.add_client("Bo", "Oak");
    desk.store().write({1, "Ana"}, [&](storage::Write& write) {
        for (int i = 0; i < 70; ++i) {
            Note note;
            note.client = {1};
            note.text = {std::format("At once n{}x", i)};
            write.create(note);
        }
    });
    std::string all;
    std::size_t pages = 0;
    for (std::string url = "/clients/1/activity?kind=notes"; !url.empty() && pages < 20; ++pages) {
        const Answer page = desk.get(url);
        all += page.body;
        url = next_of(page);
    }
    CHECK(pages == 3);
    for (int i = 0; i < 70; ++i) CHECK(times(all, std::format("At once n{}x", i)) == 1);
}

TEST_CASE("The timeline is narrowed to a kind, and to a person", "[P18]") {
    Desk desk;
    desk.add_client("Bo", "Oak");
    REQUIRE(desk.post("/clients/1/notes", "text=By+Ana").status == 303);
    REQUIRE(desk.post("/clients/1/put_on_hold", "reason=Unpaid+bills").status == 303);
    desk.as("Ben");
    REQUIRE(desk.post("/clients/1/notes", "text=By+Ben").status == 303);
    REQUIRE(desk.post("/clients/1/tasks", "title=Ring+her").status == 303);
    REQUIRE(desk.post("/clients/1/rate", "rating=4").status == 303);
    const auto person = [](std::string_view name) { return std::format("?person={}", name == "Ana" ? 1 : 2); };
    const std::string url = "/clients/1/activity";
    desk.as("Rita");  // no latest notes, no box
    check(desk, {{get, url + person("Ana"), "", 200, {"By Ana"}, {"By Ben"}},
                 {get, url + person("Ben"), "", 200, {"By Ben", "Ring her"}, {"By Ana", "put it on hold"}},
                 {get, url + "?kind=notes", "", 200, {"By Ben", "By Ana"}},
                 {get, url + "?kind=tasks", "", 200, {"Ring her"}, {"By Ben", "rated"}},
                 {get, url + "?kind=holds", "", 200, {"put it on hold"}, {"By Ben", "rated"}},
                 {get, url + "?kind=changes", "", 200, {"rated"}, {"By Ben"}},
                 {get, url + "?kind=nothing&before=x.y&person=abc", "", 200},
                 {get, url + "?before=99999999999999999999.1.1.1", "", 200},
                 {get, "/clients/9/activity", "", 404}});
    for (const char* kind : {"notes", "changes"})
        CHECK_FALSE(timeline_of(desk.get(url + "?kind=" + kind)).contains("Ring her"));
}

TEST_CASE("Comments have pages, an API and a place in the search like every record", "[P8]") {
    Desk desk;
    desk.add_client("Bo", "Oak");
    CHECK(desk.call(post, "/api/v1/comments", R"({"client":1,"text":"@Ben, look"})").status == 201);
    CHECK(desk.call(get, "/api/v1/comments/1").has("\"mentions\":[2]"));
    CHECK(desk.call(post, "/api/v1/comments", R"({"client":1,"text":"@Zoe"})").status == 422);
    CHECK(desk.get("/comments").has("@Ben"));
    CHECK(desk.get("/search?q=look").header("location") == "/comments/1");
    CHECK(desk.get("/clients/1/comments").has("href=\"mailto:Ben@office.example\""));
}

}  // namespace pages::test
