// A person who was erased for good is in no file of the data folder, soon and by itself.
#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <chrono>
#include <filesystem>
#include <format>
#include <fstream>
#include <iterator>
#include <thread>

#include "pictures/jpeg.h"
#include "storage/upkeep/check.h"
#include "support/box.h"
#include "support/browser.h"
#include "support/everything.h"

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

namespace {

void erase_all_for_good(support::Box& box) {
    const auto history = box.api("admin", "GET", "/api/v1/history?limit=200").body;
    for (auto at = history.find("\"operation\":"); at != std::string::npos;
         at = history.find("\"operation\":", at + 1)) {
        const auto number = std::stoull(history.substr(at + std::string_view("\"operation\":").size()));
        box.api("admin", "POST", std::format("/api/v1/history/{}/erasure", number));
    }
}

std::size_t files_in(const std::filesystem::path& folder) {
    std::error_code none;
    const std::filesystem::recursive_directory_iterator all(folder, none);
    return static_cast<std::size_t>(
        std::ranges::count_if(all, [](const auto& entry) { return entry.is_regular_file(); }));
}

/// A photograph that nothing but its bytes is called by.
std::string photo() {
    pictures::Picture picture{.size = {800, 600}, .rgb = {}};
    picture.rgb.assign(std::size_t{800} * 600 * 3, 128);
    return pictures::jpeg_of(picture) + "quetzal";
}

/// An upload of which all comes but the end. `metadata`: name of the file and what it is about, in base64.
void begin_upload(support::Box& box, std::string_view metadata, std::string_view bytes) {
    const std::string tus = box.headers_of("admin") + "Tus-Resumable: 1.0.0\r\n";
    const auto begun =
        box.ask("POST", "/uploads", tus + "Upload-Length: 1000\r\nUpload-Metadata: " + std::string(metadata) + "\r\n");
    REQUIRE(begun.status == 201);
    const auto sent = box.ask("PATCH", support::header(begun, "Location"),
                              tus + "Upload-Offset: 0\r\nContent-Type: application/offset+octet-stream\r\n", bytes);
    REQUIRE(sent.status == 204);
}

}  // namespace

TEST_CASE("a person who was erased for good is in nothing that is kept beside their records", "[S7]") {
    support::Box box;
    support::Browser ada(box.port());
    REQUIRE(ada.sign_in("admin@example.org", support::password));
    const support::Post enter = [&](const std::string& target, const std::string& json) {
        const auto made = box.api("admin", "POST", target, json);
        INFO(target << " " << json << " " << made.body);
        REQUIRE(made.status < 300);
        return made.body;
    };
    const support::Everything everything(enter);
    everything.client("Quetzal", 2025, "Spring");
    everything.client("Kestrel", 2026, "Autumn");
    ada.get("/clients/1");  // now it is among those opened last
    REQUIRE(ada.post("/clients/1/notes", "text=Quetzal+rang+twice").status == 303);
    ada.get("/clients/1");
    REQUIRE(ada.upload("/documents", "quetzal.jpg", photo()).status == 303);
    REQUIRE(box.api("admin", "PATCH", "/api/v1/documents/1", R"({"about":{"kind":"client","id":1}})", "If-Match: *\r\n")
                .status == 200);
    begin_upload(box, "filename cXVldHphbC50eHQ=,about Y2xpZW50OjE=", "Quetzal writes");  // quetzal.txt, client:1
    begin_upload(box, "filename cGxhbi50eHQ=,about Y2xpZW50OjI=", "Others write");        // plan.txt, client:2
    ada.get("/import");
    REQUIRE(ada.upload("/import?kind=clients", "quetzal.csv", "First name,Last name\nQuetzalina,Quetzal\n").status ==
            303);
    const auto end = std::chrono::steady_clock::now() + std::chrono::seconds(60);
    while (files_in(box.folder() / "previews") < 2 && std::chrono::steady_clock::now() < end)
        std::this_thread::sleep_for(std::chrono::milliseconds(10));
    REQUIRE(files_in(box.folder() / "previews") == 2);

    for (const char* record : {"clients/1", "contacts/1"})
        REQUIRE(box.api("admin", "DELETE", std::format("/api/v1/{}", record), {}, "If-Match: *\r\n").status == 204);
    erase_all_for_good(box);
    wait_until_gone(box);
    CHECK(files_with(box.folder(), "quetzal") == std::vector<std::string>{});
    CHECK(files_in(box.folder() / "previews") == 0);
    CHECK(files_in(box.folder() / "imports") == 0);
    CHECK(files_with(box.folder() / "files" / "incoming", "others write").size() == 1);
    for (const char* page : {"/settings/changes.csv", "/settings/changes", "/settings/events", "/history", "/today"}) {
        INFO(page);
        const auto answer = ada.get(page);
        CHECK(answer.status == 200);
        CHECK_FALSE(lower(answer.body).contains("quetzal"));
    }
    CHECK(box.api("admin", "GET", "/api/v1/saved_views").body.contains("Kestrel"));
    CHECK(storage::check(box.store()).problems.empty());
}
