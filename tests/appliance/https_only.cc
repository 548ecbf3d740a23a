// Everybody is led to HTTPS once an admin who got there says so.
#include "box/https_only.h"

#include <unistd.h>

#include <catch2/catch_test_macros.hpp>
#include <filesystem>
#include <format>
#include <map>
#include <string>

#include "appliance.h"
#include "http/client.h"
#include "http/transport/certificate.h"
#include "office/people/accounts.h"
#include "storage/whole_files.h"
#include "support/browser.h"

namespace {

using http::test::Reply;

/// With a user "ada@example.org".
class Secure_box {
  public:
    Secure_box()
        : appliance_({.folder = folder_, .http = "127.0.0.1:0", .https = "127.0.0.1:0"}) {
        office::make_first_admin(appliance_.store(), "Ada", "ada@example.org", "correct horse battery", "EUR");
        appliance_.start();
        authority_ = storage::read_file(folder_ / "tls" / "authority.crt").value();
    }
    ~Secure_box() {
        appliance_.stop();
        std::error_code ignored;
        std::filesystem::remove_all(folder_, ignored);
    }
    Secure_box(const Secure_box&) = delete;
    Secure_box& operator=(const Secure_box&) = delete;

    support::Answer plain(std::string_view method, std::string_view target, std::string_view headers = {},
                          std::string_view body = {}) {
        return support::Peer(appliance_.http_port()).ask(method, target, headers, body);
    }
    /// Remembers the cookies that come with it.
    Reply secure(std::string_view method, std::string_view target, std::string_view body = {}) {
        http::test::Client client(appliance_.https_port(), authority_, "localhost");
        std::string cookies;
        for (const auto& [name, value] : cookies_) cookies += std::format("{}={}; ", name, value);
        Reply reply = client.ask(std::format("{} {} HTTP/1.1\r\nHost: localhost\r\nCookie: {}\r\n"
                                             "Content-Type: application/x-www-form-urlencoded\r\n"
                                             "Content-Length: {}\r\n\r\n{}",
                                             method, target, cookies, body.size(), body));
        for (const auto& [name, value] : reply.headers)
            if (name == "Set-Cookie")
                cookies_[value.substr(0, value.find('='))] =
                    value.substr(value.find('=') + 1, value.find(';') - value.find('=') - 1);
        return reply;
    }
    std::string secure_url(std::string_view target) const {
        return std::format("https://127.0.0.1:{}{}", appliance_.https_port(), target);
    }
    const std::filesystem::path& folder() const { return folder_; }
    int http_port() const { return appliance_.http_port(); }

  private:
    std::filesystem::path folder_ =
        std::filesystem::temp_directory_path() / std::format("clientbox-https-only-{}", getpid());
    Appliance appliance_;
    std::string authority_;
    std::map<std::string, std::string> cookies_;
};

}  // namespace

TEST_CASE("an admin who came over HTTPS leads everybody there, and back", "[X4]") {
    Secure_box box;
    support::Browser ada(box.http_port());
    REQUIRE(ada.sign_in("ada@example.org", "correct horse battery"));
    const auto offered = ada.get("/settings/https");
    CHECK(offered.body.contains("You are here without HTTPS"));
    CHECK(offered.body.contains(box.secure_url("/settings/https")));
    CHECK(ada.post("/settings/https", "only=on").status == 422);
    CHECK_FALSE(box::https_only(box.folder()));

    const auto csrf = [&](std::string_view page) { return support::csrf_in(box.secure("GET", page).body); };
    const std::string form = "email=ada%40example.org&password=correct+horse+battery&csrf=" + csrf("/login");
    REQUIRE(box.secure("POST", "/login", form).status == 303);
    CHECK(box.secure("POST", "/settings/https", "only=on&csrf=" + csrf("/settings/https")).status == 303);
    CHECK(box::https_only(box.folder()));
    CHECK(support::header(box.plain("GET", "/login"), "Location") == box.secure_url("/login"));

    CHECK(box.secure("POST", "/settings/https", "only=off&csrf=" + csrf("/settings/https")).status == 303);
    CHECK(box.plain("GET", "/login").status == 200);
}

TEST_CASE("who comes without HTTPS is led to it, programs are refused, and monitoring is answered", "[X4][X6]") {
    Secure_box box;
    CHECK(box.plain("GET", "/login").status == 200);
    box::set_https_only(box.folder(), true);

    const auto led = box.plain("GET", "/clients?q=%C3%A9&sort=name");
    CHECK(led.status == 302);
    CHECK(support::header(led, "Location") == box.secure_url("/clients?q=%C3%A9&sort=name"));
    CHECK_FALSE(led.head.contains("Set-Cookie"));
    const auto fragment = box.plain("GET", "/clients", "HX-Request: true\r\n");
    CHECK(support::header(fragment, "HX-Redirect") == box.secure_url("/clients"));
    const auto sent = box.plain("POST", "/login", "Content-Type: application/x-www-form-urlencoded\r\n", "email=a");
    CHECK(sent.status == 403);
    CHECK(sent.body.contains("over HTTPS only"));
    const auto program = box.plain("GET", "/api/v1/clients", "Authorization: Bearer secret\r\n");
    CHECK(program.status == 403);
    CHECK(program.body.contains("over HTTPS only"));
    CHECK(program.head.contains("application/problem+json"));

    for (const auto* target : {"/healthz", "/metrics", "/trust", "/trust/ca.crt"}) {
        INFO(target);
        CHECK(box.plain("GET", target).status == 200);
    }
    const Reply secure = box.secure("GET", "/login");
    CHECK(secure.status == 200);
    CHECK(secure.header("Strict-Transport-Security").empty());

    box::set_https_only(box.folder(), false);
    CHECK(box.plain("GET", "/login").status == 200);
    box::set_https_only(box.folder(), false);
}

TEST_CASE("a box without HTTPS leads nobody there", "[X4]") {
    const auto folder = std::filesystem::temp_directory_path() / std::format("clientbox-http-alone-{}", getpid());
    {
        Appliance appliance({.folder = folder, .http = "127.0.0.1:0"});
        appliance.start();
        box::set_https_only(folder, true);
        CHECK(support::Peer(appliance.http_port()).ask("GET", "/healthz", {}).status == 200);
        CHECK(support::Peer(appliance.http_port()).ask("GET", "/setup", {}).status == 200);
    }
    std::filesystem::remove_all(folder);
}
