#include "http/access.h"

#include <catch2/catch_test_macros.hpp>

#include "http/client.h"

namespace http::test {

TEST_CASE("nobody signed in: pages lead to the login, programs get 401", "[U3][E3]") {
    Box box;
    box.start();
    auto page = box.get("/page?sort=name&q=a%26b");
    CHECK(page.status == 303);
    CHECK(page.header("Location") == "/login?next=/page%3Fsort%3Dname%26q%3Da%2526b");
    CHECK(box.get("/page", {{"Cookie", "clientbox_session=forged"}}).status == 303);

    auto fragment = box.get("/page", {{"HX-Request", "true"}, {"HX-Current-URL", "http://box.local/clients/7"}});
    CHECK(fragment.status == 204);
    CHECK(fragment.header("HX-Redirect") == "/login?next=/clients/7");

    auto program = box.get("/api/v1/things");
    CHECK(program.status == 401);
    CHECK(program.header("WWW-Authenticate").starts_with("Bearer"));
    CHECK(box.get("/api/v1/things", {{"Authorization", "Bearer wrong"}}).status == 401);
    CHECK(box.get("/api/v1/things", {as_robot}).status == 200);
    CHECK(box.get("/api/v1/things", {{"authorization", "bearer robot"}}).status == 200);
    CHECK(box.post("/save", {form_type}, "name=x").status == 401);
}

TEST_CASE("another program's cookie on the same host signs nobody out", "[U3][X2]") {
    Box box;
    box.start();
    const auto with = [&](const std::string& header) { return box.get("/page", {{"Cookie", header}}).status; };
    CHECK(with("session=other; clientbox_session=ann") == 200);
    CHECK(with("clientbox_session=other; clientbox_session=ann") == 200);
    CHECK(with("session=ann") == 303);
    CHECK(session_cookie(true).starts_with("__Host-"));
}

TEST_CASE("who lacks the right is refused", "[U3]") {
    Box box;
    box.start();
    CHECK(box.get("/secret", {as_ann}).body == "secret");
    CHECK(box.get("/secret", {as_ben}).status == 403);
    CHECK(box.get("/secret").status == 303);
}

TEST_CASE("a request that changes something needs the token of its own session", "[U3]") {
    Box box;
    box.start();
    CHECK(box.post("/save", {as_ann, form_type}, "name=x&csrf=aa00aa00").body == "x");
    CHECK(box.post("/save", {as_ann, form_type, {"X-CSRF-Token", "aa00aa00"}}, "name=x").body == "x");
    CHECK(box.post("/save", {as_ann, form_type}, "name=x").status == 403);
    CHECK(box.post("/save", {as_ann, form_type}, "name=x&csrf=").status == 403);
    CHECK(box.post("/save", {as_ann, form_type}, "name=x&csrf=be00be00").status == 403);
    CHECK(box.post("/save?csrf=aa00aa00", {as_ann, form_type}, "name=x").status == 403);
    CHECK(box.post("/api/v1/things", {as_ann, {"Content-Type", "application/json"}}, "{}").status == 403);
    CHECK(box.post("/api/v1/things", {as_robot, {"Content-Type", "application/json"}}, "{}").status == 201);
    auto multipart = [](const std::string& token) {
        return "--X\r\nContent-Disposition: form-data; name=\"csrf\"\r\n\r\n" + token +
               "\r\n--X\r\nContent-Disposition: form-data; name=\"name\"\r\n\r\nm\r\n--X--\r\n";
    };
    std::pair<std::string, std::string> type{"Content-Type", "multipart/form-data; boundary=X"};
    CHECK(box.post("/save", {as_ann, type}, multipart("aa00aa00")).body == "m");
    CHECK(box.post("/save", {as_ann, type}, multipart("forged")).status == 403);
}

TEST_CASE("a request from another site is refused even with the right token", "[U3]") {
    Box box;
    box.start();
    auto status = [&](const std::string& name, const std::string& value) {
        return box.post("/save", {as_ann, form_type, {name, value}}, "name=x&csrf=aa00aa00").status;
    };
    CHECK(status("Origin", "http://box.local") == 200);
    CHECK(status("Origin", "https://BOX.local") == 200);
    CHECK(status("Origin", "http://box.local.evil.example") == 403);
    CHECK(status("Origin", "http://evil.example") == 403);
    CHECK(status("Origin", "http://box.local:81") == 403);
    CHECK(status("Origin", "null") == 403);
    CHECK(status("Origin", "") == 403);
    CHECK(status("Sec-Fetch-Site", "same-origin") == 200);
    CHECK(status("Sec-Fetch-Site", "none") == 200);
    CHECK(status("Sec-Fetch-Site", "same-site") == 403);
    CHECK(status("Sec-Fetch-Site", "cross-site") == 403);
}

TEST_CASE("forms for people who are not signed in are protected too", "[U3]") {
    Box box;
    box.start();
    auto page = box.get("/open");
    auto set = page.header("Set-Cookie");
    REQUIRE(set.starts_with("clientbox_form="));
    CHECK(set.contains("HttpOnly"));
    CHECK(set.contains("SameSite=Lax"));
    auto cookie = set.substr(0, set.find(';'));
    auto token = page.body.substr(5);
    CHECK(box.get("/open", {{"Cookie", cookie}}).body != "csrf=" + token);  // masked anew in each page
    CHECK(box.get("/open", {{"Cookie", cookie}}).header("Set-Cookie").empty());
    CHECK(box.post("/open", {{"Cookie", cookie}, form_type}, "csrf=" + token).status == 200);
    CHECK(box.post("/open", {form_type}, "csrf=" + token).status == 403);
    CHECK(box.post("/open", {{"Cookie", cookie}, form_type}, "a=b").status == 403);
    auto own = cookie.substr(5);
    CHECK(box.post("/open", {{"Cookie", cookie}, form_type}, "csrf=" + own).status == 403);
    CHECK(box.post("/open", {{"Cookie", "clientbox_form=00000000000000000000000000000000"}, form_type}, "csrf=" + token)
              .status == 403);
    CHECK(box.post("/open", {{"Cookie", "clientbox_form="}, form_type}, "csrf=").status == 403);
}

TEST_CASE("after signing in one only ever comes to a page of this box", "[U3]") {
    CHECK(local_target("/clients?q=a") == "/clients?q=a");
    for (const auto* bad :
         {"", "clients", "//evil.example", "/\\evil.example", "\\/evil.example", "http://evil.example",
          "/\t/evil.example", "/a\r\nSet-Cookie: x", "javascript:alert(1)", " /a"})
        CHECK(local_target(bad) == "/");
}

}  // namespace http::test
