// Records that are not what was written, as whoever starts a command sees it: told, and never taken for a new box.
#include <algorithm>
#include <chrono>
#include <format>
#include <random>
#include <thread>

#include "command_line/office.h"
#include "storage/disk/engine.h"
#include "storage/keys.h"
#include "storage/store.h"
#include "support/peer.h"

using command_line::Office;
using command_line::text_of;
namespace fs = std::filesystem;

namespace {

void refuses_to_work(const Office& office, std::string_view says) {
    for (const auto& words : {std::vector<std::string>{"check"},
                              {"serve", "--http", "127.0.0.1:0"},
                              {"export"},
                              {"backup", office.file("a.backup")},
                              {"user", "list"},
                              {"init", "--admin", "eve@example.org", "--password-file", office.file("password")}}) {
        const auto outcome = office.run(words);
        INFO(words.front() << ": " << outcome.out << outcome.err);
        CHECK(outcome.code == 1);
        CHECK(outcome.err.contains(says));
        CHECK_FALSE(outcome.out.contains("First-admin code"));
    }
    CHECK_FALSE(fs::exists(office.path() / "a.backup"));
}

}  // namespace

TEST_CASE("an empty file of records is told as lost, and a backup brings them back", "[X5][X7]") {
    const Office office;
    office.open_for_business();
    REQUIRE(office.run({"backup", office.file("good.backup")}).code == 0);
    fs::resize_file(office.records(), 0);
    refuses_to_work(office, "is empty");
    CHECK(office.run({"restore", "--replace", office.file("good.backup")}).code == 0);
    CHECK(office.run({"check"}).code == 0);
    CHECK(office.run({"export"}).out.contains("lovelace@example.org"));
}

TEST_CASE("a folder whose records are gone is not taken for a new one, and a backup brings them back", "[X5][X7]") {
    const Office office;
    office.open_for_business();
    REQUIRE(office.run({"backup", office.file("good.backup")}).code == 0);
    fs::remove(office.records());
    for (const auto& words : {std::vector<std::string>{"serve", "--http", "127.0.0.1:0"},
                              {"init", "--admin", "eve@example.org", "--password-file", office.file("password")}}) {
        const auto outcome = office.run(words);
        CHECK(outcome.code == 1);
        CHECK(outcome.err.contains("is gone"));
    }
    CHECK_FALSE(fs::exists(office.records()));
    CHECK(office.run({"restore", office.file("good.backup")}).code == 0);
    CHECK(office.run({"export"}).out.contains("lovelace@example.org"));
}

TEST_CASE("a file of records that is cut off is told", "[X7]") {
    for (const double share : {0.01, 0.3, 0.6}) {
        const Office office;
        office.open_for_business();
        const auto size = static_cast<double>(fs::file_size(office.records()));
        fs::resize_file(office.records(), static_cast<std::uintmax_t>(size * share));
        refuses_to_work(office, "damaged");
    }
}

TEST_CASE("a file that is no record store is told", "[X7]") {
    const Office office;
    fs::create_directory(office.data());
    office.write("data/records.db", std::string(40'000, 'x'));
    refuses_to_work(office, "records.db");
}

TEST_CASE("a flipped bit in a record is found by the check", "[X7]") {
    const Office office;
    office.open_for_business();
    std::string bytes = text_of(office.records());
    std::size_t flipped = 0;
    for (auto at = bytes.find("Lovelace"); at != std::string::npos; at = bytes.find("Lovelace", at + 1), ++flipped)
        bytes[at] ^= 1;
    REQUIRE(flipped > 0);
    office.write("data/records.db", bytes);
    const auto outcome = office.run({"check"});
    CHECK(outcome.code == 1);
    CHECK((outcome.out + outcome.err).contains("restore a backup"));
}

TEST_CASE("records of a newer Clientbox are left alone", "[X7]") {
    const Office office;
    office.open_for_business();
    {
        storage::Engine engine(office.records());
        auto transaction = engine.write();
        transaction.put(storage::Tree::meta, storage::keys::format,
                        storage::seal_number(storage::keys::format, storage::format_version + 1));
        transaction.commit();
    }
    refuses_to_work(office, "newer Clientbox");
}

namespace {

/// The office's file of records with something in it changed, which may be anything; export and check are asked.
void expect_no_shorter_answer(const Office& office, const std::string& whole, std::string_view what) {
    INFO(what);
    const auto exported = office.run({"export"});
    if (exported.code == 0)
        CHECK(exported.out == whole);
    else
        CHECK(exported.code == 1);
    const auto checked = office.run({"check"});
    CHECK((checked.code == 0 || checked.code == 1));
    if (exported.code != 0) CHECK(checked.code == 1);
}

void import_people(const Office& office, int count) {
    std::string rows = "First Name,Last Name,Email\n";
    for (int i = 0; i < count; ++i) rows += std::format("Ida{0},Oak{0},ida{0}@example.org\n", i);
    REQUIRE(office.run({"import", office.write("more.csv", rows)}).code == 0);
}

/// One that holds a certain text, but not one that only older snapshots reach.
void lose_a_page_in_use(const Office& office) {
    constexpr std::size_t page = 4096;
    const std::string sound = text_of(office.records());
    for (auto at = sound.rfind("ida399@example.org"); at != std::string::npos;
         at = sound.rfind("ida399@example.org", at - 1)) {
        std::string bytes = sound;
        std::fill_n(bytes.begin() + static_cast<std::ptrdiff_t>(at / page * page), page, '\0');
        office.write("data/records.db", bytes);
        if (office.run({"check"}).code == 1) return;
    }
    FAIL("no page in use holds it");
}

}  // namespace

TEST_CASE("whatever a card loses, no command ends by a signal or leaves out a record without a word", "[X7][faults]") {
    constexpr std::size_t page = 4096;
    const Office office;
    office.open_for_business();
    import_people(office, 60);
    const std::string whole = office.run({"export"}).out;
    REQUIRE(whole.contains("Oak59"));
    const std::string sound = text_of(office.records());
    for (std::size_t at = 0; at + page <= sound.size(); at += page) {
        std::string bytes = sound;
        std::fill_n(bytes.begin() + static_cast<std::ptrdiff_t>(at), page, '\0');
        office.write("data/records.db", bytes);
        expect_no_shorter_answer(office, whole, std::format("page {} is empty", at / page));
    }
    std::mt19937 random(11);
    for (int flip = 0; flip < 150; ++flip) {
        std::string bytes = sound;
        const std::size_t at = random() % bytes.size();
        bytes[at] = static_cast<char>(bytes[at] ^ (1 << random() % 8));
        office.write("data/records.db", bytes);
        expect_no_shorter_answer(office, whole, std::format("a bit of byte {} is another", at));
    }
}

TEST_CASE("a box finds by itself that its records are damaged: it goes on showing them and saves nothing",
          "[X7][faults]") {
    const Office office;
    office.open_for_business();
    import_people(office, 400);
    const auto token = office.run({"user", "token", "ada@example.org"}).out;
    const std::string headers = "Authorization: Bearer " + token.substr(0, token.find('\n')) + "\r\n";
    lose_a_page_in_use(office);

    const support::Program server(support::binary(), office.data());
    support::Peer peer(server.port());
    const auto save = [&](int round) {
        return peer.ask("POST", "/api/v1/companies", headers + "Content-Type: application/json\r\n",
                        std::format(R"({{"name":"Oak {}"}})", round));
    };
    auto answer = save(0);
    for (int round = 1; round < 200 && answer.status != 503; ++round) {
        std::this_thread::sleep_for(std::chrono::milliseconds(20));
        answer = save(round);
    }
    CHECK(answer.status == 503);
    CHECK(answer.body.contains("restore a backup"));
    const auto companies = peer.ask("GET", "/api/v1/companies", headers);
    CHECK(companies.status == 200);
    CHECK(companies.head.contains("\r\nWarning: 199 "));
}

TEST_CASE("damaged records do not take the place of a good backup", "[X7][faults]") {
    const Office office;
    office.open_for_business();
    import_people(office, 400);
    REQUIRE(office.run({"backup", office.file("good.backup")}).code == 0);
    const std::string good = text_of(office.file("good.backup"));
    lose_a_page_in_use(office);
    const auto outcome = office.run({"backup", "--replace", office.file("good.backup")});
    CHECK(outcome.code == 1);
    CHECK(outcome.err.contains("damaged"));
    CHECK(text_of(office.file("good.backup")) == good);
}
