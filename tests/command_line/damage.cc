// Records that are not what was written, as whoever starts a command sees it: told, and never taken for a new box.
#include "command_line/office.h"
#include "storage/disk/engine.h"
#include "storage/keys.h"
#include "storage/store.h"

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
