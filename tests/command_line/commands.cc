// Every command: what it does, what it says, and its exit code.
#include <netinet/in.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

#include <format>

#include "command_line/office.h"

using command_line::Office;
using command_line::text_of;
namespace fs = std::filesystem;

TEST_CASE("wrong use is exit code 2 and one line that names what is wrong", "[X7]") {
    const Office office;
    check(office, {
                      {{}, 2, "command"},
                      {{"sevre"}, 2, "there is no command sevre"},
                      {{"user", "ad"}, 2, "there is no command ad"},
                      {{"user"}, 2, "command"},
                      {{"check", "--deep"}, 2, "--deep"},
                      {{"--deep"}, 2, "there is no option --deep"},
                      {{"check", "twice"}, 2, "twice"},
                      {{"backup"}, 2, "FILE"},
                      {{"restore"}, 2, "FILE"},
                      {{"import"}, 2, "FILE"},
                      {{"init"}, 2, "--admin"},
                      {{"init", "--admin", "ada@example.org"}, 2, "--password-file"},
                      {{"user", "add", "--password-file", "x"}, 2, "EMAIL"},
                      {{"user", "add", "bob@example.org", "--role", "king", "--password-file", "x"}, 2, "king"},
                      {{"serve", "--http", "127.0.0.1:99999"}, 2, "0 to 65535"},
                      {{"serve", "--http", ":abc"}, 2, "0 to 65535"},
                      {{"serve", "--http", "nonsense"}, 2, "127.0.0.1:8080"},
                      {{"serve", "--https", "nonsense"}, 2, "--https"},
                      {{"serve", "--http", ""}, 2, "no address"},
                      {{"serve", "--certificate", "a", "--key", "b"}, 2, "--https"},
                      {{"serve", "--https", "127.0.0.1:0", "--certificate", "a"}, 2, "--key"},
                      {{"serve", "--threads", "2"}, 2, "--threads"},
                  });
    CHECK_FALSE(fs::exists(office.data()));
}

TEST_CASE("help and version are no mistakes", "[X7]") {
    const Office office;
    check(office, {{{"--help"}, 0, "serve"}, {{"backup", "--help"}, 0, "--replace"}, {{"version"}, 0, "LMDB"}});
}

TEST_CASE("commands that need records say when there are none, and make none", "[X7]") {
    const Office office;
    office.write("a.csv", "First Name,Last Name,Email\nAda,Lovelace,ada@example.org\n");
    const std::string says = "There are no records in " + office.data().string();
    for (const bool folder_is_there : {false, true}) {
        if (folder_is_there) fs::create_directory(office.data());
        check(office, {
                          {{"check"}, 1, says},
                          {{"backup", office.file("a.backup")}, 1, says},
                          {{"export"}, 1, says},
                          {{"import", office.file("a.csv")}, 1, says},
                          {{"user", "list"}, 1, says},
                          {{"user", "add", "b@example.org", "--password-file", office.file("password")}, 1, says},
                          {{"user", "password", "b@example.org", "--password-file", office.file("password")}, 1, says},
                          {{"user", "token", "b@example.org"}, 1, says},
                          {{"user", "second-factor", "off", "b@example.org"}, 1, says},
                      });
        CHECK(fs::exists(office.data()) == folder_is_there);
        CHECK_FALSE(fs::exists(office.records()));
        CHECK_FALSE(fs::exists(office.path() / "a.backup"));
    }
}

TEST_CASE("people are made, listed and given passwords and tokens", "[U1][U2]") {
    const Office office;
    const std::string password = office.file("password");
    office.write("short", "x\n");
    check(office,
          {
              {{"init", "--admin", "ada@example.org", "--password-file", office.file("nowhere")}, 1, "nowhere"},
              {{"init", "--admin", "ada@example.org", "--password-file", password}, 0, "first admin"},
              {{"init", "--admin", "eve@example.org", "--password-file", password}, 1, ""},
              {{"user", "add", "bob@example.org", "--name", "Bob", "--password-file", password}, 0, "can sign in"},
              {{"user", "add", "bob@example.org", "--password-file", password}, 1, "email"},
              {{"user", "add", "no address", "--password-file", password}, 1, "email"},
              {{"user", "add", "cid@example.org", "--password-file", office.file("short")}, 1, ""},
              {{"user", "password", "bob@example.org", "--password-file", password}, 0, "new password"},
              {{"user", "password", "eve@example.org", "--password-file", password}, 1, "no user eve@example.org"},
              {{"user", "token", "eve@example.org"}, 1, "no user eve@example.org"},
              {{"user", "second-factor"}, 2, "command"},
              {{"user", "second-factor", "off", "eve@example.org"}, 1, "no user eve@example.org"},
              {{"user", "second-factor", "off", "bob@example.org"}, 0, "bob@example.org has no second factor"},
          });
    CHECK(office.run({"user", "list"}).out == "ada@example.org\tada@example.org\tadmin\nbob@example.org\tBob\tstaff\n");
    const std::string token = office.run({"user", "token", "bob@example.org"}).out;
    CHECK(token.size() > 20);
    CHECK(token.find_first_of(" \n") == token.size() - 1);
}

TEST_CASE("clients come in and go out as CSV", "[E1][E2]") {
    const Office office;
    office.open_for_business();
    office.write("more.csv", "First Name,Last Name,Email\nBen,Baker,ben@example.org\nX,Y,no address\n");
    check(office, {
                      {{"import", office.file("nowhere.csv")}, 1, ""},
                      {{"import", "--kind", "ghosts", office.file("ada.csv")}, 1, "ghosts"},
                      {{"export", "--kind", "ghosts"}, 1, "ghosts"},
                      {{"export", office.file("no/such/folder.csv")}, 1, "folder.csv"},
                      {{"import", "--dry-run", office.file("ada.csv")}, 0, ""},
                  });
    CHECK(office.run({"import", office.file("more.csv")}).code == 0);
    const auto exported = office.run({"export"});
    CHECK(exported.code == 0);
    CHECK(exported.out.contains("lovelace@example.org"));
    CHECK(exported.out.contains("ben@example.org"));
    CHECK(exported.out.contains("no address"));  // kept as text
    CHECK(office.run({"export", office.file("all.csv")}).code == 0);
    CHECK(text_of(office.path() / "all.csv") == exported.out);
}

TEST_CASE("output that did not arrive is a failure", "[X7]") {
    const Office office;
    office.open_for_business();
    const std::vector<std::vector<std::string>> commands{{"export"}, {"version"}, {"user", "list"}, {"check"}};
    for (const auto& words : commands) {
        INFO(words.front());
        const auto outcome = office.run(words, "/dev/full");
        CHECK(outcome.code == 1);
        CHECK_FALSE(outcome.err.empty());
    }
}

TEST_CASE("records are saved to one file and come back from it", "[X5]") {
    const Office office;
    office.open_for_business();
    const std::string backup = office.file("monday.backup");
    const std::string pipe = office.file("pipe");
    REQUIRE(mkfifo(pipe.c_str(), 0600) == 0);
    check(office, {
                      {{"backup", backup}, 0, backup},
                      {{"backup", backup}, 1, "there already"},
                      {{"backup", "--replace", backup}, 0, backup},
                      {{"backup", "--replace", pipe}, 1, "not a file"},
                      {{"backup", office.file("no/such/folder.backup")}, 1, "folder.backup"},
                      {{"restore", backup}, 1, "has records already"},
                      {{"restore", office.file("ada.csv"), "--replace"}, 1, "not a backup"},
                      {{"restore", office.file("nowhere"), "--replace"}, 1, "nowhere"},
                      {{"restore", backup, "--replace"}, 0, ""},
                      {{"check"}, 0, "All is well."},
                  });
    CHECK(fs::is_fifo(pipe));
    const Office fresh;
    CHECK(fresh.run({"restore", backup}).code == 0);
    CHECK(fresh.run({"export"}).out == office.run({"export"}).out);
    std::string bytes = text_of(backup);
    bytes[bytes.size() / 2] ^= 1;
    office.write("bad.backup", bytes);
    CHECK(Office().run({"restore", office.file("bad.backup")}).code == 1);
}

TEST_CASE("a data folder that cannot be used is told", "[X7]") {
    const Office office;
    const std::string password = office.file("password");
    const auto in = [&](const fs::path& folder, std::vector<std::string> words) {
        words.insert(words.begin(), {"--data", folder.string()});
        return support::outcome_of(words);
    };
    fs::create_directory(office.data());
    fs::permissions(office.data(), fs::perms::owner_read | fs::perms::owner_exec);
    for (const fs::path& folder : {office.data(), office.path() / "password" / "data"}) {
        INFO(folder);
        for (const auto& words :
             {std::vector<std::string>{"init", "--admin", "a@b.example", "--password-file", password},
              {"serve", "--http", "127.0.0.1:0"}}) {
            const auto outcome = in(folder, words);
            CHECK(outcome.code == 1);
            CHECK(outcome.err.contains(folder.string()));
            CHECK(outcome.out.empty());
        }
    }
    fs::permissions(office.data(), fs::perms::owner_all);
}

TEST_CASE("a token is made for the address that was given, and for none that only looks like it", "[X7][C3]") {
    const Office office;
    office.open_for_business();
    CHECK(office.run({"user", "add", "eve@müller.example", "--password-file", office.file("password")}).code == 0);
    check(office, {{{"user", "token", "eve@muller.example"}, 1, "eve@muller.example"},
                   {{"user", "token", "EVE@XN--MLLER-KVA.example"}, 0, ""}});
}

TEST_CASE("a port that is taken is told", "[X7]") {
    const Office office;
    const int taken = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    REQUIRE(bind(taken, reinterpret_cast<const sockaddr*>(&address), size) == 0);
    REQUIRE(listen(taken, 1) == 0);
    REQUIRE(getsockname(taken, reinterpret_cast<sockaddr*>(&address), &size) == 0);
    const std::string where = std::format("127.0.0.1:{}", ntohs(address.sin_port));
    check(office, {{{"serve", "--http", where}, 1, where + ": the port is already in use"}});
    close(taken);
}
