// The server as its neighbours see it: other commands on the same folder, the settings file, the service manager.
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <array>
#include <cstdlib>
#include <cstring>
#include <format>
#include <set>

#include "command_line/office.h"
#include "support/peer.h"

using command_line::Office;
using support::Program;
namespace fs = std::filesystem;

TEST_CASE("a second server on the same folder says so and ends, and the first goes on", "[X7]") {
    const Office office;
    office.open_for_business();
    Program first(support::binary(), office.data());
    const auto second = office.run({"serve", "--http", "127.0.0.1:0"});
    CHECK(second.code == 1);
    CHECK(second.out.empty());
    CHECK(second.err == std::format("clientbox: Clientbox serves {} already.\n", office.data().string()));
    CHECK(support::Peer(first.port()).ask("GET", "/healthz", {}).status == 200);
    CHECK(first.stop() == 0);
    Program again(support::binary(), office.data());
    again.kill_now();
    CHECK(Program(support::binary(), office.data()).stop() == 0);
}

TEST_CASE("commands work beside a running server", "[E1][E2][X5]") {
    const Office office;
    office.open_for_business();
    office.write("more.csv", "First Name,Last Name,Email\nBen,Baker,ben@example.org\n");
    const std::string backup = office.file("monday.backup");
    const Program server(support::binary(), office.data());
    check(office,
          {
              {{"import", office.file("more.csv")}, 0, ""},
              {{"export"}, 0, "ben@example.org"},
              {{"backup", backup}, 0, backup},
              {{"check"}, 0, "All is well."},
              {{"user", "list"}, 0, "ada@example.org"},
              {{"user", "add", "bob@example.org", "--password-file", office.file("password")}, 0, "can sign in"},
              {{"restore", "--replace", backup}, 1, "stop it first"},
              {{"init", "--admin", "eve@example.org", "--password-file", office.file("password")}, 1, ""},
          });
    const std::string token = office.run({"user", "token", "ada@example.org"}).out;
    const auto answer = support::Peer(server.port())
                            .ask("GET", "/api/v1/clients?email=ben@example.org",
                                 std::format("Authorization: Bearer {}\r\n", token.substr(0, token.find('\n'))));
    CHECK(answer.status == 200);
    CHECK(answer.body.contains("Baker"));
}

TEST_CASE("a settings file says what options say", "[X7]") {
    const Office office;
    const std::string good = office.write(
        "good.toml", std::format("# the office\ndata = \"{}\"\n\n[serve]\nhttp = \"127.0.0.1:0\"\nthreads = 16\nname = "
                                 "[\"box.example\", \"10.0.0.1\"]\n",
                                 office.data().string()));
    office.open_for_business();
    CHECK(support::outcome_of({"--settings", good, "check"}).code == 0);
    CHECK(support::outcome_of({"check", "--settings", good}).code == 0);
}

TEST_CASE("what is wrong in a settings file is named", "[X7]") {
    const Office office;
    office.open_for_business();
    const std::string file = office.file("bad.toml");
    struct Bad {
        std::string_view text, says;
    };
    for (const Bad& bad :
         {Bad{"[serve]\nhtp = \"127.0.0.1:0\"\n", "there is no setting serve.htp"},
          Bad{"[srve]\nhttp = \"127.0.0.1:0\"\n", "there is no setting"},
          Bad{"dta = \"/tmp\"\n", "there is no setting dta"}, Bad{"data = \"/tmp\"\nthis is no line\n", "line 2"},
          Bad{"[serve\nhttp = \"127.0.0.1:0\"\n", "line 1"}, Bad{"[serve]\n\nhttp = \"127.0.0.1:0\n", "line 3"},
          Bad{"[serve]\nthreads = \"many\"\n", "--threads"}, Bad{"[serve]\nhttp = \"nonsense\"\n", "--http"}}) {
        office.write("bad.toml", bad.text);
        const auto outcome = office.run({"--settings", file, "serve"});
        INFO(bad.text << outcome.err);
        CHECK(outcome.code == 2);
        CHECK(outcome.err.contains(bad.says));
        if (!bad.says.starts_with("--")) CHECK(outcome.err.contains(file));
        CHECK(outcome.err.find('\n') == outcome.err.size() - 1);
    }
    const auto missing = office.run({"--settings", office.file("nowhere.toml"), "check"});
    CHECK(missing.code == 2);
    CHECK(missing.err.contains("nowhere.toml"));
}

TEST_CASE("the service manager hears when the server is ready, that it lives, and when it stops", "[X6]") {
    const Office office;
    office.open_for_business();
    const std::string path = office.file("notify");
    const int manager = socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    std::strncpy(address.sun_path, path.c_str(), sizeof address.sun_path - 1);
    REQUIRE(bind(manager, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0);
    const auto hear = [&] {
        std::array<char, 256> bytes{};
        const ssize_t count = recv(manager, bytes.data(), bytes.size(), 0);
        return std::string(bytes.data(), static_cast<std::size_t>(std::max<ssize_t>(count, 0)));
    };
    setenv("NOTIFY_SOCKET", path.c_str(), 1);
    setenv("WATCHDOG_USEC", "20000", 1);
    {
        Program server(support::binary(), office.data());
        unsetenv("NOTIFY_SOCKET");
        unsetenv("WATCHDOG_USEC");
        CHECK(hear() == "READY=1");
        CHECK(hear() == "WATCHDOG=1");
        CHECK(hear() == "WATCHDOG=1");
        CHECK(server.stop() == 0);
    }
    std::string last;
    while (last != "STOPPING=1") {
        last = hear();
        CHECK((last == "WATCHDOG=1" || last == "STOPPING=1"));
    }
    close(manager);
}
