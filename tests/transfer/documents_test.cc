// Files in forms, and their bytes, over real HTTP.
#include <catch2/catch_test_macros.hpp>
#include <format>

#include "support/box.h"
#include "support/browser.h"

using support::Answer;
using support::Box;
using support::Browser;
using support::header;

namespace {

/// What `curl -F` sends.
Answer send_form(Box& box, std::string_view role, std::string_view fields, std::string_view bytes) {
    std::string body(fields);
    body += std::format("--seam\r\nContent-Disposition: form-data; name=\"file\"; filename=\"plan.txt\"\r\n\r\n{}\r\n"
                        "--seam--\r\n",
                        bytes);
    return box.ask("POST", "/api/v1/documents",
                   box.headers_of(role) + "Content-Type: multipart/form-data; boundary=seam\r\n", body);
}

std::string field(std::string_view name, std::string_view value) {
    return std::format("--seam\r\nContent-Disposition: form-data; name=\"{}\"\r\n\r\n{}\r\n", name, value);
}

constexpr std::string_view ana = R"({"first_name":"Ana","last_name":"Ruiz","email":"ana@example.org"})";

}  // namespace

TEST_CASE("programs send a document as a form, and have it back as JSON and as bytes", "[P9][E3]") {
    Box box;
    box.api("staff", "POST", "/api/v1/clients", ana);
    const Answer made =
        send_form(box, "staff", field("about", "client:1") + field("name", "Ground plan"), "0123456789");
    INFO(made.body);
    REQUIRE(made.status == 201);
    CHECK(header(made, "Location") == "/api/v1/documents/1");
    CHECK(made.body.contains(R"("about":{"kind":"client","id":1})"));
    CHECK(made.body.contains(R"("name":"Ground plan")"));
    CHECK(made.body.contains(R"("file":{"name":"plan.txt","type":"text/plain","size":10,"sha256":"84d89877)"));
    CHECK(box.api("staff", "GET", "/api/v1/documents?about=client:1").body.contains("Ground plan"));
    CHECK_FALSE(box.api("staff", "GET", "/api/v1/documents?about=client:2").body.contains("Ground plan"));
    const Answer bytes = box.api("read_only", "GET", "/api/v1/documents/1/content");
    CHECK(bytes.status == 200);
    CHECK(bytes.body == "0123456789");
    CHECK(
        box.api("staff", "PATCH", "/api/v1/documents/1", R"({"revision":1,"about":{"kind":"client","id":7}})").status ==
        422);
    CHECK(box.api("staff", "PATCH", "/api/v1/documents/1", R"({"revision":1,"about":"client:1"})").status == 422);
    CHECK(box.api("staff", "PATCH", "/api/v1/documents/1", R"({"revision":1,"about":{"kind":"session","id":1}})")
              .status == 422);
    CHECK(box.api("staff", "PATCH", "/api/v1/documents/1", R"({"revision":1,"about":null})").status == 200);
    CHECK(box.api("staff", "DELETE", "/api/v1/documents/1", {}, "If-Match: \"2\"\r\n").status == 204);
    CHECK(box.api("staff", "GET", "/api/v1/documents/1/content").status == 404);
}

TEST_CASE("a document that lacks its file, or says what it cannot say, is refused", "[P9][E3]") {
    Box box;
    CHECK(send_form(box, "read_only", {}, "x").status == 403);
    CHECK(send_form(box, "", {}, "x").status == 401);
    CHECK(box.api("staff", "POST", "/api/v1/documents", R"({"name":"x"})").status == 422);
    for (const auto& wrong : {field("about", "client:9"), field("issued", "yes"), field("colour", "red"),
                              field("uploaded_by", "1"), field("file", "x")})
        CHECK(send_form(box, "staff", wrong, "x").status == 422);
    CHECK(box.api("staff", "GET", "/api/v1/documents").body == R"({"items":[],"next":null})");
}

TEST_CASE("a part of a document is had, and nothing in it runs", "[P9]") {
    Box box;
    REQUIRE(send_form(box, "staff", {}, "<script>alert(1)</script>").status == 201);
    Browser ada(box.port());
    REQUIRE(ada.sign_in("admin@example.org", support::password));
    const Answer whole = ada.get("/files/1");
    CHECK(whole.status == 200);
    CHECK(header(whole, "Content-Type") == "text/plain");
    CHECK(header(whole, "X-Content-Type-Options") == "nosniff");
    CHECK(header(whole, "Content-Disposition").starts_with("attachment; filename=\"plan.txt\""));
    CHECK(whole.head.contains("Content-Security-Policy: default-src 'none'; sandbox\r\n"));
    const std::string etag = header(whole, "ETag");
    const auto part = [&](std::string_view headers) { return ada.get("/files/1", headers); };
    CHECK(part("Range: bytes=1-6\r\n").body == "script");
    CHECK(part("Range: bytes=1-6\r\n").status == 206);
    CHECK(part("Range: bytes=-3\r\n").body == "pt>");
    CHECK(part("Range: bytes=100-\r\n").status == 416);
    CHECK(part("Range: bytes=six-7\r\n").status == 200);
    CHECK(part("Range: lines=1-2\r\n").status == 200);
    CHECK(part("Range: bytes=1-6\r\nIf-Range: " + etag + "\r\n").status == 206);
    CHECK(part("Range: bytes=1-6\r\nIf-Range: \"other\"\r\n").status == 200);
    CHECK(part("If-None-Match: " + etag + "\r\n").status == 304);
    CHECK(ada.get("/files/2").status == 404);
    CHECK(box.ask("GET", "/files/1").status == 303);
}

TEST_CASE("a browser without script sends files in a form, and one of another site none", "[P9]") {
    Box box;
    box.api("staff", "POST", "/api/v1/clients", ana);
    Browser ada(box.port());
    REQUIRE(ada.sign_in("admin@example.org", support::password));
    ada.get("/clients/1/documents");
    CHECK(ada.upload("/documents", "plan.pdf", "%PDF-1.7 plan").status == 303);
    const Answer pdf = ada.get("/files/1");
    CHECK(header(pdf, "Content-Type") == "application/pdf");
    CHECK(header(pdf, "Content-Disposition").starts_with("inline; "));
    CHECK(header(pdf, "Content-Security-Policy").contains("default-src 'none'; "));
    CHECK(header(pdf, "Content-Security-Policy").contains("frame-ancestors 'none'"));
    CHECK_FALSE(header(pdf, "Content-Security-Policy").contains("sandbox"));  // no viewer opens in it
    CHECK(header(ada.get("/files/1?download=yes"), "Content-Disposition").starts_with("attachment; "));
    CHECK(ada.get("/files/1?download=yes").head.contains("Content-Security-Policy: default-src 'none'; sandbox\r\n"));
    Browser eve(box.port());
    CHECK(eve.upload("/documents", "plan.pdf", "%PDF-1.7 plan").status == 401);
    ada.forget_cookies();
    CHECK(ada.upload("/documents", "plan.pdf", "%PDF-1.7 plan").status == 401);
    CHECK(box.api("staff", "GET", "/api/v1/documents/2").status == 404);
}
