// A data folder whose disk takes no changes, as cards do when they die: people get in, and the data gets out.
#include <sys/mount.h>

#include "command_line/office.h"
#include "support/browser.h"

using command_line::Office;
namespace fs = std::filesystem;

namespace {

/// A folder that nobody can change as long as this lives; not every machine lets a test have one.
class Read_only {
  public:
    explicit Read_only(const fs::path& folder)
        : folder_(folder)
        , mounted_(mount(folder.c_str(), folder.c_str(), nullptr, MS_BIND, nullptr) == 0) {
        if (mounted_) REQUIRE(mount(nullptr, folder.c_str(), nullptr, MS_REMOUNT | MS_BIND | MS_RDONLY, nullptr) == 0);
    }
    ~Read_only() {
        if (mounted_) umount(folder_.c_str());
    }
    Read_only(const Read_only&) = delete;
    Read_only& operator=(const Read_only&) = delete;
    bool is_there() const { return mounted_; }

  private:
    fs::path folder_;
    bool mounted_;
};

}  // namespace

TEST_CASE("from a disk that takes no changes records are checked, exported and backed up", "[X5][X7][faults]") {
    const Office office;
    office.open_for_business();
    const auto whole = office.run({"export"}).out;
    {
        const Read_only disk(office.data());
        if (!disk.is_there()) SKIP("nothing can be mounted here");
        CHECK(office.run({"export"}).out == whole);
        check(office, {{{"check"}, 0, "All is well."},
                       {{"user", "list"}, 0, "ada@example.org"},
                       {{"backup", office.file("a.backup")}, 0, "All records and files"},
                       {{"import", office.file("ada.csv")}, 1, "takes no changes"},
                       {{"user", "token", "ada@example.org"}, 1, "takes no changes"},
                       {{"user", "password", "ada@example.org", "--password-file", office.file("password")},
                        1,
                        "takes no changes"},
                       {{"restore", "--replace", office.file("a.backup")}, 1, "takes no changes"}});
    }
    CHECK(office.run({"restore", "--replace", office.file("a.backup")}).code == 0);
    CHECK(office.run({"export"}).out == whole);
}

TEST_CASE("on a disk that takes no changes people sign in, read, and keep what they typed", "[U3][X7][faults]") {
    const Office office;
    office.open_for_business();
    const Read_only disk(office.data());
    if (!disk.is_there()) SKIP("nothing can be mounted here");
    const support::Program server(support::binary(), office.data());
    support::Browser ada(server.port());
    CHECK(ada.get("/login").body.contains("The disk takes no changes."));
    REQUIRE(ada.sign_in("ada@example.org", "correct horse battery"));
    const auto list = ada.get("/clients");
    CHECK(list.status == 200);
    CHECK(list.body.contains("Lovelace"));
    CHECK(list.body.contains("back up what is there"));
    CHECK(ada.get("/settings/status").body.contains("not any more: the disk takes no changes"));
    ada.get("/clients/new");
    const auto refused = ada.post("/clients", "first_name=Grace&last_name=Hopper&email=grace%40example.org");
    CHECK(refused.status == 503);
    CHECK(refused.body.contains("Hopper"));
    CHECK(refused.body.contains("Try again"));
}
