// What was acknowledged is there after the plug was pulled, and everything is sound.
//
// kill -9 is what a program can suffer without hardware: the kernel keeps what was written, so this proves the order of
// writes and the group commit, not the disk. Both the server under ten writers and the import are killed in the middle.
#include <atomic>
#include <catch2/catch_test_macros.hpp>
#include <format>
#include <fstream>
#include <mutex>
#include <random>
#include <set>
#include <thread>

#include "faults/folder.h"
#include "office/people/accounts.h"
#include "office/people/tokens.h"
#include "storage/digest.h"
#include "storage/files/named_files.h"
#include "support/browser.h"
#include "support/peer.h"

namespace {

constexpr unsigned writers = 10;
constexpr int cuts = 50;

using support::binary;

/// A data folder of its own, with one admin.
class Office : public faults::Folder {
  public:
    Office() {
        const auto store = open_or_make_store(folder());
        const auto admin = office::make_first_admin(*store, "Admin", "admin@example.org", "correct horse battery");
        store->write(actor_,
                     [&](storage::Write& write) { token_ = office::make_token(write, {admin.id}, {.label = "test"}); });
    }

    std::string headers() const {
        return std::format("Authorization: Bearer {}\r\nContent-Type: application/json\r\n", token_);
    }
    std::string token_line() const { return std::format("Authorization: Bearer {}\r\n", token_); }
    bool has_document(std::string_view bytes) const {
        const auto store = open_store(folder());
        const std::string digest = storage::sha256(bytes);
        const storage::Files files(folder());
        return store->read([&](const storage::Read& read) { return storage::is_named(read, digest); }) &&
               files.intact({digest, bytes.size()});
    }
    bool has_client(const std::string& email) const {
        const auto store = open_store(folder());
        return store->read([&](const storage::Read& read) {
            return read.first<&office::Client::email>(storage::Email{email}).has_value();
        });
    }

  private:
    storage::Actor actor_{.user = 0, .name = "test"};
    std::string token_;
};

/// The addresses of clients that the server said it has.
class Ledger {
  public:
    void add(std::string email) {
        const std::lock_guard lock(mutex_);
        emails_.push_back(std::move(email));
    }
    std::vector<std::string> take() { return std::exchange(emails_, {}); }

  private:
    std::mutex mutex_;
    std::vector<std::string> emails_;
};

void write_until_cut(int port, const std::string& headers, const std::string& who, Ledger& ledger) {
    try {
        support::Peer peer(port);
        for (int number = 0;; ++number) {
            const std::string email = std::format("{}.{}@example.org", who, number);
            const std::string body =
                std::format(R"({{"first_name":"Pat","last_name":"Power{}","email":"{}"}})", number, email);
            if (peer.ask("POST", "/api/v1/clients", headers, body).status == 201) ledger.add(email);
        }
    } catch (const std::runtime_error&) {
        return;  // the plug was pulled
    }
}

}  // namespace

TEST_CASE("no acknowledged write is lost when the server is killed under ten writers, fifty times",
          "[C2][X5][faults]") {
    const Office office;
    std::mt19937 random(7);
    std::size_t acknowledged = 0;
    for (int cut = 0; cut < cuts; ++cut) {
        Ledger ledger;
        {
            support::Program program(binary(), office.folder());
            std::vector<std::jthread> threads;
            for (unsigned writer = 0; writer < writers; ++writer)
                threads.emplace_back([&, writer] {
                    write_until_cut(program.port(), office.headers(), std::format("c{}w{}", cut, writer), ledger);
                });
            std::this_thread::sleep_for(std::chrono::milliseconds(50 + random() % 250));
            program.kill_now();
        }
        REQUIRE(office.is_sound());
        for (const std::string& email : ledger.take()) {
            CHECK(office.has_client(email));
            ++acknowledged;
        }
    }
    CHECK(acknowledged > 0);
    CHECK(office.clients() >= acknowledged);
}

namespace {

/// Writes a file of so many clients; returns the words that import it.
std::vector<std::string> import_of(const Office& office, std::size_t rows) {
    const auto file = office.folder() / "clients.csv";
    std::ofstream out(file);
    out << "First Name,Last Name,Email,Company\r\n";
    for (std::size_t i = 0; i < rows; ++i) out << std::format("Ida,Import{0},i{0}@example.org,Firm {0}\r\n", i);
    return {"import", "--data", office.folder().string(), file.string()};
}

/// The operation by which an import went in.
std::uint64_t operation_of_import(const Office& office) {
    const auto store = open_store(office.folder());
    return store->read([](const storage::Read& read) {
        for (const storage::Entry& first : read.operations(0, 50))
            if (first.doing.verb == "import") return first.number;
        throw std::runtime_error("nothing was imported");
    });
}

}  // namespace

TEST_CASE("an import that is killed leaves whole clients, and the same file once more adds the rest", "[E1][faults]") {
    const Office office;
    constexpr std::size_t rows = 3'000;
    const std::vector<std::string> words = import_of(office, rows);
    std::size_t clients = 0;
    for (int wait = 5; wait <= 400 && clients < rows; wait += wait / 3 + 5) {
        support::run_and_kill(binary(), words, std::chrono::milliseconds(wait));
        REQUIRE(office.is_sound());
        CHECK(office.clients() >= clients);
        clients = office.clients();
    }
    CHECK(support::run(binary(), words) == 0);
    CHECK(office.clients() == rows);
}

TEST_CASE("taking back an import that is killed again and again goes on at each start, and ends", "[U8][faults]") {
    const Office office;
    constexpr std::size_t rows = 5'000;
    REQUIRE(support::run(binary(), import_of(office, rows)) == 0);
    const std::string undo = std::format("/api/v1/history/{}/undo", operation_of_import(office));
    std::mt19937 random(13);
    std::size_t left = rows;
    std::size_t cuts_between = 0;
    for (int cut = 0; left > 0 && cut < 100; ++cut) {
        {
            support::Program program(binary(), office.folder());
            std::jthread asking([&] {
                try {
                    if (left == rows) support::Peer(program.port()).ask("POST", undo, office.headers(), "{}");
                } catch (const std::runtime_error&) {
                    return;  // the plug was pulled
                }
            });
            std::this_thread::sleep_for(std::chrono::milliseconds(50 + 20 * cut + random() % 100));
            program.kill_now();
        }
        REQUIRE(office.is_sound());
        CHECK(office.clients() <= left);
        left = office.clients();
        if (left > 0 && left < rows) ++cuts_between;
    }
    CHECK(left == 0);
    CHECK(cuts_between > 0);
}

namespace {

constexpr std::string_view tus = "Tus-Resumable: 1.0.0\r\n";

/// An upload, and what the box said of it.
struct Sent {
    std::string place;
    std::uint64_t acknowledged = 0;
};

/// In small parts until the plug is pulled, or all is there.
void upload_until_cut(int port, const std::string& headers, std::string_view bytes, Sent& sent) {
    constexpr std::size_t part = 64UL * 1024;
    try {
        support::Peer peer(port);
        if (sent.place.empty()) {
            const auto lines = std::format("{}{}Upload-Length: {}\r\n", headers, tus, bytes.size());
            sent.place = support::header(peer.ask("POST", "/uploads", lines), "Location");
        }
        while (sent.acknowledged < bytes.size()) {
            const auto lines = std::format("{}{}Upload-Offset: {}\r\nContent-Type: application/offset+octet-stream\r\n",
                                           headers, tus, sent.acknowledged);
            const auto answer = peer.ask("PATCH", sent.place, lines, bytes.substr(sent.acknowledged, part));
            if (answer.status != 204) return;
            sent.acknowledged = std::stoull(support::header(answer, "Upload-Offset"));
        }
    } catch (const std::runtime_error&) {
        return;  // the plug was pulled
    }
}

}  // namespace

TEST_CASE("no acknowledged byte of an upload is lost when the server is killed in the middle of it, twenty times",
          "[P9][faults]") {
    const Office office;
    std::mt19937 random(11);
    std::string bytes(3'000'000, '\0');
    for (char& byte : bytes) byte = static_cast<char>(random());
    Sent sent;
    unsigned whole = 0;
    for (int cut = 0; cut < 20; ++cut) {
        {
            support::Program program(binary(), office.folder());
            if (!sent.place.empty()) {
                const auto state =
                    support::Peer(program.port()).ask("HEAD", sent.place, office.token_line() + std::string(tus));
                REQUIRE(state.status == 200);
                const auto offset = std::stoull(support::header(state, "Upload-Offset"));
                CHECK(offset >= sent.acknowledged);
                sent.acknowledged = offset;
            }
            std::jthread sender([&] { upload_until_cut(program.port(), office.token_line(), bytes, sent); });
            std::this_thread::sleep_for(std::chrono::milliseconds(20 + random() % 150));
            program.kill_now();
        }
        REQUIRE(office.is_sound());
        if (sent.acknowledged < bytes.size()) continue;
        CHECK(office.has_document(bytes));
        ++whole;
        sent = {};
        bytes[whole] = static_cast<char>(~bytes[whole]);  // another file
    }
    CHECK(whole > 0);
}
