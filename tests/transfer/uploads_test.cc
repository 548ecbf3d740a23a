// Uploads that are resumed, over real HTTP, as tus 1.0 says it.
#include <catch2/catch_test_macros.hpp>
#include <format>
#include <limits>
#include <thread>

#include "office/documents/documents.h"
#include "office/documents/upload.h"
#include "support/box.h"
#include "support/browser.h"

using support::Answer;
using support::Box;
using support::header;

namespace {

constexpr std::string_view tus = "Tus-Resumable: 1.0.0\r\n";

/// RFC 4648, 4
std::string base64(std::string_view bytes) {
    constexpr std::string_view letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    std::string text;
    for (std::size_t at = 0; at < bytes.size(); at += 3) {
        unsigned three = 0;
        for (std::size_t i = 0; i < 3; ++i)
            three = three << 8 | (at + i < bytes.size() ? static_cast<unsigned char>(bytes[at + i]) : 0U);
        for (std::size_t i = 0; i < 4; ++i) text += at + i > bytes.size() ? '=' : letters[three >> (18 - 6 * i) & 63U];
    }
    return text;
}

struct Tus : Box {
    Answer begin(std::string_view length,
                 std::string_view metadata = "filename cGxhbi50eHQ=", std::string_view role = "staff") {
        return ask(
            "POST", "/uploads",
            std::format("{}{}Upload-Length: {}\r\nUpload-Metadata: {}\r\n", headers_of(role), tus, length, metadata));
    }
    Answer look(std::string_view upload, std::string_view role = "staff") {
        return ask("HEAD", upload, headers_of(role) + std::string(tus));
    }
    Answer send(std::string_view upload, std::uint64_t offset, std::string_view bytes,
                std::string_view role = "staff") {
        return ask("PATCH", upload,
                   std::format("{}{}Upload-Offset: {}\r\nContent-Type: application/offset+octet-stream\r\n",
                               headers_of(role), tus, offset),
                   bytes);
    }
};

}  // namespace

TEST_CASE("a file that is sent in parts is a document when all of it is there", "[P9]") {
    Tus box;
    box.api("staff", "POST", "/api/v1/clients", R"({"first_name":"Ana","last_name":"Ruiz","email":"ana@example.org"})");
    const Answer begun = box.begin("13", "filename cGxhbi50eHQ=,about Y2xpZW50OjE=");  // plan.txt, client:1
    REQUIRE(begun.status == 201);
    const std::string upload = header(begun, "Location");
    CHECK(upload == "/uploads/1");
    CHECK(header(begun, "Upload-Expires").ends_with(" GMT"));
    CHECK(header(begun, "Tus-Resumable") == "1.0.0");
    const Answer first = box.send(upload, 0, "one two ");
    CHECK(first.status == 204);
    CHECK(header(first, "Upload-Offset") == "8");
    CHECK(box.send(upload, 0, "one").status == 409);
    const Answer state = box.look(upload);
    CHECK(state.status == 200);
    CHECK(header(state, "Upload-Offset") == "8");
    CHECK(header(state, "Upload-Length") == "13");
    CHECK(header(state, "Cache-Control") == "no-store");
    const Answer last = box.send(upload, 8, "three");
    CHECK(header(last, "Upload-Offset") == "13");
    CHECK(header(last, "Content-Location") == "/documents/1");
    CHECK(header(box.look(upload), "Content-Location") == "/documents/1");
    CHECK(box.api("read_only", "GET", "/api/v1/documents/1/content").body == "one two three");
    CHECK(box.api("read_only", "GET", "/api/v1/documents/1").body.contains(R"("kind":"client","id":1)"));
}

TEST_CASE("whatever a file is called, it lies where files lie, under a name that can be read", "[P9]") {
    Tus box;
    struct Case {
        std::string called, kept;
    };
    std::string long_name;
    for (int i = 0; i < 2'048; ++i) long_name += "ü";
    std::size_t number = 0;
    for (const auto& [called, kept] :
         {Case{"../../etc/passwd", "passwd"}, Case{std::string("a\0b", 3), "file"},
          Case{"invoice\u202Efdp.exe", "invoicefdp.exe"}, Case{"a\xFF", "file"}, Case{long_name + ".pdf", ""}}) {
        INFO(kept);
        REQUIRE(box.begin("0", "filename " + base64(called)).status == 201);
        const Answer document = box.api("read_only", "GET", std::format("/api/v1/documents/{}", ++number));
        REQUIRE(document.status == 200);
        CHECK(document.body.contains(kept.empty() ? "ü.pdf\"" : std::format(R"("name":"{}")", kept)));
        CHECK(header(box.api("read_only", "GET", std::format("/api/v1/documents/{}/content", number)),
                     "Content-Disposition")
                  .starts_with("attachment; "));
    }
}

TEST_CASE("what came before the line was cut need not come again", "[P9]") {
    Tus box;
    const std::string upload = header(box.begin("1000000"), "Location");
    {
        support::Peer peer(box.port());
        peer.put(
            std::format("PATCH {} HTTP/1.1\r\nHost: localhost\r\n{}{}Upload-Offset: 0\r\nContent-Length: 1000000\r\n"
                        "Content-Type: application/offset+octet-stream\r\n\r\n{}",
                        upload, box.headers_of("staff"), tus, std::string(400'000, 'a')));
    }
    std::uint64_t offset = 0;
    for (int i = 0; i < 200 && offset != 400'000; ++i) {
        std::this_thread::sleep_for(std::chrono::milliseconds(20));
        offset = std::stoull(header(box.look(upload), "Upload-Offset"));
    }
    CHECK(offset == 400'000);
    CHECK(header(box.send(upload, offset, std::string(600'000, 'b')), "Content-Location") == "/documents/1");
    const Answer bytes = box.api("staff", "GET", "/api/v1/documents/1/content");
    CHECK(bytes.body == std::string(400'000, 'a') + std::string(600'000, 'b'));
}

TEST_CASE("uploads say what they can do, and refuse what is no upload", "[P9]") {
    Tus box;
    const Answer options = box.ask("OPTIONS", "/uploads", box.headers_of("staff"));
    CHECK(options.status == 204);
    CHECK(header(options, "Tus-Version") == "1.0.0");
    CHECK(header(options, "Tus-Extension") == "creation,expiration,termination");
    CHECK(header(options, "Tus-Max-Size") == std::to_string(office::largest_file));
    CHECK(box.begin(std::to_string(office::largest_file + 1)).status == 413);
    CHECK(box.begin("many").status == 400);
    CHECK(box.begin("5", "about cGxhbmV0OjE=").status == 422);  // planet:1
    CHECK(box.ask("POST", "/uploads", box.headers_of("staff") + "Upload-Length: 5\r\n").status == 412);
    const std::string upload = header(box.begin("5"), "Location");
    CHECK(box.send(upload, 0, "too long").status == 413);
    CHECK(
        box.ask("PATCH", upload, box.headers_of("staff") + std::string(tus) + "Upload-Offset: 0\r\n", "abcde").status ==
        415);
    CHECK(box.ask("PATCH", upload, box.headers_of("staff") + "Upload-Offset: 0\r\n", "abcde").status == 412);
    CHECK(box.send(upload, 3, "de").status == 409);
    CHECK(box.send("/uploads/99", 0, "abcde").status == 404);
}

TEST_CASE("bytes that are not those that were announced are no document", "[P9]") {
    Tus box;
    // "abcde" and "abcdx": the digest in hexadecimal, in base64
    const std::string digest =
        "sha256 MzZiYmU1MGVkOTY4NDFkMTA0NDNiY2I2NzBkNjU1NGYwYTM0Yjc2MWJlNjdlYzljNGE4YWQyYzBjNDRjYTQyYw==";
    const std::string right = header(box.begin("5", digest), "Location");
    const std::string wrong = header(box.begin("5", digest), "Location");
    CHECK(box.send(wrong, 0, "abcdx").status == 422);
    CHECK(box.look(wrong).status == 404);
    CHECK(header(box.send(right, 0, "abcde"), "Content-Location") == "/documents/1");
}

TEST_CASE("an upload is its owner's, and of those who may write", "[P9]") {
    Tus box;
    const std::string upload = header(box.begin("5"), "Location");
    CHECK(box.begin("5", "filename eA==", "read_only").status == 403);
    CHECK(box.begin("5", "filename eA==", "").status == 401);
    CHECK(box.send(upload, 0, "abcde", "read_only").status == 403);
    CHECK(box.send(upload, 0, "abcde", "admin").status == 404);
    CHECK(box.look(upload, "admin").status == 404);
    const auto give_up = [&](std::string_view role) {
        return box.ask("DELETE", upload, box.headers_of(role) + std::string(tus)).status;
    };
    CHECK(give_up("admin") == 404);
    CHECK(give_up("staff") == 204);
    CHECK(box.send(upload, 0, "abcde").status == 404);
}

TEST_CASE("an upload that nobody went on with is over", "[P9]") {
    Tus box;
    CHECK(box.send(header(box.begin("5"), "Location"), 0, "ab").status == 204);
    box.store().write({.user = 0, .name = "test"}, [](storage::Write& write) {
        auto old = write.get<office::Upload>(1);  // one of a process before
        old.id = old.revision = 0;
        old.expires = {storage::Moment::now().milliseconds - 1};
        write.create(old);
    });
    CHECK(box.look("/uploads/1").status == 200);
    CHECK(box.look("/uploads/2").status == 404);
    CHECK(box.send("/uploads/2", 2, "cde").status == 404);
}

TEST_CASE("no upload takes the last of the disk", "[P9]") {
    Box box(std::numeric_limits<std::uint64_t>::max() / 2);
    const std::string headers = box.headers_of("staff");
    const Answer begun = box.ask("POST", "/uploads", headers + std::string(tus) + "Upload-Length: 5\r\n");
    CHECK(begun.status == 201);
    const Answer sent = box.ask(
        "PATCH", "/uploads/1",
        headers + std::string(tus) + "Upload-Offset: 0\r\nContent-Type: application/offset+octet-stream\r\n", "abcde");
    CHECK(sent.status == 507);
}
