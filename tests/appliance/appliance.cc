#include <unistd.h>

#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_exception.hpp>
#include <catch2/matchers/catch_matchers_string.hpp>
#include <chrono>
#include <filesystem>
#include <format>
#include <fstream>
#include <regex>

#include "appliance_certificates.h"
#include "http/client.h"
#include "http/transport/certificate.h"
#include "office/people/throttle.h"
#include "pages/frame/languages.h"
#include "storage/error.h"
#include "storage/whole_files.h"
#include "support/box.h"
#include "support/browser.h"

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

TEST_CASE("a folder is served by one program at a time", "[X7]") {
    support::Box box;
    CHECK_THROWS_MATCHES(Appliance({.folder = box.folder(), .http = "127.0.0.1:0"}), storage::Error,
                         MessageMatches(ContainsSubstring("serves") && ContainsSubstring(box.folder().string())));
}

TEST_CASE("what asks whether the box is well is no visitor", "[X6]") {
    support::Box box;
    for (const auto* target : {"/healthz", "/metrics", "/api/v1/openapi.json"})
        CHECK_FALSE(box.ask("GET", target).head.contains("Set-Cookie"));
    CHECK(box.ask("GET", "/login").head.contains("Set-Cookie: clientbox_form="));
}

TEST_CASE("the state of the box is told in the language of who looks at it", "[X6][U6]") {
    support::Box box;
    support::Browser ada(box.port());
    REQUIRE(ada.sign_in("admin@example.org", support::password));
    const auto state = [&](std::string_view language) {
        const auto page = ada.get("/settings/status", std::format("Accept-Language: {}\r\n", language));
        REQUIRE(page.status == 200);
        return page.body;
    };
    const auto german = state("de");
    for (const auto* words : {"Uhr", "synchronisiert", " MB von "}) CHECK_THAT(german, ContainsSubstring(words));
    CHECK_THAT(german, !ContainsSubstring("ynchronised") && !ContainsSubstring(" MB of "));
    const auto english = state("en");
    CHECK_THAT(english, ContainsSubstring(" MB of ") && ContainsSubstring("synchronised"));
    const auto of_the_box =
        english.substr(0, english.rfind("<section"));  // below it are kinds, the tests' own among them
    const auto& words = pages::Languages::all();
    const auto knows = [&](const std::string& label) {
        return std::ranges::all_of(words.ones, [&](const auto& one) {
            return one.code == "en" || one.is_pseudo() || one.words.contains(label);
        });
    };
    const std::regex label("<dt>([^<]+)</dt>");
    for (auto at = std::sregex_iterator(of_the_box.begin(), of_the_box.end(), label); at != std::sregex_iterator();
         ++at) {
        CAPTURE(at->str(1));
        CHECK(knows(at->str(1)));
    }
}

TEST_CASE("a damaged box says so on every page, whoever looks at it, and what to do", "[X6][X7][faults]") {
    support::Box box;
    support::Browser ada(box.port());
    REQUIRE(ada.sign_in("admin@example.org", support::password));
    CHECK_THAT(ada.get("/clients").body, !ContainsSubstring("restore a backup"));
    box.store().found_damage();
    CHECK_THAT(ada.get("/clients").body, ContainsSubstring("restore a backup"));
    CHECK_THAT(ada.get("/settings/status").body, ContainsSubstring("not any more: the records are damaged"));
    CHECK_THAT(box.ask("GET", "/login").body, ContainsSubstring("restore a backup"));
    CHECK_THAT(box.ask("GET", "/login", "Accept-Language: de\r\n").body,
               ContainsSubstring("Die Daten sind beschädigt"));
    support::Browser ben(box.port());
    CHECK(ben.sign_in("admin@example.org", support::password));
    CHECK(ben.get("/clients").status == 200);
}

TEST_CASE("the page about trust leads to the port that HTTPS is on", "[X4]") {
    const auto folder = std::filesystem::temp_directory_path() / std::format("clientbox-trust-{}", getpid());
    {
        Appliance appliance({.folder = folder, .http = "127.0.0.1:0", .https = "127.0.0.1:0"});
        appliance.start();
        const auto page = support::Peer(appliance.http_port()).ask("GET", "/trust", {});
        CHECK(page.status == 200);
        CHECK_THAT(page.body, ContainsSubstring(std::format("https://127.0.0.1:{}/", appliance.https_port())));
    }
    std::filesystem::remove_all(folder);
}

TEST_CASE("a certificate of the office's own is the one that browsers see", "[X4]") {
    const auto folder = std::filesystem::temp_directory_path() / std::format("clientbox-own-cert-{}", getpid());
    std::filesystem::create_directories(folder);
    const auto now = std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
    const auto authority = http::make_authority("The office's own", now);
    const auto own = http::make_server_certificate(authority, http::server_names("records.office.example", {}), now);
    storage::write_file(folder / "own.pem", own.certificate);
    storage::write_file(folder / "own.key", own.key);
    {
        Appliance appliance({.folder = folder / "data",
                             .http = "",
                             .https = "127.0.0.1:0",
                             .certificate = folder / "own.pem",
                             .key = folder / "own.key"});
        appliance.start();
        http::test::Client browser(appliance.https_port(), authority.certificate, "records.office.example");
        REQUIRE(browser.connected());
        const auto status = [&](std::string_view host) {
            return browser.ask(std::format("GET /healthz HTTP/1.1\r\nHost: {}\r\n\r\n", host)).status;
        };
        CHECK(status("records.office.example") == 200);
        CHECK(status("other.office.example") == 421);
        CHECK_FALSE(std::filesystem::exists(folder / "data" / "tls"));
    }
    std::filesystem::remove_all(folder);
}

TEST_CASE("who must wait after wrong passwords is told how long", "[U3]") {
    support::Box box;
    support::Browser ada(box.port());
    REQUIRE(ada.sign_in("admin@example.org", support::password));
    ada.get("/account");
    support::Answer answer;
    for (int i = 0; i < 10 && answer.status != 429; ++i)
        answer = ada.post("/account/password",
                          "old_password=wrong&new_password=correct+horse&new_password_again=correct+horse");
    REQUIRE(answer.status == 429);
    const int wait = std::stoi(support::header(answer, "Retry-After"));
    CHECK(wait >= 1);
    CHECK(wait <= std::chrono::seconds(office::Throttle::longest_wait).count());
    CHECK(wait != 30);  // the first wait is shorter
}

TEST_CASE("a certificate that is renewed is served without a restart", "[X4]") {
    const auto folder = std::filesystem::temp_directory_path() / std::format("clientbox-renewed-{}", getpid());
    std::filesystem::create_directories(folder);
    const auto now = std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
    const auto authority = http::make_authority("The office's own", now);
    const auto put = [&](std::string_view host) {
        const auto made = http::make_server_certificate(authority, http::server_names(host, {}), now);
        storage::write_file(folder / "own.pem", made.certificate);
        storage::write_file(folder / "own.key", made.key);
        return made.certificate;
    };
    put("records.office.example");
    Served_certificate own(folder, {}, folder / "own.pem", folder / "own.key");
    CHECK(own.current().certificate == storage::read_file(folder / "own.pem"));
    std::vector<std::string> told;
    own.tell([&](const http::Certificate& certificate) { told.push_back(certificate.certificate); });
    own.look_again();
    CHECK(told.empty());
    const auto renewed = put("records.office.example");
    own.look_again();
    own.look_again();
    CHECK(told == std::vector{renewed});

    Served_certificate made(folder, {}, {}, {});
    const auto first = made.current().certificate;
    made.tell([&](const http::Certificate& certificate) { told.push_back(certificate.certificate); });
    storage::write_file(folder / "tls" / "server.crt", "ends tomorrow");
    made.look_again();
    CHECK(told.size() == 2);
    CHECK(told.back() == storage::read_file(folder / "tls" / "server.crt"));
    CHECK(told.back() != first);
    made.tell({});
    std::filesystem::remove_all(folder);
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
        return storage::read_file(folder / "tls" / "server.crt");
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
