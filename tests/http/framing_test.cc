// Where requests end: the pure functions as tables, and over real sockets that no body is ever answered as a request.
#include <catch2/catch_test_macros.hpp>

#include <format>
#include <random>

#include "http/chunks.h"
#include "http/client.h"
#include "http/framing.h"

namespace http::test {
namespace {

/// The status of the flaw; 0: none.
int flaw_in(const std::string& head) {
    const auto framing = framing_of(head);
    return framing ? 0 : framing.error().status;
}

int flaw_with(const std::string& lines) { return flaw_in("POST / HTTP/1.1\r\nHost: box\r\n" + lines + "\r\n"); }

struct Taken {
    Chunks::State state;
    std::string content, rest;
    bool operator==(const Taken&) const = default;
};

/// `piece` bytes at a time.
Taken take_apart(std::string_view bytes, std::size_t piece) {
    Chunks chunks;
    Taken taken{.state = Chunks::State::more, .content = {}, .rest = {}};
    while (!bytes.empty() && taken.state == Chunks::State::more) {
        auto come = bytes.substr(0, piece);
        const auto before = come.size();
        std::string_view content;
        taken.state = chunks.take(come, content);
        taken.content += content;
        bytes.remove_prefix(before - come.size());
    }
    taken.rest = bytes;
    return taken;
}

}  // namespace

TEST_CASE("a length is digits", "[http]") {
    CHECK(content_length("0") == 0U);
    CHECK(content_length("34") == 34U);
    CHECK(content_length("0034") == 34U);
    CHECK(content_length("9223372036854775807") == 9223372036854775807U);
    for (const auto* bad : {"", "+34", "-1", "34abc", "0x22", "34, 34", "1e2", " 34", "34 ", "3 4",
                            "9223372036854775808", "99999999999999999999999"}) {
        INFO(bad);
        CHECK_FALSE(content_length(bad));
    }
}

TEST_CASE("the size of a chunk is hexadecimal digits, and extensions are text", "[http]") {
    CHECK(chunk_size("3") == 3U);
    CHECK(chunk_size("00aF") == 0xAFU);
    CHECK(chunk_size("3;name=value") == 3U);
    CHECK(chunk_size("3 ; name=\"a b\"") == 3U);
    for (const auto* bad : {"", "0x3", "+3", "-3", " 3", "3 ", "3x", "g", ";3", "3;\n", "3;a\rb", "1234567890abcdef"}) {
        INFO(bad);
        CHECK_FALSE(chunk_size(bad));
    }
}

TEST_CASE("a host is a name or an address, and perhaps a port", "[http]") {
    for (const auto* good : {"box", "box.local", "box.local:8080", "BOX_1.", "10.0.0.1", "10.0.0.1:80", "[::1]",
                             "[fd00::7]:443", "box:"}) {
        INFO(good);
        CHECK(is_host(good));
    }
    for (const auto* bad : {"", ":80", "a b", "box/", "user@box", "box:x", "box:65536", "box:1:2", "[::1", "[]",
                            "[::1]x", "fd00::7", "box,other", "b\u00f6x"}) {
        INFO(bad);
        CHECK_FALSE(is_host(bad));
    }
}

TEST_CASE("a head that two programs could read differently is none", "[http]") {
    struct Case {
        const char* lines;
        int status;
    };
    for (const auto& [lines, status] : {
             Case{"", 0},
             Case{"Content-Length: 3\r\n", 0},
             Case{"content-length:3\r\n", 0},
             Case{"Transfer-Encoding: Chunked\r\n", 0},
             Case{"X: \t\x80\xFF\r\n", 0},
             Case{"X:\r\n", 0},
             Case{"Content-Length: +34\r\n", 400},
             Case{"Content-Length: 34, 34\r\n", 400},
             Case{"Content-Length: 34\r\nContent-Length: 34\r\n", 400},
             Case{"Content-Length:\r\n", 400},
             Case{"Content-Length: 0\r\nTransfer-Encoding: chunked\r\n", 400},
             Case{"Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n", 400},
             Case{"Transfer-Encoding: chunked, gzip\r\n", 400},
             Case{"Transfer-Encoding: xchunked\r\n", 400},
             Case{"Transfer-Encoding:\r\n", 400},
             Case{"Transfer-Encoding: gzip, chunked\r\n", 501},
             Case{"Host: box\r\n", 400},
             Case{"X : y\r\n", 400},
             Case{"X\r\n", 400},
             Case{": y\r\n", 400},
             Case{"X: y\r\n folded\r\n", 400},
             Case{"X: y\r\n\tfolded\r\n", 400},
             Case{" X: y\r\n", 400},
             Case{"X: a\rb\r\n", 400},
             Case{"X: a\nY: b\r\n", 400},
             Case{"X: a\x01\r\n", 400},
             Case{"X: a\x7F\r\n", 400},
         }) {
        INFO(lines);
        CHECK(flaw_with(lines) == status);
    }
    using namespace std::string_literals;
    CHECK(flaw_with("X: a\0b\r\n"s) == 400);
}

TEST_CASE("a method that nobody knows is told from a broken request", "[http]") {
    for (const auto* method : {"PROPFIND", "MKCALENDAR", "PRI", "get", "X"})
        CHECK(flaw_in(std::format("{} / HTTP/1.1\r\nHost: box\r\n\r\n", method)) == 501);
    CHECK(flaw_in("G(T / HTTP/1.1\r\nHost: box\r\n\r\n") == 400);
}

TEST_CASE("a request line has three parts and a version that is known", "[http]") {
    auto flaw = [](const std::string& line) { return flaw_in(line + "\r\nHost: box\r\n\r\n"); };
    CHECK(flaw("GET / HTTP/1.1") == 0);
    CHECK(flaw("GET http://box/x HTTP/1.1") == 0);
    CHECK(flaw("GET http://other/x HTTP/1.1") == 400);
    CHECK(flaw("GET / HTTP/2.0") == 505);
    for (const auto* bad :
         {"GET", "GET /", "GET  / HTTP/1.1", "GET /  HTTP/1.1", " GET / HTTP/1.1", "GET / HTTP/1.1 ", "GET\t/ HTTP/1.1",
          "G(T / HTTP/1.1", "GET / http/1.1", "GET / HTTP/11", "GET /a b HTTP/1.1"}) {
        INFO(bad);
        CHECK(flaw(bad) == 400);
    }
    CHECK(flaw("GET /" + std::string(most_target_bytes - 1, 'a') + " HTTP/1.1") == 0);
    CHECK(flaw("GET /" + std::string(most_target_bytes, 'a') + " HTTP/1.1") == 414);
    CHECK(flaw_in("GET / HTTP/1.1\r\n\r\n") == 400);
    CHECK(flaw_in("GET / HTTP/1.0\r\n\r\n") == 0);
    CHECK(flaw_in("GET / HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n") == 400);
}

TEST_CASE("a head has a largest size, a longest line and a largest number of fields", "[http]") {
    auto many = [](std::size_t fields, const std::string& value) {
        std::string lines;
        for (std::size_t i = 0; i < fields; ++i) lines += std::format("X-{}: {}\r\n", i, value);
        return flaw_with(lines);
    };
    CHECK(many(most_fields - 1, "x") == 0);  // and Host
    CHECK(many(most_fields, "x") == 431);
    const std::size_t longest = most_field_bytes - std::string_view("X-0: \r\n").size();
    CHECK(many(1, std::string(longest, 'x')) == 0);
    CHECK(many(1, std::string(longest + 1, 'x')) == 431);
    CHECK(many(50, std::string(1000, 'x')) == 431);
}

TEST_CASE("a head ends at its blank line, however it comes", "[http]") {
    const std::string head = "GET / HTTP/1.1\r\nHost: box\r\n\r\n";
    for (std::size_t size = 0; size < head.size(); ++size)
        CHECK(end_of_head(head.substr(0, size)) == std::string::npos);
    for (std::size_t searched = 0; searched < head.size(); ++searched)
        CHECK(end_of_head(head + "GET", searched) == head.size());
    CHECK(end_of_head("GET / HTTP/1.1\nHost: box\n\nabc") == 26);
    CHECK(flaw_in("GET / HTTP/1.1\nHost: box\n\n") == 400);
    CHECK(field_of("GET / HTTP/1.1\r\nX: y\r\nCookie:  a=b \r\n\r\n", "cookie") == "a=b");
    CHECK(field_of("GET / HTTP/1.1\r\n\r\nCookie: a=b\r\n", "cookie").empty());
}

TEST_CASE("chunks are the same whatever pieces they come in", "[http]") {
    std::mt19937 random(7);  // NOLINT(cert-msc51-cpp): the same each time
    for (int round = 0; round < 200; ++round) {
        std::string bytes, content;
        for (auto left = random() % 5; left > 0; --left) {
            const std::string chunk(1 + (random() % 300), static_cast<char>('a' + (random() % 26)));
            bytes += std::format("{:x}{}\r\n{}\r\n", chunk.size(), random() % 2 ? ";x=y" : "", chunk);
            content += chunk;
        }
        bytes += random() % 2 ? "0\r\n\r\n" : "0\r\nX-Sum: 1\r\n\r\n";
        const Taken expected{.state = Chunks::State::whole, .content = content, .rest = "GET / HTTP/1.1\r\n"};
        for (std::size_t piece : {std::size_t{1}, std::size_t{2}, std::size_t{7}, bytes.size() + 100})
            CHECK(take_apart(bytes + expected.rest, piece) == expected);
    }
}

TEST_CASE("what are no chunks breaks off", "[http]") {
    for (const auto* bad :
         {"0x3\r\nabc\r\n0\r\n\r\n", "3\nabc\r\n0\r\n\r\n", "3;a\nb\r\nabc\r\n0\r\n\r\n", "3\r\nabcd\r\n0\r\n\r\n",
          "3\r\nabc\n0\r\n\r\n", "\r\n", "0\r\nnonsense\r\n\r\n", "0\r\n\n", "0\r\nX : y\r\n\r\n"}) {
        INFO(bad);
        CHECK(take_apart(bad, 1).state == Chunks::State::broken);
        CHECK(take_apart(bad, 100).state == Chunks::State::broken);
    }
    std::string extensions;
    for (int i = 0; i < 100; ++i) extensions += "1;" + std::string(900, 'x') + "\r\na\r\n";
    CHECK(take_apart(extensions, 4096).state == Chunks::State::broken);
    CHECK(take_apart(std::string(2000, '0'), 4096).state == Chunks::State::broken);
}

TEST_CASE("a body is never answered as the next request", "[http]") {
    Box box;
    std::atomic<int> smuggled = 0;
    box.routes.push_back({Method::get, "/smuggled", anyone, [&](const Request&) {
                              ++smuggled;
                              return Response::text("smuggled");
                          }});
    box.start();
    const std::string inner = "GET /smuggled HTTP/1.1\r\nHost: box.local\r\n\r\n";
    const std::string head = "POST /open HTTP/1.1\r\nHost: box.local\r\nAuthorization: Bearer robot\r\n";
    for (const auto* lines :
         {"Content-Length: +34\r\n", "Content-Length: 34abc\r\n", "Content-Length: 0x22\r\n",
          "Content-Length: 34, 34\r\n", "Content-Length: -1\r\n", "Content-Length: 1e2\r\n",
          "Content-Length: 0\r\nContent-Length: 34\r\n", "Content-Length : 34\r\n", "Content-Length:\r\n 34\r\n",
          "Content-Length: 0\r\nTransfer-Encoding: chunked\r\n", "Transfer-Encoding : chunked\r\n",
          "Transfer-Encoding: identity\r\n", "Transfer-Encoding: chunked, identity\r\n", "Host: box.local\r\n",
          "X: a\nContent-Length: 34\r\n"}) {
        INFO(lines);
        Client client(box.server->http_port());
        const auto reply = client.ask(head + lines + "\r\n" + inner);
        CHECK(reply.status == 400);
        CHECK(reply.closed);
        CHECK(client.closed_within(3s));
        CHECK(client.receive(false, 0ms).status == 0);
    }
    for (const std::string chunks :
         {"0x3\r\nabc\r\n0\r\n\r\n", "3;a\nb\r\nabc\r\n0\r\n\r\n", "0 \r\n\r\n", "-0\r\n\r\n"}) {
        INFO(chunks);
        Client client(box.server->http_port());
        const auto reply = client.ask(head + "Transfer-Encoding: chunked\r\n\r\n" + chunks + inner);
        CHECK(reply.status == 400);
        CHECK(client.closed_within(3s));
        CHECK(client.receive(false, 0ms).status == 0);
    }
    CHECK(smuggled == 0);
}

TEST_CASE("requests that follow a body on the same connection are answered", "[http]") {
    Box box;
    box.start();
    Client client(box.server->http_port());
    const auto chunked = request("POST", "/open", {as_robot, {"Transfer-Encoding", "chunked"}}) +
                         "3;x=y\r\nabc\r\n0\r\nX-Sum: 7\r\n\r\n";
    client.send(chunked + "\r\n" + request("POST", "/open", {as_robot}, "def") + request("GET", "/open"));
    CHECK(client.receive().body == "abc");
    CHECK(client.receive().body == "def");
    CHECK(client.receive().status == 200);
    CHECK(box.ask("GET /open HTTP/1.1\nHost: box.local\n\n").status == 400);
}

TEST_CASE("a head that is too large gets a page that says so", "[http]") {
    Box box;
    box.start();
    for (std::size_t size : {9'000UL, 50'000UL}) {
        const auto reply = box.get("/open", {{"Cookie", "a=" + std::string(size, 'x')}});
        CHECK(reply.status == 431);
        CHECK(reply.body.contains("too many cookies"));
        CHECK(reply.closed);
    }
}

TEST_CASE("a name that is not the box's is turned away", "[http]") {
    Box box;
    box.start();
    auto asked = [&](const std::string& host) { return box.ask("GET /open HTTP/1.1\r\nHost: " + host + "\r\n\r\n"); };
    for (const auto* own : {"box.local", "BOX.local.", "box.local:8080", "localhost", "localhost:1", "127.0.0.1",
                            "127.1.2.3", "[::1]:80"}) {
        INFO(own);
        CHECK(asked(own).status == 200);
    }
    for (const auto* foreign :
         {"evil.example", "box.local.evil.example", "192.0.2.1", "[2001:db8::1]", "local", "box"}) {
        INFO(foreign);
        const auto reply = asked(foreign);
        CHECK(reply.status == 421);
        CHECK(reply.header("Content-Type") == "text/plain; charset=utf-8");
        CHECK(reply.closed);
    }
    CHECK(box.ask("GET http://evil.example/open HTTP/1.1\r\nHost: box.local\r\n\r\n").status == 400);
}

}  // namespace http::test
