// Forms whose files go where they are wanted as they come.
#include "http/form_sink.h"

#include <catch2/catch_test_macros.hpp>
#include <format>

#include "http/client.h"

namespace http::test {
namespace {

/// What came, as one text: "[plan.pdf|a=1] bytes;" for each file, then the fields.
struct Taken {
    std::string text;

    Form_parts parts() {
        return {
            .file_begins = [this](const Pairs& fields,
                                  const std::string& name) { text += std::format("[{}|{}] ", name, fields.get("a")); },
            .file_bytes = [this](std::string_view bytes) { text += bytes; },
            .file_ends = [this] { text += ";"; },
            .done =
                [this](const Pairs& fields) {
                    text += std::format(" a={} b={}", fields.get("a"), fields.get("b"));
                    return Response::text(text, 201);
                }};
    }
};

Request head_of(std::string_view type = "multipart/form-data; boundary=seam") {
    Request head;
    head.method = Method::post;
    head.content_type = type;
    head.csrf = "aa00";
    return head;
}

std::string field(std::string_view name, std::string_view value) {
    return std::format("--seam\r\nContent-Disposition: form-data; name=\"{}\"\r\n\r\n{}\r\n", name, value);
}
std::string file(std::string_view name, std::string_view bytes) {
    return std::format("--seam\r\nContent-Disposition: form-data; name=\"file\"; filename=\"{}\"\r\n"
                       "Content-Type: text/plain\r\n\r\n{}\r\n",
                       name, bytes);
}
const std::string end = "--seam--\r\n";
const std::string token = field("csrf", "aa00");

/// In pieces of every size.
void takes(const std::string& body, const std::string& expected) {
    for (const std::size_t size :
         {std::size_t{1}, std::size_t{2}, std::size_t{3}, std::size_t{7}, std::size_t{64}, std::size_t{4096}}) {
        CAPTURE(size);
        const Request head = head_of();
        Taken taken;
        const BodySink sink = form_sink(head, taken.parts());
        for (std::size_t at = 0; at < body.size(); at += size) sink.take(std::string_view(body).substr(at, size));
        sink.done();
        CHECK(taken.text == expected);
    }
}

storage::Fault fault_for(const std::string& body, const Request& head = head_of()) {
    Taken taken;
    try {
        const BodySink sink = form_sink(head, taken.parts());
        sink.take(body);
        sink.done();
    } catch (const storage::Error& error) {
        CHECK_FALSE(taken.text.contains(" a="));
        return error.fault();
    }
    FAIL("nothing was thrown");
    return {};
}

}  // namespace

TEST_CASE("files of a form are taken in pieces, its fields kept", "[http]") {
    takes(token + field("a", "1") + file("x.txt", "one\r\n--sea\r\n") + field("b", "") + file("y", "") + end,
          "[x.txt|1] one\r\n--sea\r\n;[y|1] ; a=1 b=");
    takes("preamble\r\n" + token + file("C:\\folder\\x.txt", " --seam") + end + "epilogue", "[x.txt|]  --seam; a= b=");
    takes(token + field("a", "x") + file("", "") + end, " a=x b=");
    takes(token + end, " a= b=");
}

TEST_CASE("a form that is no form, or not whole, is never done", "[http]") {
    using enum storage::Fault;
    CHECK(fault_for("", head_of("application/json")) == invalid);
    CHECK(fault_for("", head_of("multipart/form-data")) == invalid);
    CHECK(fault_for("") == invalid);
    CHECK(fault_for(token + file("x", "1")) == invalid);
    CHECK(fault_for(token + "--seamless\r\n") == invalid);
    CHECK(fault_for(token + "--seam\r\nNonsense\r\n\r\nx\r\n" + end) == invalid);
    CHECK(fault_for(token + "--seam\r\n" + std::string(10'000, 'x')) == invalid);
    CHECK(fault_for(token + field("a", std::string(300'000, 'x')) + end) == too_large);
    CHECK(fault_for(token + field("a", "\xFF") + end) == invalid);
    CHECK(fault_for(token + file("\xFF", "x") + end) == invalid);
}

TEST_CASE("no byte of a file is taken before the token of the form", "[http]") {
    using enum storage::Fault;
    CHECK(fault_for(file("x", "1") + token + end) == storage::Fault::refused);
    CHECK(fault_for(field("csrf", "bb00") + file("x", "1") + end) == storage::Fault::refused);
    CHECK(fault_for(field("a", "1") + end) == storage::Fault::refused);
    Request by_header = head_of();
    by_header.headers.add("x-csrf-token", "aa00");
    Taken taken;
    const BodySink sink = form_sink(by_header, taken.parts());
    sink.take(file("x", "1") + end);
    CHECK(sink.done().status == 201);
}

TEST_CASE("a form comes through the door with its token inside, and not from another site", "[http]") {
    Box box;
    Taken taken;
    Route route{Method::post, "/form", signed_in, {}, 4'000'000};
    route.token_in_form = true;
    route.sink = [&](const Request& head) { return form_sink(head, taken.parts()); };
    box.routes.push_back(route);
    box.start();
    const std::pair<std::string, std::string> type{"Content-Type", "multipart/form-data; boundary=seam"};
    const std::string body = field("csrf", "aa00aa00") + file("x", "1") + end;
    CHECK(box.post("/form", {as_ann, type}, body).status == 201);
    CHECK(box.post("/form", {as_ann, type, {"Origin", "https://evil.example"}}, body).status == 403);
    CHECK(box.post("/form", {as_ann, type}, file("x", "1") + end).status == 403);
    CHECK(box.post("/form", {as_robot, type}, file("x", "1") + end).status == 201);
    CHECK(box.post("/form", {type}, body).status == 401);
}

}  // namespace http::test
