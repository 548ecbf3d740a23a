// A person who was erased for good is in no file of the data folder, soon and by itself.
#include <catch2/catch_test_macros.hpp>
#include <chrono>
#include <filesystem>
#include <format>
#include <fstream>
#include <iterator>
#include <thread>

#include "storage/upkeep/check.h"
#include "support/box.h"
#include "support/browser.h"

namespace {

std::string lower(std::string text) {
    for (char& letter : text)
        if (letter >= 'A' && letter <= 'Z') letter = static_cast<char>(letter - 'A' + 'a');
    return text;
}

/// Files of the folder that hold the word, in capitals or not. Closing LMDB's lock file here would give up the box's lock.
std::vector<std::string> files_with(const std::filesystem::path& folder, std::string_view word) {
    std::vector<std::string> found;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
        if (!entry.is_regular_file() || entry.path().string().ends_with("-lock")) continue;
        std::ifstream in(entry.path(), std::ios::binary);
        const std::string bytes{std::istreambuf_iterator<char>(in), {}};
        if (lower(bytes).contains(word)) found.push_back(entry.path().string());
    }
    return found;
}

bool is_due(support::Box& box) {
    return box.store().read([](const storage::Read& read) { return read.redactions() != 0; });
}

void wait_until_gone(support::Box& box) {
    const auto end = std::chrono::steady_clock::now() + std::chrono::seconds(30);
    while (is_due(box) && std::chrono::steady_clock::now() < end)
        std::this_thread::sleep_for(std::chrono::milliseconds(10));
    REQUIRE_FALSE(is_due(box));
}

/// What came a moment ago is not swept yet: its record may be on its way.
void make_older(const std::filesystem::path& folder) {
    for (const auto& entry : std::filesystem::recursive_directory_iterator(folder))
        if (entry.is_regular_file())
            std::filesystem::last_write_time(entry.path(),
                                             std::filesystem::file_time_type::clock::now() - std::chrono::hours(48));
}

constexpr std::string_view person =
    R"({{"first_name":"Quetzalina","last_name":"Quetzal{0}","email":"quetzal{0}@example.org","description":"Quetzal keeps {1}"}})";

}  // namespace

TEST_CASE("a person who was erased for good is in no file of the data folder", "[S7]") {
    support::Box box;
    for (int n = 0; n < 30; ++n)
        REQUIRE(box.api("admin", "POST", "/api/v1/clients",
                        std::vformat(person, std::make_format_args(n, std::as_const(n))))
                    .status == 201);
    REQUIRE(box.api("admin", "POST", "/api/v1/clients",
                    R"({"first_name":"Max","last_name":"Stays","email":"max@example.org"})")
                .status == 201);
    for (int id = 1; id <= 30; ++id)
        REQUIRE(box.api("admin", "DELETE", std::format("/api/v1/clients/{}", id), {}, "If-Match: *\r\n").status == 204);
    CHECK_FALSE(files_with(box.folder(), "quetzal").empty());

    const auto history = box.api("admin", "GET", "/api/v1/history?limit=30").body;
    std::size_t erased = 0;
    for (auto at = history.find("\"operation\":"); at != std::string::npos;
         at = history.find("\"operation\":", at + 1)) {
        const auto number = std::stoull(history.substr(at + std::string_view("\"operation\":").size()));
        const auto target = std::format("/api/v1/history/{}/erasure", number);
        CHECK(box.api("staff", "POST", target).status == 403);
        if (box.api("admin", "POST", target).status == 200) ++erased;
    }
    CHECK(erased == 30);
    wait_until_gone(box);
    CHECK(files_with(box.folder(), "quetzal") == std::vector<std::string>{});
    CHECK_FALSE(files_with(box.folder(), "stays").empty());
    CHECK(storage::check(box.store()).problems.empty());
    CHECK(box.api("admin", "GET", "/api/v1/clients/31").status == 200);

    support::Browser ada(box.port());
    REQUIRE(ada.sign_in("admin@example.org", support::password));
    CHECK(ada.get("/settings/status").body.contains("Erased details removed from the disk"));
}

TEST_CASE("with a person go their notes, contacts, files, previews, and the files of imports", "[S7]") {
    support::Box box;
    support::Browser ada(box.port());
    REQUIRE(ada.sign_in("admin@example.org", support::password));
    REQUIRE(box.api("admin", "POST", "/api/v1/clients",
                    R"({"first_name":"Quetzalina","last_name":"Quetzal","email":"quetzal@example.org"})")
                .status == 201);
    REQUIRE(box.api("admin", "POST", "/api/v1/notes", R"({"client":1,"text":"Quetzal rang"})").status == 201);
    REQUIRE(box.api("admin", "POST", "/api/v1/contacts",
                    R"({"name":"Quetzal Junior","email":"junior@quetzal.example","clients":[1]})")
                .status == 201);
    const std::string picture = "\x89PNG\r\n\x1a\n quetzal in a picture";
    ada.get("/clients/1");
    REQUIRE(ada.upload("/documents", "quetzal.png", picture).status == 303);
    REQUIRE(box.api("admin", "PATCH", "/api/v1/documents/1", R"({"about":{"kind":"client","id":1}})", "If-Match: *\r\n")
                .status == 200);
    make_older(box.folder() / "files");
    ada.get("/import");
    REQUIRE(ada.upload("/import?kind=clients", "quetzal.vcf",
                       "BEGIN:VCARD\r\nN:Quetzal;Quetzalina\r\nEMAIL:quetzal@example.org\r\nEND:VCARD\r\n")
                .status == 303);
    CHECK(files_with(box.folder(), "quetzal").size() >= 2);
    REQUIRE(box.api("admin", "DELETE", "/api/v1/clients/1", {}, "If-Match: *\r\n").status == 204);
    REQUIRE(box.api("admin", "DELETE", "/api/v1/contacts/1", {}, "If-Match: *\r\n").status == 204);
    const auto history = box.api("admin", "GET", "/api/v1/history?limit=30").body;
    for (auto at = history.find("\"operation\":"); at != std::string::npos;
         at = history.find("\"operation\":", at + 1)) {
        const auto number = std::stoull(history.substr(at + std::string_view("\"operation\":").size()));
        box.api("admin", "POST", std::format("/api/v1/history/{}/erasure", number));
    }
    wait_until_gone(box);
    CHECK(files_with(box.folder(), "quetzal") == std::vector<std::string>{});
    CHECK(storage::check(box.store()).problems.empty());
}
