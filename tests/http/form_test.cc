#include "http/form.h"

#include <catch2/catch_test_macros.hpp>

namespace http {
namespace {

std::string shown(const Pairs& pairs) {
    std::string text;
    for (const auto& [name, value] : pairs) text += name + "=" + value + ";";
    return text;
}

const std::string type = "multipart/form-data; boundary=XX";

std::string part(const std::string& head, const std::string& bytes) {
    return "--XX\r\n" + head + "\r\n\r\n" + bytes + "\r\n";
}

}  // namespace

TEST_CASE("fields of a form come in their order, names may repeat", "[http]") {
    CHECK(shown(urlencoded("b=1&a=x+y%2B&b=2&c&=v&&d=%zz%4")) == "b=1;a=x y+;b=2;c=;=v;d=%zz%4;");
    CHECK(shown(cookies("session=a=b; form = 1;x")) == "session=a=b;form=1;");
    CHECK(urlencoded("a=1&a=2").all("a").size() == 2);
}

TEST_CASE("a multipart form gives fields and files, whichever file is the largest", "[E1][http]") {
    auto field = part("Content-Disposition: form-data; name=\"note\"", "two\r\nlines");
    auto large = part("Content-Disposition: form-data; name=\"file\"; filename=\"C:\\a\\big; \\\"one\\\".bin\"\r\n"
                      "Content-Type: application/x-test",
                      std::string(1000, 'L'));
    auto small = part("content-disposition: form-data; filename=../../s.txt; name=file", std::string("s\0\xFF", 3));
    auto none = part("Content-Disposition: form-data; name=\"empty\"; filename=\"\"", "");
    auto blank = part("Content-Disposition: form-data; name=\"blank\"", "");
    for (const auto& body :
         {field + large + small + none + blank + "--XX--\r\n", small + blank + none + large + field + "--XX--"}) {
        Pairs fields;
        std::vector<Upload> uploads;
        REQUIRE(multipart(body, type, fields, uploads));
        CHECK(fields.get("note") == "two\r\nlines");
        CHECK(fields.has("blank"));
        REQUIRE(uploads.size() == 2);
        auto& big = uploads[0].bytes.size() > 10 ? uploads[0] : uploads[1];
        auto& little = uploads[0].bytes.size() > 10 ? uploads[1] : uploads[0];
        CHECK(big.bytes == std::string(1000, 'L'));
        CHECK(big.file_name == "big; \"one\".bin");
        CHECK(big.type == "application/x-test");
        CHECK(little.bytes == std::string("s\0\xFF", 3));
        CHECK(little.file_name == "s.txt");
    }
}

TEST_CASE("names of files are what they were before browsers escaped them", "[P9][http]") {
    const auto name_of = [](std::string_view sent) {
        return part_head("Content-Disposition: form-data; name=\"a%22b\"; filename=\"" + std::string(sent) + "\"")
            ->file_name;
    };
    CHECK(name_of("Plan %22roof%22.pdf") == "Plan \"roof\".pdf");
    CHECK(name_of("two%0D%0Alines.txt") == "two\r\nlines.txt");
    CHECK(name_of("100%25 %C3%A4 50% %2 %0d.pdf") == "100%25 %C3%A4 50% %2 %0d.pdf");
    CHECK(name_of("Plan \\\"roof\\\".pdf") == "Plan \"roof\".pdf");
    CHECK(part_head("Content-Disposition: form-data; name=\"a%22b\"")->name == "a\"b");
}

TEST_CASE("a multipart form that is cut anywhere is refused, not misread", "[E1][http]") {
    auto body = part("Content-Disposition: form-data; name=\"a\"", "value") +
                part("Content-Disposition: form-data; name=\"f\"; filename=\"x\"", "bytes") + "--XX--";
    for (std::size_t length = 0; length < body.size(); ++length) {
        Pairs fields;
        std::vector<Upload> uploads;
        CHECK_FALSE(multipart(body.substr(0, length), type, fields, uploads));
    }
    Pairs fields;
    std::vector<Upload> uploads;
    CHECK_FALSE(multipart(body, "multipart/form-data", fields, uploads));
    CHECK_FALSE(multipart(body, "multipart/form-data; boundary=YY", fields, uploads));
    CHECK_FALSE(multipart("--XX\r\nContent-Type: text/plain\r\n\r\nx\r\n--XX--", type, fields, uploads));
}

}  // namespace http
