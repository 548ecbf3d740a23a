// Limits of size and time: what is too large, too slow, too many.
#include <catch2/catch_test_macros.hpp>

#include <thread>

#include "http/client.h"

namespace http::test {
namespace {

auto seconds_since(std::chrono::steady_clock::time_point begun) {
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - begun).count();
}

}  // namespace

TEST_CASE("a body over the limit of its route gets 413 without being read", "[http]") {
    Box box;
    box.routes.push_back({Method::post, "/small", anyone, [](const Request&) { return Response::text("ok"); }, 1000});
    box.routes.push_back({Method::post, "/large", signed_in,
                          [](const Request& request) { return Response::text(std::to_string(request.body.size())); },
                          64UL * 1024 * 1024});
    box.start();
    auto announced = box.ask(request("POST", "/small", {as_robot, {"Content-Length", "500000000"}}));
    CHECK(announced.status == 413);
    CHECK(announced.closed);
    CHECK(box.post("/small", {as_robot}, std::string(300'000, 'x')).status == 413);
    CHECK(box.post("/small", {as_robot}, std::string(1000, 'x')).status == 200);
    CHECK(box.post("/small", {as_robot}, std::string(1001, 'x')).status == 413);
    auto chunks = request("POST", "/small", {as_robot, {"Transfer-Encoding", "chunked"}});
    for (int i = 0; i < 20; ++i) chunks += "64\r\n" + std::string(100, 'x') + "\r\n";
    CHECK(box.ask(chunks + "0\r\n\r\n").status == 413);
    CHECK(box.post("/large", {as_robot}, std::string(20'000'000, 'x')).body == "20000000");
}

TEST_CASE("a form that is too large is read away, and answered by a page of its route", "[http]") {
    Box box;
    Route form{Method::post, "/form", signed_in, [](const Request&) { return Response::text("ok"); }, 1000};
    form.too_large = [](const Request& head) {
        return Response::html("At most a thousand bytes, " + head.caller->name + "!", 413);
    };
    box.routes.push_back(form);
    box.start();
    Client client(box.server->http_port());
    auto reply = client.ask(request("POST", "/form", {as_ann}, std::string(5'000'000, 'x')));
    CHECK(reply.status == 413);
    CHECK(reply.body.starts_with("At most a thousand bytes, "));
    CHECK(reply.closed);
    auto chunks = request("POST", "/form", {as_ann, {"Transfer-Encoding", "chunked"}}) + "7D0\r\n" +
                  std::string(2000, 'x') + "\r\n0\r\n\r\n";
    CHECK(box.ask(chunks).body.starts_with("At most"));
    CHECK(box.post("/form", {}, std::string(5000, 'x')).status == 401);
    CHECK(box.ask(request("POST", "/form", {as_ann, {"Content-Length", "99999999999"}})).status == 413);
}

TEST_CASE("a body may come in chunks", "[http]") {
    Box box;
    box.start();
    Client client(box.server->http_port());
    auto head = request("POST", "/open", {as_robot, {"Transfer-Encoding", "chunked"}});
    CHECK(client.ask(head + "3\r\nabc\r\n4\r\ndefg\r\n0\r\n\r\n").body == "abcdefg");
    CHECK(client.ask(request("GET", "/open")).status == 200);
}

TEST_CASE("requests that two servers could read differently are refused", "[http]") {
    Box box;
    box.start();
    auto both = request("POST", "/open", {as_robot, {"Transfer-Encoding", "chunked"}}, "abc");
    CHECK(box.ask(both).status == 400);
    CHECK(box.ask(request("POST", "/open", {as_robot, {"Transfer-Encoding", "gzip, chunked"}})).status == 501);
    CHECK(box.ask(request("POST", "/open", {as_robot, {"Content-Length", "3"}, {"Content-Length", "4"}})).status ==
          400);
    CHECK(box.ask(request("POST", "/open", {as_robot, {"Content-Encoding", "gzip"}}, "abc")).status == 415);
}

TEST_CASE("addresses and heads have a longest length", "[http]") {
    Box box;
    box.start();
    CHECK(box.get("/open?" + std::string(4000, 'a')).status == 200);
    CHECK(box.get("/" + std::string(9000, 'a')).status == 414);
    CHECK(box.get("/" + std::string(100'000, 'a')).status == 414);
    Headers many;
    for (int i = 0; i < 20; ++i) many.emplace_back("X-" + std::to_string(i), std::string(2000, 'x'));
    CHECK(box.get("/open", many).status == 431);
    Headers hundreds;
    for (int i = 0; i < 300; ++i) hundreds.emplace_back("X-" + std::to_string(i), "x");
    CHECK(box.get("/open", hundreds).status == 431);
}

TEST_CASE("a byte at a time does not hold a connection beyond the deadline", "[http]") {
    Box box;
    box.settings.head_deadline = 400ms;
    box.start();
    auto begun = std::chrono::steady_clock::now();
    Client client(box.server->http_port());
    auto bytes = request("GET", "/open");
    std::size_t sent = 0;
    while (sent < bytes.size() - 1 && seconds_since(begun) < 3 && !client.closed_within(50ms))
        client.send(bytes.substr(sent++, 1));
    CHECK(seconds_since(begun) > 0.3);
    CHECK(seconds_since(begun) < 2);
    Client silent(box.server->http_port());
    CHECK(silent.closed_within(2s));
}

TEST_CASE("a body that drips in is given up", "[http]") {
    Box box;
    box.settings.body_grace = 300ms;
    box.settings.body_rate = 1000;
    box.start();
    auto begun = std::chrono::steady_clock::now();
    Client client(box.server->http_port());
    client.send(request("POST", "/open", {as_robot, {"Content-Length", "100"}}));
    for (int i = 0; i < 50 && !client.closed_within(50ms); ++i) client.send("x");
    CHECK(seconds_since(begun) < 2);
}

TEST_CASE("a peer that does not take its answer is given up", "[http]") {
    Box box;
    box.settings.body_grace = 300ms;
    box.settings.body_rate = 100'000'000;
    box.routes.push_back({Method::get, "/endless", anyone, [](const Request&) {
                              Response endless;
                              endless.stream = [](std::string& next) { return next.assign(100'000, 'x'), true; };
                              return endless;
                          }});
    box.start();
    Client client(box.server->http_port());
    client.send(request("GET", "/endless"));
    auto begun = std::chrono::steady_clock::now();
    while (box.server->statistics().open > 0 && seconds_since(begun) < 5) std::this_thread::sleep_for(20ms);
    CHECK(seconds_since(begun) < 4);
}

TEST_CASE("text that is no text is refused; files may hold any bytes", "[http]") {
    Box box;
    box.start();
    auto bad = box.post("/save", {as_ann, form_type}, "csrf=aa00aa00&name=a%00b");
    CHECK(bad.status == 422);
    CHECK(bad.body.contains("take them out"));
    CHECK(box.post("/save", {as_ann, form_type}, "csrf=aa00aa00&name=%FF").status == 422);
    CHECK(box.post("/save", {as_ann, form_type}, "csrf=aa00aa00&%FF=x").status == 422);
    CHECK(box.post("/save", {as_ann, form_type}, "csrf=aa00aa00&name=%C3%A4").body == "\u00e4");
    CHECK(box.get("/open?q=%FF").status == 422);
    CHECK(box.get("/%00").status == 422);
    CHECK(box.post("/api/v1/things", {as_robot, {"Content-Type", "application/json"}}, "{\"a\":\"\xFF\"}").status ==
          422);
    using namespace std::string_literals;
    auto file =
        box.post("/open", {as_robot, {"Content-Type", "multipart/form-data; boundary=X"}},
                 "--X\r\nContent-Disposition: form-data; name=\"f\"; filename=\"a.bin\"\r\n\r\n\0\xFF\r\n--X--"s);
    CHECK(file.body == "f:a.bin:2;");
    CHECK(box.post("/open", {as_robot, {"Content-Type", "multipart/form-data; boundary=X"}}, "nonsense").status == 400);
}

TEST_CASE("fields come from the body alone", "[http]") {
    Box box;
    box.start();
    CHECK(box.post("/open?name=query", {as_robot, form_type}, "name=body").body == "name=body;");
    CHECK(box.post("/open?name=query", {as_robot, form_type}, "other=body").body == "other=body;");
}

}  // namespace http::test
