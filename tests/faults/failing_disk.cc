// A disk that fails at bringing bytes to it: nothing that it did not take is told of as kept.
#include "support/failing_disk.h"

#include <sys/syscall.h>

#include <format>
#include <optional>
#include <stdexcept>

#include "command_line/office.h"
#include "support/browser.h"
#include "support/peer.h"

namespace {

/// An office whose server runs on such a disk.
class Office : public command_line::Office {
  public:
    Office() {
        open_for_business();
        token_ = run({"user", "token", "ada@example.org"}).out;
        token_.resize(token_.find_last_not_of('\n') + 1);
        has_disk_ = disk.with([this] { server.emplace(support::binary(), data()); });
    }
    bool has_disk() const { return has_disk_; }
    support::Answer ask(std::string_view method, std::string_view target, std::string_view headers,
                        std::string_view body = {}) const {
        return support::Peer(server->port())
            .ask(method, target, std::format("Authorization: Bearer {}\r\n{}", token_, headers), body);
    }

    support::Failing_disk disk;
    std::optional<support::Program> server;

  private:
    std::string token_;
    bool has_disk_;
};

constexpr const char* no_disk = "no call of the system can be made to fail here";
constexpr int always = 1'000;

}  // namespace

TEST_CASE("a file that the disk fails to take is told by name and leaves no record", "[P9][E1][X7][faults]") {
    Office office;
    if (!office.has_disk()) SKIP(no_disk);
    support::Browser ada(office.server->port());
    REQUIRE(ada.sign_in("ada@example.org", "correct horse battery"));
    for (const char* page : {"/documents", "/import"}) {
        INFO(page);
        ada.get("/import");
        office.disk.fail(SYS_fsync, always);
        const auto refused = ada.upload(page, "late.csv", "First name,Last name\nGrace,Hopper\n");
        office.disk.fail(SYS_fsync, 0);
        CHECK(refused.status == 500);
        CHECK(refused.body.contains("cannot be brought to the disk: Input/output error."));
        CHECK(refused.body.contains("Nothing was saved."));
        CHECK_FALSE(ada.get(page).body.contains("late.csv"));
        CHECK(ada.upload(page, "late.csv", "First name,Last name\nGrace,Hopper\n").status == 303);
    }
    CHECK(office.run({"check"}).code == 0);
}

TEST_CASE("bytes of an upload that the disk failed at are asked for again", "[P9][X7][faults]") {
    Office office;
    if (!office.has_disk()) SKIP(no_disk);
    const std::string tus = "Tus-Resumable: 1.0.0\r\n";
    const auto send = [&](const std::string& upload, int offset, std::string_view bytes) {
        return office.ask(
            "PATCH", upload,
            std::format("{}Upload-Offset: {}\r\nContent-Type: application/offset+octet-stream\r\n", tus, offset),
            bytes);
    };
    const std::string upload = header(office.ask("POST", "/uploads", tus + "Upload-Length: 13\r\n"), "Location");
    REQUIRE(send(upload, 0, "one ").status == 204);
    office.disk.fail(SYS_fsync, 1);
    CHECK(send(upload, 4, "two ").status == 500);
    CHECK(office.disk.left() == 0);
    CHECK(header(office.ask("HEAD", upload, tus), "Upload-Offset") == "4");
    CHECK(header(send(upload, 4, "two three"), "Content-Location") == "/documents/1");
    CHECK(office.ask("GET", "/api/v1/documents/1/content", {}).body == "one two three");
}

TEST_CASE("a server whose disk fails at records ends and says so, and all that it acknowledged is there",
          "[C2][X7][faults]") {
    Office office;
    if (!office.has_disk()) SKIP(no_disk);
    const std::string json = "Content-Type: application/json\r\n";
    const auto create = [&](std::string_view name) {
        return office
            .ask("POST", "/api/v1/clients", json,
                 std::format(R"({{"first_name":"Pat","last_name":"{0}","email":"{0}@example.org"}})", name))
            .status;
    };
    REQUIRE(create("before") == 201);
    office.disk.fail(SYS_fdatasync, always);
    CHECK_THROWS_AS(create("lost"), std::runtime_error);
    CHECK(office.server->stop() == 1);
    CHECK(office.run({"check"}).code == 0);
    const auto clients = office.run({"export"}).out;
    CHECK(clients.contains("before@example.org"));
    CHECK(clients.contains("lovelace@example.org"));
}
