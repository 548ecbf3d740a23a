#include "box/settings_file.h"

#include <catch2/catch_test_macros.hpp>

using box::broken_line;

TEST_CASE("a settings file is remarks, sections and settings", "[X6]") {
    CHECK_FALSE(broken_line(""));
    CHECK_FALSE(broken_line("# all of it\n\ndata = \"/srv/clientbox\"\r\n[serve]\n  http=\"127.0.0.1:80\" # here\n"
                            "threads = 64\nnames = [\"a\", \"b\"]\nnames = [\n  \"a\",\n  \"b\"\n]\n[user.add] # x\n"));
}

TEST_CASE("the first line of a settings file that is nothing is told", "[X6]") {
    CHECK(broken_line("this is no line") == 1);
    CHECK(broken_line("data = \"/srv\"\n[serve\nhttp = \"x\"\n") == 2);
    CHECK(broken_line("[serve] http = \"x\"\n") == 1);
    CHECK(broken_line("http =\n") == 1);
    CHECK(broken_line("\n\nhttp = \"127.0.0.1:80\n") == 3);
    CHECK(broken_line("= \"x\"\n") == 1);
    CHECK(broken_line("two words = \"x\"\n") == 1);
    CHECK(broken_line("a = 1\nnames = [\n\"a\",\n") == 2);
    CHECK(broken_line("names = [\n\"a,\n]\n") == 2);
    CHECK(broken_line(std::string_view("\0", 1)) == 1);
}
