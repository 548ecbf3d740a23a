// What a search says a record was found by.
#include "pages/records/found_by.h"

#include <catch2/catch_test_macros.hpp>

#include "office/clients/note.h"
#include "pages/desk.h"

namespace pages::test {

using enum http::Method;

TEST_CASE("words that begin as was typed are marked, and nothing in them is markup", "[C4]") {
    const auto marked = [](std::string_view typed, std::string_view text) { return Typed_words(typed).marked(text); };
    CHECK(marked("roo", "The roof, again") == "The <mark>roof</mark>, again");
    CHECK(marked("muller", "Müller & <b>") == "<mark>Müller</mark> &amp; &lt;b&gt;");
    CHECK(marked("a b", "b-a") == "<mark>b</mark>-<mark>a</mark>");
    CHECK(marked("mueller", "Müller") == "<mark>Müller</mark>");
    CHECK(marked("müller", "Frau Mueller") == "Frau <mark>Mueller</mark>");
    CHECK(marked("aesa", "Æsa") == "<mark>Æsa</mark>");
    CHECK(marked("oof", "roof") == "roof");
    CHECK(marked("", "roof") == "roof");
    CHECK(marked("0123", "+44 (0)20 7946-0123") == "<mark>+44 (0)20 7946-0123</mark>");
    CHECK(marked("0044 20 7946 0123", "+44 20 7946 0123") == "<mark>+44 20 7946 0123</mark>");
    CHECK(marked("0123", "rang 5550123 twice") == "rang <mark>5550123</mark> twice");
}

TEST_CASE("a hit shows what it was found by when its head does not", "[C4]") {
    Desk desk;
    const auto ann = desk.add_client("Ann", "Aalto", {{"other_phone", "+44 20 7946 0123"}});
    desk.add(storage::record_type<office::Note>(),
             {{"client", std::to_string(ann)}, {"text", "The key is\nunder the third stone"}});
    check(desk, {{get, "/search?q=aalt", "", 303}, {get, "/search?q=79460123", "", 303}});
    const auto live = [&](const std::string& words) { return desk.get("/search?q=" + words, true); };
    CHECK(live("aalt").has("hit-title\"><bdi><mark>Aalto</mark>, Ann"));
    CHECK(live("79460123").has("Other phone: <mark>+44 20 7946 0123</mark>"));
    CHECK(live("stone").has("third <mark>stone</mark>"));
}

TEST_CASE("who was not found can be made, with what was typed", "[C4][C2]") {
    Desk desk;
    check(desk, {{get, "/search?q=0555+01234", "", 200, {"New client: 0555 01234", "/clients/new?phone=0555%2001234"}},
                 {get, "/search?q=new%40a.example", "", 200, {"/clients/new?email=new%40a.example"}},
                 {get, "/search?q=Zoe+Zimmer", "", 200, {"/clients/new?first_name=Zoe&amp;last_name=Zimmer"}},
                 {get, "/search?q=%F0%9F%98%80", "", 200, {"nothing to search for"}, {"/clients/new?"}},
                 {get, "/clients/new?phone=0555%2001234", "", 200, {"value=\"0555 01234\""}}});
    CHECK_FALSE(desk.as("Rita").get("/search?q=Zoe").has("/clients/new?"));
}

}  // namespace pages::test
