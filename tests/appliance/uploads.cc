// Files of clients as other programs write them, uploaded as a browser does.
#include <catch2/catch_test_macros.hpp>
#include <format>

#include "support/box.h"
#include "support/browser.h"

using support::Answer;
using support::Box;
using support::Browser;

namespace {

struct File {
    std::string_view what, bytes;
    int status;  ///< of the upload
    std::vector<std::string_view> check_says;
};

/// Until the rows are looked through, it leads to the page that says how far that is.
Answer when_checked(Browser& browser, const std::string& target) {
    Answer answer = browser.get(target);
    for (int i = 0; i < 100 && answer.status == 303; ++i) answer = browser.get(target);
    return answer;
}

}  // namespace

TEST_CASE("files in every dress are read when they are uploaded", "[E1]") {
    Box box;
    Browser ada(box.port());
    REQUIRE(ada.sign_in("admin@example.org", support::password));
    const std::vector<File> files{
        {"semicolons", "First Name;Last Name;Email\r\nZoe;Able;zoe@a.example\r\n", 303, {"Able, Zoe"}},
        {"tabs", "First Name\tLast Name\tEmail\nZoe\tAble\tzoe@a.example\n", 303, {"Able, Zoe"}},
        {"Latin-1", "First Name,Last Name,Email\nZo\xEB,\xC5kesson,zoe@a.example\n", 303, {"Åkesson, Zoë"}},
        {"a byte order mark",
         "\xEF\xBB\xBF"
         "First Name,Last Name,Email\nZoë,Able,zoe@a.example\n",
         303,
         {"Able, Zoë"}},
        {"old line ends", "First Name,Last Name,Email\rZoe,Able,zoe@a.example\r", 303, {"Able, Zoe"}},
        {"line breaks in cells",
         "First Name,Last Name,Email\nZoe,\"Able\nBaker\",zoe@a.example\n",
         303,
         {"Able, Baker, Zoe"}},
        {"no end of the last line", "First Name,Last Name,Email\nZoe,Able,zoe@a.example", 303, {"Able, Zoe"}},
        {"ragged rows",
         "First Name,Last Name,Email\nZoe,Able\nBen,Baker,ben@a.example,more\nCid,Cole,cid@a.example\n",
         303,
         {"Cole, Cid", "Error"}},
        {"only a header", "First Name,Last Name,Email\n", 422, {}},
        {"nothing", "", 422, {}},
        {"only a mark", "\xEF\xBB\xBF", 422, {}},
        {"zeros", std::string_view("First Name,Last Name\n\0\0\0,x\n", 28), 422, {}},
    };
    for (const File& file : files) {
        INFO(file.what);
        ada.get("/import");
        const Answer uploaded = ada.upload("/import", "clients.csv", file.bytes);
        INFO(uploaded.body);
        CHECK(uploaded.status == file.status);
        if (file.check_says.empty()) continue;
        const Answer checked = when_checked(ada, support::header(uploaded, "Location") + "/check");
        CHECK(checked.status == 200);
        for (const auto& words : file.check_says) {
            INFO(words);
            CHECK(checked.body.contains(words));
        }
    }
}

TEST_CASE("a CSV file that is too large is told of beside its field", "[E1]") {
    Box box;
    Browser ada(box.port());
    REQUIRE(ada.sign_in("admin@example.org", support::password));
    ada.get("/import");
    const Answer answer = ada.upload("/import", "clients.csv", std::string(66UL << 20, 'x'));
    CHECK(answer.status == 413);
    CHECK(answer.body.contains("This file is larger than 64 MB."));
    CHECK(answer.body.contains("name=\"file\""));
}
