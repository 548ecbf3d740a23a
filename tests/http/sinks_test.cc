// Bodies that go where the route wants them, as they come.
#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <mutex>
#include <thread>

#include "http/client.h"

namespace http::test {
namespace {

/// What the sinks of a box saw.
struct Seen {
    std::mutex mutex;
    std::string bytes;
    std::size_t pieces = 0, largest_piece = 0, begun = 0, done = 0;
};

/// Refuses a body that says "no" as soon as it does, and one whose head says so.
BodySink sink_into(Seen& seen, const Request& head) {
    if (head.headers.get("x-mood") == "bad") throw storage::Error(storage::Fault::refused, "Not today.");
    {
        const std::lock_guard lock(seen.mutex);
        ++seen.begun;
    }
    auto take = [&seen](std::string_view bytes) {
        std::lock_guard lock(seen.mutex);
        seen.bytes += bytes;
        ++seen.pieces;
        seen.largest_piece = std::max(seen.largest_piece, bytes.size());
        if (bytes.contains("no")) throw storage::Error(storage::Fault::full, "The disk is full.");
    };
    auto done = [&seen] {
        const std::lock_guard lock(seen.mutex);
        ++seen.done;
        return Response::text(std::to_string(seen.bytes.size()), 201);
    };
    return {.take = take, .done = done};
}

struct SinkBox : Box {
    Seen seen;
    explicit SinkBox(std::size_t limit = 4UL * 1024 * 1024) {
        settings.body_grace = 400ms;
        Route route{Method::post, "/sink", signed_in, {}, limit};
        route.sink = [this](const Request& head) { return sink_into(seen, head); };
        routes.push_back(route);
        start();
    }
};

const std::pair<std::string, std::string> by_page{"X-CSRF-Token", "aa00aa00"};

}  // namespace

TEST_CASE("a sink gets a body of any type in small pieces", "[http]") {
    SinkBox box;
    const std::string body(3'000'000, 'x');
    for (const auto* type : {"image/png", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x"}) {
        box.seen.bytes.clear();
        auto reply = box.post("/sink", {as_robot, {"Content-Type", type}}, body);
        CHECK(reply.status == 201);
        CHECK(reply.body == "3000000");
        CHECK(box.seen.bytes == body);
    }
    CHECK(box.seen.largest_piece <= 64UL * 1024);
    CHECK(box.seen.done == 3);
}

TEST_CASE("a sink may get nothing at all, and chunks", "[http]") {
    SinkBox box;
    Client client(box.server->http_port());
    CHECK(client.ask(request("POST", "/sink", {as_robot, {"Content-Length", "0"}})).body == "0");
    auto head = request("POST", "/sink", {as_robot, {"Transfer-Encoding", "chunked"}});
    CHECK(client.ask(head + "3\r\nabc\r\n4\r\ndefg\r\n0\r\n\r\n").body == "7");
    CHECK(client.ask(request("GET", "/open")).status == 200);
}

TEST_CASE("a body beyond the limit of its sink is never done", "[http]") {
    SinkBox box(1000);
    CHECK(box.post("/sink", {as_robot}, std::string(1001, 'x')).status == 413);
    CHECK(box.seen.begun == 1);
    CHECK(box.seen.bytes.empty());
    auto chunks = request("POST", "/sink", {as_robot, {"Transfer-Encoding", "chunked"}});
    for (int i = 0; i < 20; ++i) chunks += "64\r\n" + std::string(100, 'x') + "\r\n";
    CHECK(box.ask(chunks + "0\r\n\r\n").status == 413);
    CHECK(box.seen.bytes.size() <= 1000);
    CHECK(box.seen.done == 0);
    CHECK(box.post("/sink", {as_robot}, std::string(1000 - box.seen.bytes.size(), 'x')).status == 201);
}

TEST_CASE("what a sink refuses is not read on", "[http]") {
    SinkBox box;
    auto full = box.post("/sink", {as_robot}, "no" + std::string(3'000'000, 'x'));
    CHECK(full.status == 507);
    CHECK(full.closed);
    CHECK(box.seen.bytes.size() < 100'000);
    auto unread = box.post("/sink", {as_robot, {"X-Mood", "bad"}}, std::string(1'000'000, 'x'));
    CHECK(unread.status == 403);
    CHECK(unread.closed);
    CHECK(box.seen.begun == 1);
    CHECK(box.seen.done == 0);
}

TEST_CASE("a sink opens only for who may, and not for forged requests", "[http]") {
    SinkBox box;
    CHECK(box.post("/sink", {}, "abc").status == 401);
    CHECK(box.post("/sink", {form_type}, "abc").status == 401);
    CHECK(box.post("/sink", {as_ann}, "abc").status == 403);
    CHECK(box.post("/sink", {as_ann, form_type}, "csrf=aa00aa00").status == 403);
    CHECK(box.seen.begun == 0);
    CHECK(box.post("/sink", {as_ann, by_page}, "abc").status == 201);
}

TEST_CASE("a body that is cut or too slow never reaches the end of its sink", "[http]") {
    SinkBox box;
    {
        Client client(box.server->http_port());
        client.send(request("POST", "/sink", {as_robot, {"Content-Length", "1000"}}) + "half");
    }
    Client slow(box.server->http_port());
    auto reply = slow.ask(request("POST", "/sink", {as_robot, {"Content-Length", "1000"}}) + "half");
    CHECK(reply.status == 400);
    CHECK(reply.closed);
    CHECK(box.seen.begun == 2);
    CHECK(box.seen.done == 0);
}

TEST_CASE("who waits to be told to go on is told, and refused without sending", "[http]") {
    SinkBox box;
    Client client(box.server->http_port());
    client.send(request("POST", "/sink", {as_robot, {"Content-Length", "3"}, {"Expect", "100-continue"}}));
    CHECK(client.receive().status == 100);
    CHECK(client.ask("abc").body == "3");

    for (const auto& head :
         {request("POST", "/sink", {{"Content-Length", "3"}, {"Expect", "100-continue"}}),
          request("POST", "/sink", {as_robot, {"Content-Length", "99999999"}, {"Expect", "100-Continue"}}),
          request("POST", "/nowhere", {as_robot, {"Content-Length", "3"}, {"Expect", "100-continue"}})}) {
        Client other(box.server->http_port());
        const auto refused = other.ask(head);
        CHECK(refused.status >= 400);
        CHECK(refused.closed);
    }
}

}  // namespace http::test
