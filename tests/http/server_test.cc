// Connections: many, long, at the end.
#include <catch2/catch_test_macros.hpp>
#include <memory>
#include <regex>
#include <thread>

#include "http/client.h"
#include "http/transport/listener.h"

namespace http::test {

TEST_CASE("many requests go over one connection, also when sent before the answers came", "[http]") {
    Box box;
    box.start();
    Client client(box.server->http_port());
    for (int i = 0; i < 300; ++i) REQUIRE(client.ask(request("GET", "/page", {as_ann})).status == 200);
    auto two =
        request("GET", "/open") + request("POST", "/open", {as_robot}, "abc") + request("GET", "/secret", {as_ann});
    REQUIRE(client.send(two));
    CHECK(client.receive().body.starts_with("csrf="));
    CHECK(client.receive().body == "abc");
    CHECK(client.receive().body == "secret");
    CHECK(client.ask(request("GET", "/nothing")).status == 404);
    CHECK(client.ask(request("GET", "/open", {{"Connection", "close"}})).closed);
    CHECK(client.closed_within(1s));
}

TEST_CASE("every answer says when it was given", "[http]") {
    Box box;
    box.start();
    const std::regex date(
        "(Mon|Tue|Wed|Thu|Fri|Sat|Sun), [0-3][0-9] [A-Z][a-z]{2} [0-9]{4} [0-2][0-9]:[0-5][0-9]:[0-6][0-9] GMT");
    for (const auto* target : {"/open", "/page", "/nothing", "/secret"})
        CHECK(std::regex_match(box.get(target).header("Date"), date));
    CHECK(std::regex_match(box.get("/" + std::string(9'000, 'x')).header("Date"), date));
}

TEST_CASE("an address to serve is a host and a port that there can be", "[http]") {
    for (const auto* good : {"127.0.0.1:8080", "127.0.0.1:0", ":65535", "[::1]:443", "box.local:80"})
        CHECK(objection(good).empty());
    for (const auto* bad : {"nonsense", "127.0.0.1:65536", "127.0.0.1:99999", "127.0.0.1:-1", "127.0.0.1:", ":abc",
                            "127.0.0.1:80 ", "127.0.0.1:0x50", "127.0.0.1:+80", ""}) {
        INFO(bad);
        CHECK_FALSE(objection(bad).empty());
        CHECK_THROWS_AS(Listener(bad), storage::Error);
    }
}

TEST_CASE("a new visitor is answered while 250 others rest", "[X1]") {
    Box box;
    box.start();
    std::vector<std::unique_ptr<Client>> others;
    for (int i = 0; i < 250; ++i) {
        others.push_back(std::make_unique<Client>(box.server->http_port()));
        REQUIRE(others.back()->ask(request("GET", "/open")).status == 200);
    }
    CHECK(box.server->statistics().open == 250);
    CHECK(box.get("/page", {as_ann}).status == 200);
    for (auto& other : others) CHECK(other->ask(request("GET", "/open")).status == 200);
}

TEST_CASE("many who rest need no threads", "[X1]") {
    Box box;
    box.settings.threads = 4;
    box.start();
    std::vector<std::unique_ptr<Client>> others;
    for (int i = 0; i < 40; ++i) {
        others.push_back(std::make_unique<Client>(box.server->http_port()));
        REQUIRE(others.back()->ask(request("GET", "/open")).status == 200);
    }
    CHECK(box.get("/page", {as_ann}).status == 200);
    for (auto& other : others) CHECK(other->ask(request("GET", "/open")).status == 200);
    CHECK(box.server->statistics().turned_away == 0);
}

TEST_CASE("when there is no room, the stranger who rested longest leaves", "[X1]") {
    Box box;
    box.settings.connections = 4;
    box.start();
    std::vector<std::unique_ptr<Client>> others;
    for (int i = 0; i < 4; ++i) {
        others.push_back(std::make_unique<Client>(box.server->http_port()));
        REQUIRE(others.back()->ask(i == 0 ? request("GET", "/page", {as_ann}) : request("GET", "/open")).status == 200);
        std::this_thread::sleep_for(200ms);  // until its thread has left it
    }
    CHECK(box.get("/page", {as_ann}).status == 200);
    CHECK(others[1]->closed_within(2s));
    CHECK(others[0]->ask(request("GET", "/page", {as_ann})).status == 200);
    CHECK(others[3]->ask(request("GET", "/open")).status == 200);
    CHECK(box.server->statistics().turned_away == 1);
}

TEST_CASE("a long answer is streamed", "[E2]") {
    Box box;
    box.routes.push_back({Method::get, "/export", anyone, [](const Request&) {
                              Response csv;
                              csv.type = "text/csv";
                              csv.stream = [count = 0](std::string& next) mutable {
                                  next = std::to_string(count) + std::string(10'000, '.') + "\n";
                                  return ++count < 200;
                              };
                              return csv;
                          }});
    box.routes.push_back({Method::get, "/broken", anyone, [](const Request&) {
                              Response broken;
                              broken.stream = [](std::string& next) -> bool {
                                  if (next.empty()) throw std::runtime_error("disk gone");
                                  return true;
                              };
                              return broken;
                          }});
    box.start();
    Client client(box.server->http_port());
    auto reply = client.ask(request("GET", "/export"));
    CHECK(reply.whole);
    CHECK(reply.header("Content-Type") == "text/csv");
    CHECK(reply.body.size() > 2'000'000);
    CHECK(reply.body.ends_with(".\n"));
    CHECK(client.ask(request("HEAD", "/export")).status == 200);
    CHECK(client.ask(request("GET", "/open")).status == 200);
    CHECK_FALSE(client.ask(request("GET", "/broken")).whole);
    CHECK(client.closed_within(1s));
    Client old(box.server->http_port());
    old.send("GET /export HTTP/1.0\r\n\r\n");
    CHECK(old.closed_within(3s));
}

TEST_CASE("stopping lets requests under way finish and nobody else wait", "[http]") {
    Box box;
    std::atomic<bool> inside = false;
    box.routes.push_back({Method::get, "/slow", anyone, [&](const Request&) {
                              inside = true;
                              std::this_thread::sleep_for(500ms);
                              return Response::text(std::string(2'000'000, 'x'));
                          }});
    box.start();
    auto port = box.server->http_port();
    Client resting(port), slow(port);
    REQUIRE(resting.ask(request("GET", "/open")).status == 200);
    slow.send(request("GET", "/slow"));
    while (!inside) std::this_thread::sleep_for(1ms);
    auto begun = std::chrono::steady_clock::now();
    std::thread stopping([&] { box.server->stop(); });
    auto reply = slow.receive();
    stopping.join();
    CHECK(reply.whole);
    CHECK(reply.body.size() == 2'000'000);
    CHECK(resting.closed_within(100ms));
    CHECK(std::chrono::steady_clock::now() - begun < box.settings.stop_within);
    CHECK_FALSE(Client(port).connected());
}

TEST_CASE("stopping does not wait for ever", "[http]") {
    Box box;
    box.settings.stop_within = 200ms;
    box.routes.push_back({Method::get, "/endless", anyone, [](const Request&) {
                              Response endless;
                              endless.stream = [](std::string& next) { return next.assign(1000, 'x'), true; };
                              return endless;
                          }});
    box.start();
    Client client(box.server->http_port());
    client.send(request("GET", "/endless"));
    std::this_thread::sleep_for(50ms);
    auto begun = std::chrono::steady_clock::now();
    box.server->stop();
    CHECK(std::chrono::steady_clock::now() - begun < 4s);
}

TEST_CASE("a server says which port is taken", "[X7]") {
    Box first, second;
    first.start();
    second.settings.http = "127.0.0.1:" + std::to_string(first.server->http_port());
    auto message = [&](const std::string& where) {
        second.settings.http = where;
        try {
            second.start();
        } catch (const storage::Error& error) {
            CHECK(error.fault() == storage::Fault::unusable);
            return std::string(error.what());
        }
        return std::string();
    };
    auto taken = second.settings.http;
    CHECK(message(taken) == "Cannot listen on " + taken + ": the port is already in use by another program.");
    CHECK(message("192.0.2.1:0").contains("does not have that address"));
    CHECK(message("nonsense").contains("must look like"));
    CHECK(message("[::1]:0").empty());
}

TEST_CASE("the log and the figures hear of every request", "[X6]") {
    Box box;
    box.start();
    Client client(box.server->http_port());
    client.ask(request("GET", "/open"));
    std::this_thread::sleep_for(20ms);
    auto figures = box.server->statistics();
    CHECK(figures.open == 1);
    CHECK(figures.resting == 1);
}

}  // namespace http::test
