// Nobody is shut out by others: strangers who are slow or many, and a signed-in browser meanwhile. What must come soon is given two
// seconds: a busy machine is no failure.
#include <sys/resource.h>
#include <sys/socket.h>

#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <condition_variable>
#include <format>
#include <memory>
#include <mutex>
#include <thread>

#include "http/client.h"
#include "http/transport/address.h"
#include "http/transport/certificate.h"
#include "http/transport/connections.h"
#include "http/transport/threads.h"
#include "support/own_network.h"

namespace http::test {
namespace {

using Clients = std::vector<std::unique_ptr<Client>>;

/// Both ends of all connections are in this process.
void allow_many_files() {
    rlimit limit{};
    getrlimit(RLIMIT_NOFILE, &limit);
    limit.rlim_cur = limit.rlim_max;
    setrlimit(RLIMIT_NOFILE, &limit);
}

Clients idle_browsers(Box& box, int count) {
    Clients browsers;
    for (int i = 0; i < count; ++i) {
        browsers.push_back(std::make_unique<Client>(box.server->http_port(), "127.0.1.1"));
        REQUIRE(browsers.back()->ask(request("GET", "/page", {as_ann})).status == 200);
    }
    return browsers;
}

/// Somebody who begins with a request, and goes on when told to.
void add_drip(Clients& drips, const Box& box, const std::string& address) {
    drips.push_back(std::make_unique<Client>(box.server->http_port(), address));
    drips.back()->send("GET /open HTTP/1.1\r\nHost: box.local\r\nX: ");
}

/// Ann, who comes anew each time and over a connection that she keeps, is answered in time; `meanwhile` the others do their part.
template <class Work> void check_ann_is_answered(Box& box, Work meanwhile) {
    Client kept(box.server->http_port(), "127.0.1.2");
    auto slowest = 0ms;
    for (int round = 0; round < 12; ++round) {
        meanwhile();
        const auto begun = std::chrono::steady_clock::now();
        CHECK(kept.ask(request("GET", "/page", {as_ann})).status == 200);
        CHECK(Client(box.server->http_port(), "127.0.1.3").ask(request("GET", "/page", {as_ann})).status == 200);
        slowest = std::max(
            slowest, std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::steady_clock::now() - begun));
        std::this_thread::sleep_for(200ms);
    }
    CHECK(slowest < 2s);
}

void check_all_answer(Clients& browsers) {
    for (auto& browser : browsers) CHECK(browser->ask(request("GET", "/page", {as_ann})).status == 200);
}

}  // namespace

TEST_CASE("heads that drip in from many addresses keep no signed-in browser waiting", "[http][X1]") {
    allow_many_files();
    Box box;
    box.settings.threads = 16;
    box.settings.connections = 300;
    box.start();
    auto browsers = idle_browsers(box, 100);
    Clients drips;
    for (int address = 2; address < 10; ++address)
        for (int i = 0; i < 64; ++i) add_drip(drips, box, std::format("127.0.0.{}", address));
    check_ann_is_answered(box, [&] {
        for (auto& drip : drips) drip->send("x");
    });
    check_all_answer(browsers);
    CHECK(box.server->statistics().open <= 300);
    CHECK(box.server->statistics().turned_away >= 300);
}

TEST_CASE("who has four addresses, or a whole network of them, keeps no signed-in browser waiting", "[http][X1]") {
    constexpr int allowed = 64, of_network = 600;
    allow_many_files();
    std::vector<std::string> addresses;
    for (int i = 1; i <= 4; ++i) addresses.push_back(std::format("192.0.2.{}", i));
    for (int i = 1; i <= of_network; ++i) addresses.push_back(std::format("fd00:1::{:x}", i));
    const auto attack = [&] {
        Box box;
        box.settings.http = "[::]:0";
        box.settings.threads = 16;
        box.start();
        auto browsers = idle_browsers(box, 50);
        Clients drips;
        for (const auto& address : addresses)
            for (int i = 0; i < (address.starts_with("192.") ? 2 * allowed : 1); ++i) add_drip(drips, box, address);
        check_ann_is_answered(box, [&] {
            for (auto& drip : drips) drip->send("x");
        });
        check_all_answer(browsers);
        CHECK(box.server->statistics().turned_away >=
              4 * allowed);  // all of the surplus, but for what had gone by then
    };
    if (!support::in_own_network(addresses, attack)) SKIP("this machine lets us make no network");
}

TEST_CASE("bodies that drip in keep nobody waiting", "[http][X1]") {
    allow_many_files();
    Box box;
    box.settings.threads = 16;
    box.start();
    auto browsers = idle_browsers(box, 20);
    Clients slow;
    for (int i = 0; i < 256; ++i) {
        slow.push_back(std::make_unique<Client>(box.server->http_port(), std::format("127.0.0.{}", 2 + i / 64)));
        slow.back()->send("POST /open HTTP/1.1\r\nHost: box.local\r\nContent-Length: 200000\r\n\r\n");
    }
    check_ann_is_answered(box, [&] {
        for (auto& body : slow) body->send(std::string(220, 'x'));  // five times a second
    });
    check_all_answer(browsers);
    Client stranger(box.server->http_port(), "127.0.1.4");
    stranger.send(request("GET", "/open"));
    CHECK(stranger.receive(false, 20s).status == 200);
}

TEST_CASE("handshakes that nobody goes on with hold no threads", "[http][X4]") {
    const auto now = std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
    const auto authority = make_authority("Test", now);
    const auto own = make_server_certificate(authority, {"box.local"}, now);
    Box box;
    box.settings.threads = 4;
    box.settings.https = "127.0.0.1:0";
    box.settings.certificate = own.certificate;
    box.settings.key = own.key;
    box.settings.head_deadline = 2s;
    box.start();
    Clients silent;
    for (int i = 0; i < 40; ++i) {
        silent.push_back(std::make_unique<Client>(box.server->https_port()));
        if (i % 2) silent.back()->send("\x16\x03\x01");
    }
    Client ann(box.server->https_port(), authority.certificate, "box.local");
    REQUIRE(ann.connected());
    CHECK(ann.ask(request("GET", "/page", {as_ann_over_tls})).status == 200);
    for (auto& client : silent) CHECK(client->closed_within(5s));
    CHECK(ann.ask(request("GET", "/page", {as_ann_over_tls})).status == 200);
}

TEST_CASE("an IPv6 address counts as its network", "[http]") {
    CHECK(counted_as("2001:db8:1:2:3::4") == "2001:db8:1:2::/64");
    CHECK(counted_as("2001:db8:1:2::9") == counted_as("2001:db8:1:2:ffff::1"));
    CHECK(counted_as("2001:db8:1:3::9") != counted_as("2001:db8:1:2::9"));
    CHECK(counted_as("192.0.2.1") == "192.0.2.1");
    CHECK(counted_as("::1") == "::1");
    CHECK(counted_as("fe80::1") != counted_as("fe80::2"));
}

TEST_CASE("a network may have so many strangers, and who is known does not count", "[http]") {
    const Poller poller;
    Connections connections(poller, {.all = 100, .strangers_of_address = 8});
    auto add = [&](const std::string& address) {
        return connections.add(::socket(AF_INET, SOCK_STREAM, 0), address, nullptr,
                               {.grace = 1s, .bytes_per_second = 1}, Connections::Clock::now() + 1s);
    };
    for (int i = 0; i < 600; ++i) CHECK(add(std::format("2001:db8::{:x}", i)) != nullptr);  // the oldest leave
    CHECK(connections.open() == 8);
    CHECK(connections.turned_away() == 592);
    for (int i = 0; i < 20; ++i) CHECK(add("127.0.0.1") != nullptr);
    for (int i = 0; i < 20; ++i) {
        auto* known = add("192.0.2.1");
        REQUIRE(known != nullptr);
        known->wire.trust();
        connections.take(*known);
    }
    CHECK(connections.open() == 48);
    std::vector<Connection*> busy;
    for (int i = 0; i < 8; ++i) connections.take(*busy.emplace_back(add("192.0.2.2")));
    CHECK(add("192.0.2.2") == nullptr);
    connections.give_back(*busy[3], Connection::Stage::resting, 1s);
    CHECK(add("192.0.2.2") != nullptr);
    CHECK(connections.open() == 56);
}

TEST_CASE("strangers leave threads for those who are known", "[http]") {
    std::mutex mutex;
    std::condition_variable changed;
    int strangers = 0, known = 0;
    bool go = false;
    const Poller poller;
    Connections connections(poller, {.all = 100, .strangers_of_address = 100});
    Threads threads(4, 1, [&](Connection& connection) {
        std::unique_lock lock(mutex);
        ++(connection.wire.trusted() ? known : strangers);
        changed.notify_all();
        if (!connection.wire.trusted()) changed.wait(lock, [&] { return go; });
    });
    auto add = [&] {
        return connections.add(::socket(AF_INET, SOCK_STREAM, 0), "127.0.0.1", nullptr,
                               {.grace = 1s, .bytes_per_second = 1}, Connections::Clock::now() + 1s);
    };
    auto until = [&](auto holds) {
        std::unique_lock lock(mutex);
        return changed.wait_for(lock, 5s, holds);
    };
    for (int i = 0; i < 10; ++i) threads.put(*add(), Threads::Line::strangers);
    CHECK(until([&] { return strangers == 3; }));
    CHECK(threads.strangers_held_up() == 7);
    CHECK_FALSE(threads.has_room(Threads::Line::known));
    for (int i = 0; i < 5; ++i) {
        auto* ann = add();
        ann->wire.trust();
        threads.put(*ann, Threads::Line::known);
    }
    CHECK(until([&] { return known == 5; }));
    {
        const std::lock_guard lock(mutex);
        CHECK(strangers == 3);
        go = true;
        changed.notify_all();
    }
    CHECK(until([&] { return strangers == 10; }));
}

TEST_CASE("what has arrived when the box stops is answered", "[http]") {
    Box box;
    box.settings.threads = 4;
    box.routes.push_back({Method::get, "/slow", anyone, [](const Request&) {
                              std::this_thread::sleep_for(100ms);
                              return Response::text("slow");
                          }});
    box.start();
    Clients clients;
    for (int i = 0; i < 12; ++i) {
        clients.push_back(std::make_unique<Client>(box.server->http_port()));
        clients.back()->send(request("GET", "/slow"));
    }
    Client unfinished(box.server->http_port());
    unfinished.send("GET /slow HTTP/1.1\r\n");
    box.server->stop();
    for (auto& client : clients) {
        CHECK(client->receive().body == "slow");
        CHECK(client->closed_within(1s));
    }
    CHECK(unfinished.closed_within(1s));
}

}  // namespace http::test
