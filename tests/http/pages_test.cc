// Pages that are not rendered again: ETags, 304, reuse. And what every answer carries.
#include <catch2/catch_test_macros.hpp>

#include "http/client.h"
#include "http/page_cache.h"

namespace http::test {

TEST_CASE("an unchanged page is rendered once and then answered from memory", "[http]") {
    Box box;
    box.start();
    for (int i = 0; i < 3; ++i) CHECK(box.get("/page", {as_ann}).body == "page of Ann version 1");
    CHECK(box.rendered == 1);
    box.version = 2;
    CHECK(box.get("/page", {as_ann}).body == "page of Ann version 2");
    CHECK(box.rendered == 2);
    CHECK(box.server->statistics().pages_reused == 2);
}

TEST_CASE("a browser that has the page gets 304 without a handler being asked", "[http]") {
    Box box;
    box.start();
    auto page = box.get("/page", {as_ann});
    auto etag = page.header("ETag");
    REQUIRE(!etag.empty());
    CHECK(page.header("Cache-Control") == "private, no-cache");
    auto again = box.get("/page", {as_ann, {"If-None-Match", etag}});
    CHECK(again.status == 304);
    CHECK(again.body.empty());
    CHECK(again.header("ETag") == etag);
    CHECK(again.header("Content-Length").empty());
    CHECK(box.get("/page", {as_ann, {"If-None-Match", "\"other\", W/" + etag}}).status == 304);
    CHECK(box.get("/page", {as_ann, {"If-None-Match", "\"other\""}}).status == 200);
    CHECK(box.rendered == 1);
    box.version = 2;
    CHECK(box.get("/page", {as_ann, {"If-None-Match", etag}}).status == 200);
}

TEST_CASE("a page is never given to another session, nor in another shape", "[http][U3]") {
    Box box;
    box.start();
    auto etag = box.get("/page", {as_ann}).header("ETag");
    CHECK(box.get("/page", {as_ben, {"If-None-Match", etag}}).body == "page of Ben version 1");
    CHECK(box.get("/page", {{"Cookie", "clientbox_session=gone"}, {"If-None-Match", etag}}).status == 303);
    CHECK(box.get("/page", {{"If-None-Match", etag}}).status == 303);
    auto renders = [&](const Headers& headers) {
        int before = box.rendered;
        box.get("/page", headers);
        return box.rendered - before;
    };
    CHECK(renders({as_ann}) == 0);
    CHECK(renders({as_ann, {"HX-Request", "true"}}) == 1);
    CHECK(renders({as_ann, {"Accept-Language", "de"}}) == 1);
    CHECK(renders({{"Cookie", "clientbox_session=ann; theme=dark"}}) == 1);
    CHECK(renders({as_robot}) == 1);
    CHECK(renders({as_ann}) == 0);
    CHECK(box.get("/page?q=1", {as_ann, {"If-None-Match", etag}}).status == 200);
}

TEST_CASE("a page made while the store changed does not count as new", "[http]") {
    Box box;
    box.routes.push_back({Method::get, "/slow", signed_in, [&](const Request&) {
                              auto seen = box.version++;
                              auto page = Response::html(std::to_string(seen));
                              page.cacheable = true;
                              return page;
                          }});
    box.start();
    CHECK(box.get("/slow", {as_ann}).body == "1");
    CHECK(box.get("/slow", {as_ann}).body == "2");
}

TEST_CASE("the memory for pages is bounded, and what was used last stays", "[http]") {
    PageCache cache(12'000);
    auto page = [](std::size_t size) {
        return std::make_shared<const Response>(Response::html(std::string(size, 'x')));
    };
    for (int i = 0; i < 10; ++i) {
        cache.keep("page" + std::to_string(i), 1, page(2000));
        cache.find("page0", 1);
    }
    CHECK(cache.find("page0", 1));
    CHECK(cache.find("page9", 1));
    CHECK_FALSE(cache.find("page5", 1));
    CHECK_FALSE(cache.find("page0", 2));
    cache.keep("huge", 1, page(20'000));
    CHECK(cache.find("page9", 1));
    CHECK_FALSE(cache.find("huge", 1));
}

TEST_CASE("every answer carries the security headers, also refusals of broken requests", "[http]") {
    Box box;
    box.routes.push_back(
        {Method::get, "/broken", anyone, [](const Request&) -> Response { throw std::runtime_error("cause"); }});
    box.start();
    for (const auto& bytes :
         {request("GET", "/page", {as_ann}), request("GET", "/nothing"), request("GET", "/broken"),
          request("DELETE", "/page"), std::string("NONSENSE\r\n\r\n"), request("BREW", "/page"),
          request("GET", "/" + std::string(9000, 'a')), request("GET", "/page", {{"bad name", "x"}})}) {
        auto reply = box.ask(bytes);
        INFO(bytes.substr(0, 60) << reply.status);
        CHECK(reply.whole);
        CHECK(reply.header("Content-Security-Policy").starts_with("default-src 'none'; script-src 'self';"));
        CHECK(reply.header("X-Content-Type-Options") == "nosniff");
        CHECK(reply.header("Referrer-Policy") == "same-origin");
    }
    CHECK(box.get("/open").header("Cache-Control") == "no-store");
    CHECK(box.get("/nothing", {as_ann}).header("Cache-Control") == "no-store");
}

TEST_CASE("what goes wrong becomes a status, and causes stay in the log", "[http]") {
    using storage::Error;
    using storage::Fault;
    Box box;
    auto add = [&](const char* path, Fault fault) {
        box.routes.push_back({Method::get, path, anyone,
                              [fault](const Request&) -> Response { throw Error(fault, "message", "the cause"); }});
    };
    add("/1", Fault::invalid), add("/2", Fault::stale), add("/3", Fault::too_many), add("/4", Fault::full);
    add("/5", Fault::corrupt), add("/6", Fault::too_large), add("/7", Fault::refused), add("/8", Fault::not_found);
    add("/10", Fault::unusable);
    box.routes.push_back({Method::get, "/9", anyone, [](const Request&) -> Response { throw 9; }});
    box.start();
    CHECK(box.get("/1").status == 422);
    CHECK(box.get("/2").status == 409);
    CHECK(box.get("/3").status == 429);
    CHECK(box.get("/3").header("Retry-After").empty());  // how long is known to who throws it
    CHECK(box.get("/4").status == 507);
    CHECK(box.get("/6").status == 413);
    CHECK(box.get("/7").status == 403);
    CHECK(box.get("/8").status == 404);
    CHECK(box.get("/9").status == 500);
    auto corrupt = box.get("/5");
    CHECK(corrupt.status == 500);
    CHECK_FALSE(corrupt.body.contains("cause"));
    CHECK_FALSE(corrupt.body.contains("message"));
    auto unusable = box.get("/10");
    CHECK(unusable.status == 500);
    CHECK(unusable.body.contains("message"));
    CHECK_FALSE(unusable.body.contains("cause"));
    auto incident = corrupt.body.substr(corrupt.body.find("incident=") + 9);
    CHECK(incident.size() == 8);
    CHECK(incident.find_first_not_of("0123456789abcdef") == std::string::npos);
}

TEST_CASE("HEAD is GET without the body; OPTIONS and 405 name what is allowed", "[http]") {
    Box box;
    box.start();
    Client client(box.server->http_port());
    auto head = client.ask(request("HEAD", "/page", {as_ann}));
    CHECK(head.status == 200);
    CHECK(head.header("Content-Length") == "21");
    CHECK(client.ask(request("GET", "/page", {as_ann})).body.size() == 21);
    auto options = client.ask(request("OPTIONS", "/open"));
    CHECK(options.status == 204);
    CHECK(options.header("Allow") == "GET, HEAD, POST, OPTIONS");
    auto wrong = client.ask(request("DELETE", "/open"));
    CHECK(wrong.status == 405);
    CHECK(wrong.header("Allow") == "GET, HEAD, POST, OPTIONS");
    CHECK(client.ask(request("OPTIONS", "/nothing")).status == 404);
    CHECK(client.ask(request("GET", "/page", {as_ann})).status == 200);
}

TEST_CASE("a value with a line break never becomes a header of its own", "[http]") {
    Box box;
    box.routes.push_back({Method::get, "/echo", anyone, [](const Request& request) {
                              return Response::see_other("/" + std::string(request.query.get("to")));
                          }});
    box.start();
    auto reply = box.get("/echo?to=%0d%0aSet-Cookie:%20session=evil");
    CHECK(reply.header("Set-Cookie").starts_with("clientbox_form="));
    CHECK(reply.header("Location").empty());
}

}  // namespace http::test
