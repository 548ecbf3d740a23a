#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_exception.hpp>
#include <catch2/matchers/catch_matchers_string.hpp>
#include <filesystem>
#include <format>
#include <fstream>

#include "box/files.h"
#include "storage/error.h"
#include "support/box.h"

using Catch::Matchers::ContainsSubstring;
using Catch::Matchers::MessageMatches;

TEST_CASE("monitoring sees that the box is well and what it holds", "[X6]") {
    support::Box box;
    CHECK(box.ask("GET", "/healthz").status == 200);
    const auto metrics = box.ask("GET", "/metrics");
    CHECK(metrics.status == 200);
    CHECK_THAT(metrics.body, ContainsSubstring("clientbox_records{kind=\"user\"} 3"));
    CHECK_THAT(metrics.body, ContainsSubstring("clientbox_requests_total{status=\"2xx\"}"));
}

TEST_CASE("a port that is taken is named", "[X7]") {
    support::Box box;
    const auto other = box.folder() / "other";
    const std::string address = std::format("127.0.0.1:{}", box.port());
    Appliance second({.folder = other, .http = address});
    CHECK_THROWS_MATCHES(second.start(), storage::Error, MessageMatches(ContainsSubstring(std::to_string(box.port()))));
}

TEST_CASE("the first-admin code stays the same until there is a user", "[U1]") {
    const auto folder = std::filesystem::temp_directory_path() / std::format("clientbox-code-{}", getpid());
    std::string code;
    {
        Appliance first({.folder = folder, .http = "127.0.0.1:0"});
        code = first.first_admin_code();
    }
    Appliance again({.folder = folder, .http = "127.0.0.1:0"});
    CHECK(code.size() == 9);
    CHECK(again.first_admin_code() == code);
    std::filesystem::remove_all(folder);
}

TEST_CASE("over HTTPS the box shows a certificate of its own authority and keeps it", "[X4]") {
    const auto folder = std::filesystem::temp_directory_path() / std::format("clientbox-tls-{}", getpid());
    const auto serve = [&] {
        Appliance appliance({.folder = folder, .http = "", .https = "127.0.0.1:0"});
        appliance.start();
        CHECK(appliance.https_port() > 0);
        CHECK(appliance.http_port() == 0);
        return box::read_file(folder / "tls" / "server.crt");
    };
    const auto first = serve();
    CHECK(first == serve());
    CHECK((std::filesystem::status(folder / "tls" / "authority.key").permissions() &
           std::filesystem::perms::others_all) == std::filesystem::perms::none);
    std::filesystem::remove_all(folder);
}

TEST_CASE("a certificate of the office's own that is not there is said so", "[X4]") {
    const auto folder = std::filesystem::temp_directory_path() / std::format("clientbox-own-{}", getpid());
    Appliance appliance(
        {.folder = folder, .http = "", .https = "127.0.0.1:0", .certificate = "/nowhere.pem", .key = "/nowhere.key"});
    CHECK_THROWS_MATCHES(appliance.start(), storage::Error, MessageMatches(ContainsSubstring("/nowhere.pem")));
    std::filesystem::remove_all(folder);
}
