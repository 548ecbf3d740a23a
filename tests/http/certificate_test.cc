#include "http/transport/certificate.h"

#include <catch2/catch_test_macros.hpp>

#include "http/client.h"
#include "storage/error.h"

namespace http::test {
namespace {

Moment now() { return std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now()); }

}  // namespace

TEST_CASE("a browser that trusts the box's authority trusts its server, by every name", "[X4]") {
    auto authority = make_authority("Clientbox of the test", now());
    auto names = server_names("box", {"192.168.1.7", "fd00::7"});
    auto server = make_server_certificate(authority, names, now());
    Box box;
    box.settings.https = "127.0.0.1:0";
    box.settings.certificate = server.certificate;
    box.settings.key = server.key;
    box.start();
    for (const auto* name : {"box", "box.local", "localhost", "127.0.0.1", "::1", "192.168.1.7", "fd00::7"}) {
        Client client(box.server->https_port(), authority.certificate, name);
        INFO(name);
        REQUIRE(client.connected());
        CHECK(client.ask(request("GET", "/page", {as_ann_over_tls})).body == "page of Ann version 1");
        CHECK(client.ask(request("GET", "/page", {as_ann_over_tls})).status == 200);
    }
    CHECK_FALSE(Client(box.server->https_port(), authority.certificate, "other.local").connected());
    auto stranger = make_authority("Somebody else", now());
    CHECK_FALSE(Client(box.server->https_port(), stranger.certificate, "box.local").connected());
}

TEST_CASE("a new certificate is used from the next connection on", "[X4]") {
    auto authority = make_authority("Clientbox", now());
    auto first = make_server_certificate(authority, server_names("old", {}), now());
    Box box;
    box.settings.https = "127.0.0.1:0";
    box.settings.certificate = first.certificate;
    box.settings.key = first.key;
    box.start();
    auto port = box.server->https_port();
    auto second = make_server_certificate(authority, server_names("new", {}), now());
    CHECK_FALSE(Client(port, authority.certificate, "new.local").connected());
    CHECK_THROWS_AS(box.server->use_certificate(second.certificate, first.key), storage::Error);
    CHECK_THROWS_AS(box.server->use_certificate("no certificate", first.key), storage::Error);
    CHECK(Client(port, authority.certificate, "old.local").connected());
    box.server->use_certificate(second.certificate, second.key);
    CHECK(Client(port, authority.certificate, "new.local").connected());
}

TEST_CASE("a certificate is renewed before it ends, and when the names change", "[X4]") {
    auto authority = make_authority("Clientbox", now());
    auto names = server_names("box", {"10.0.0.1"});
    auto server = make_server_certificate(authority, names, now());
    CHECK_FALSE(needs_renewal(server, authority, names, now()));
    CHECK_FALSE(needs_renewal(server, authority, names, now() + std::chrono::days{360}));
    CHECK(needs_renewal(server, authority, names, now() + std::chrono::days{367}));
    CHECK(needs_renewal(server, authority, names, now() - std::chrono::days{2}));
    CHECK(needs_renewal(server, authority, server_names("box", {"10.0.0.2"}), now()));
    CHECK(needs_renewal(server, authority, server_names("other", {}), now()));
    CHECK(needs_renewal(server, make_authority("Clientbox", now()), names, now()));
    CHECK(needs_renewal({}, authority, names, now()));
    auto other = make_server_certificate(authority, names, now());
    CHECK(needs_renewal({server.certificate, other.key}, authority, names, now()));
}

TEST_CASE("the authority can be downloaded and compared by eye", "[X4]") {
    auto authority = make_authority("Clientbox", now());
    auto der = der_of(authority.certificate);
    CHECK(der.starts_with("\x30\x82"));
    CHECK(fingerprint(authority.certificate).size() == 32 * 3 - 1);
    CHECK(authority.certificate.starts_with("-----BEGIN CERTIFICATE-----"));
    CHECK(authority.key.starts_with("-----BEGIN PRIVATE KEY-----"));
    CHECK_THROWS_AS(der_of("nonsense"), storage::Error);
    CHECK_THROWS_AS(make_server_certificate({authority.certificate, "no key"}, {"box"}, now()), storage::Error);
}

TEST_CASE("names that could smuggle others into a certificate are left out", "[X4]") {
    auto names = server_names("box", {"evil,DNS:bank.example", "", "10.0.0.1", "10.0.0.1"});
    CHECK(names == std::vector<std::string>{"box", "box.local", "localhost", "127.0.0.1", "::1", "10.0.0.1"});
    CHECK(names_of(make_server_certificate(make_authority("A", now()), names, now()).certificate) == names);
    CHECK(names_of("nonsense").empty());
}

}  // namespace http::test
