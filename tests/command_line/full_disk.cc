// A disk that others have filled to its last byte: people get in and out, and the data out of the box.
#include <sys/mount.h>

#include "command_line/office.h"
#include "support/browser.h"

using command_line::Office;
namespace fs = std::filesystem;

namespace {

/// A small disk at a folder that is made; not every machine lets a test have one.
class Disk {
  public:
    Disk(fs::path folder, const char* size)
        : folder_(std::move(folder)) {
        fs::create_directories(folder_);
        mounted_ = mount("none", folder_.c_str(), "tmpfs", 0, size) == 0;
    }
    ~Disk() {
        if (mounted_) umount(folder_.c_str());
    }
    Disk(const Disk&) = delete;
    Disk& operator=(const Disk&) = delete;
    bool is_there() const { return mounted_; }
    void fill() const {
        std::ofstream file(others());
        const std::string megabyte(1 << 20, 'x');
        while (file.write(megabyte.data(), 1 << 20).flush()) continue;
        REQUIRE(fs::space(folder_).available == 0);
    }
    void make_room() const { fs::remove(others()); }

  private:
    fs::path others() const { return folder_ / "others"; }
    fs::path folder_;
    bool mounted_;
};

}  // namespace

TEST_CASE("on a disk without a byte left people sign in and out, read, export and delete, and keep what they typed",
          "[U3][E2][X5][X7][faults]") {
    const Office office;
    const Disk disk(office.data(), "size=320m");
    if (!disk.is_there()) SKIP("nothing can be mounted here");
    office.open_for_business();
    const support::Program server(support::binary(), office.data());
    const auto whole = office.run({"export"}).out;
    disk.fill();

    support::Browser ada(server.port());
    REQUIRE(ada.sign_in("ada@example.org", "correct horse battery"));
    CHECK(ada.get("/clients").body.contains("Lovelace"));
    CHECK(ada.get("/clients").body.contains("The disk is almost full"));
    CHECK(ada.get("/clients/export.csv").status == 200);
    ada.get("/clients/new");
    const auto refused = ada.post("/clients", "first_name=Grace&last_name=Hopper&email=grace%40example.org");
    CHECK(refused.status == 507);
    CHECK(refused.body.contains("Hopper"));
    CHECK(refused.body.contains("Try again"));
    CHECK(office.run({"export"}).out == whole);
    CHECK(office.run({"check"}).code == 0);
    CHECK(office.run({"backup", office.file("a.backup")}).code == 0);

    ada.get("/clients/1/delete");
    CHECK(ada.post("/clients/1/delete", "name=Lovelace%2C+Ada").status == 303);
    CHECK(ada.get("/clients/1").status == 404);
    ada.get("/clients");
    CHECK(ada.post("/logout", "").status == 303);
    CHECK(ada.get("/clients").status == 303);

    disk.make_room();
    REQUIRE(ada.sign_in("ada@example.org", "correct horse battery"));
    ada.get("/clients/new");
    CHECK(ada.post("/clients", "first_name=Grace&last_name=Hopper&email=grace%40example.org").status == 303);
    CHECK(office.run({"check"}).code == 0);
}
