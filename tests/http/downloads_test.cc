// Files on their way out: whole, in part, and so that nothing in them runs.
#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <cstring>

#include "http/client.h"
#include "http/download.h"

namespace http::test {
namespace {

constexpr std::string_view digits = "0123456789";

std::size_t read_digits(std::uint64_t offset, std::span<char> piece) {
    auto taken = digits.substr(std::min<std::size_t>(offset, digits.size()), piece.size());
    std::memcpy(piece.data(), taken.data(), taken.size());
    return taken.size();
}

/// "/digits" is ten bytes; "/large" twenty million; "/short" says more than it has.
struct FileBox : Box {
    FileBox() {
        serve("/digits", digits.size(), read_digits);
        serve("/empty", 0, read_digits);
        serve("/pdf", digits.size(), read_digits, "application/pdf");
        serve("/short", 100, read_digits);
        serve("/large", 20'000'000, [](std::uint64_t offset, std::span<char> piece) {
            for (std::size_t i = 0; i < piece.size(); ++i) piece[i] = static_cast<char>('a' + (offset + i) % 23);
            return piece.size();
        });
        start();
    }
    void serve(std::string path, std::uint64_t size, auto read, std::string type = "text/plain") {
        routes.push_back({Method::get, std::move(path), anyone, [=](const Request& request) {
                              return download(request, {.content = {.size = size, .read = read},
                                                        .name = "digits.txt",
                                                        .type = type,
                                                        .etag = "\"d1\""});
                          }});
    }
};

}  // namespace

TEST_CASE("a range is the bytes it asks for, all of them, or none", "[http]") {
    const std::optional<Range> all;
    const Range nothing;
    struct Case {
        const char* header;
        std::optional<Range> range;
    };
    for (const auto& [header, range] : {
             Case{"", all},
             {"bytes=0-3", Range{0, 4}},
             {"Bytes=0-3", Range{0, 4}},
             {"bytes=9-9", Range{9, 1}},
             {"bytes=5-", Range{5, 5}},
             {"bytes=0-", Range{0, 10}},
             {"bytes=8-100", Range{8, 2}},
             {"bytes=8-99999999999999999999999999", Range{8, 2}},
             {"bytes=-3", Range{7, 3}},
             {"bytes=-100", Range{0, 10}},
             {"bytes=10-", nothing},
             {"bytes=10-20", nothing},
             {"bytes=99999999999999999999999999-", nothing},
             {"bytes=0-1,3-4", all},
             {"bytes=4-3", all},
             {"bytes=-", all},
             {"bytes=a-b", all},
             {"bytes=1-2x", all},
             {"bytes=+1-2", all},
             {"bytes 0-3", all},
             {"lines=0-3", all},
         }) {
        INFO(header);
        CHECK(asked_range(header, 10) == range);
    }
    CHECK(asked_range("bytes=-0", 10)->size == 0);
    CHECK(asked_range("bytes=0-", 0) == nothing);
    CHECK(asked_range("bytes=-5", 0)->size == 0);
}

TEST_CASE("a file is given whole or in part", "[http]") {
    FileBox box;
    auto whole = box.get("/digits");
    CHECK(whole.status == 200);
    CHECK(whole.body == digits);
    CHECK(whole.header("Content-Length") == "10");
    CHECK(whole.header("Accept-Ranges") == "bytes");
    CHECK(whole.header("ETag") == "\"d1\"");
    auto part = box.get("/digits", {{"Range", "bytes=3-5"}});
    CHECK(part.status == 206);
    CHECK(part.body == "345");
    CHECK(part.header("Content-Range") == "bytes 3-5/10");
    CHECK(part.header("Content-Length") == "3");
    CHECK(box.get("/digits", {{"Range", "bytes=-2"}}).body == "89");
    auto none = box.get("/digits", {{"Range", "bytes=10-"}});
    CHECK(none.status == 416);
    CHECK(none.header("Content-Range") == "bytes */10");
    for (const auto* unreadable : {"bytes=three-5", "bytes=5", "lines=1-2", "bytes=5-3", "", "bytes=-"})
        CHECK(box.get("/digits", {{"Range", unreadable}}).body == "0123456789");
    auto several = box.get("/digits", {{"Range", "bytes=0-1,3-4"}});
    CHECK(several.status == 200);
    CHECK(several.body == digits);
    CHECK(box.get("/empty").status == 200);
    CHECK(box.get("/empty").body.empty());
}

TEST_CASE("a part is given only of the file that was meant", "[http]") {
    FileBox box;
    const std::pair<std::string, std::string> range{"Range", "bytes=3-5"};
    CHECK(box.get("/digits", {range, {"If-Range", "\"d1\""}}).body == "345");
    CHECK(box.get("/digits", {range, {"If-Range", "\"d2\""}}).body == digits);
    CHECK(box.get("/digits", {range, {"If-Range", "W/\"d1\""}}).body == digits);
    CHECK(box.get("/digits", {range, {"If-Range", "Fri, 27 Nov 2026 00:00:00 GMT"}}).body == digits);
    CHECK(box.get("/digits", {{"If-None-Match", "\"d0\", \"d1\""}}).status == 304);
    CHECK(box.get("/digits", {{"If-None-Match", "\"d2\""}}).status == 200);
}

TEST_CASE("HEAD says what GET would, without the bytes", "[http]") {
    FileBox box;
    Client client(box.server->http_port());
    auto head = client.ask(request("HEAD", "/digits"));
    CHECK(head.status == 200);
    CHECK(head.header("Content-Length") == "10");
    CHECK(head.header("ETag") == "\"d1\"");
    CHECK(client.ask(request("GET", "/digits")).body == digits);
}

TEST_CASE("a large file comes whole, and a connection ends whose file is shorter than was said", "[http]") {
    FileBox box;
    auto large = box.get("/large");
    REQUIRE(large.body.size() == 20'000'000);
    bool right = true;
    for (std::size_t i = 0; i < large.body.size(); ++i)
        right = right && large.body[i] == static_cast<char>('a' + i % 23);
    CHECK(right);
    auto part = box.get("/large", {{"Range", "bytes=9999999-10999998"}});
    CHECK(part.body == large.body.substr(9'999'999, 1'000'000));
    auto cut = box.get("/short");
    CHECK_FALSE(cut.whole);
    CHECK(box.get("/digits").status == 200);
}

TEST_CASE("nothing in a file runs, and only pictures and PDF are shown", "[http]") {
    FileBox box;
    auto reply = box.get("/digits");
    CHECK(reply.header("X-Content-Type-Options") == "nosniff");
    CHECK(std::ranges::contains(
        reply.headers, std::pair<std::string, std::string>{"Content-Security-Policy", "default-src 'none'; sandbox"}));
    CHECK(reply.header("Cross-Origin-Resource-Policy") == "same-origin");
    CHECK(reply.header("X-Permitted-Cross-Domain-Policies") == "none");
    CHECK(content_disposition("a.png", "image/png") == "inline; filename=\"a.png\"; filename*=UTF-8''a.png");
    CHECK(content_disposition("a.pdf", "application/pdf").starts_with("inline; "));
    for (const auto* type : {"text/html", "image/svg+xml", "text/plain", "application/xml", ""})
        CHECK(content_disposition("a", type).starts_with("attachment; "));
}

TEST_CASE("a hostile PDF has nothing of ours within reach, whole, in part, or shown again", "[http]") {
    FileBox box;
    for (const Headers& asked : {Headers{}, Headers{{"Range", "bytes=0-3"}}, Headers{{"If-None-Match", "\"d1\""}}}) {
        const auto reply = box.get("/pdf", asked);
        INFO(reply.status);
        const auto has = [&](std::string_view name, std::string_view value) {
            return std::ranges::any_of(reply.headers, [&](const auto& header) {
                return header.first == name && header.second.contains(value);
            });
        };
        CHECK(has("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'; object-src 'self'"));
        CHECK(has("Content-Security-Policy", "form-action 'none'; base-uri 'none'; frame-ancestors 'none'"));
        CHECK(has("X-Content-Type-Options", "nosniff"));
        CHECK(has("Cross-Origin-Resource-Policy", "same-origin"));
        CHECK(has("X-Permitted-Cross-Domain-Policies", "none"));
        CHECK(has("Referrer-Policy", "same-origin"));
        CHECK(has("Content-Disposition", "inline; "));
    }
}

TEST_CASE("names of files go out whole, and cannot end their header", "[http]") {
    CHECK(content_disposition("Müller \"50%\".pdf", "text/plain") ==
          "attachment; filename=\"M_ller _50__.pdf\"; filename*=UTF-8''M%C3%BCller%20%2250%25%22.pdf");
    CHECK(content_disposition("a\r\nX: y\\", "") ==
          "attachment; filename=\"a__X: y_\"; filename*=UTF-8''a%0D%0AX%3A%20y%5C");
    CHECK(content_disposition("", "") == "attachment; filename=\"file\"; filename*=UTF-8''");
}

}  // namespace http::test
