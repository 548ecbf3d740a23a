// The file of the records is written anew after something was erased for good, killed again and again: the records are there each
// time, and in the end nothing of what was erased is.
#include <catch2/catch_test_macros.hpp>
#include <format>
#include <fstream>
#include <iterator>
#include <random>
#include <thread>

#include "faults/folder.h"
#include "office/records/save.h"
#include "storage/disk/fresh_copy.h"

namespace {

using office::Client;
using storage::Write;
using support::binary;

constexpr std::size_t kept = 2'000;
constexpr std::size_t erased = 200;
constexpr std::string_view erased_name = "quetzal";
const storage::Actor box;

/// A data folder with clients, of whom some were erased for good since it was opened last.
class Office : public faults::Folder {
  public:
    Office() {
        const auto store = open_or_make_store(folder());
        add(*store, "stays", kept);
        const auto ids = add(*store, erased_name, erased);
        store->write(box, [&](Write& write) {
            for (const storage::Id id : ids) {
                write.erase(storage::Ref<Client>{id});
                write.redact({Client::kind.number, id});
            }
        });
    }

    std::filesystem::path records() const { return storage::store_file(folder()); }
    bool is_due() const {
        return open_store(folder())->read([](const storage::Read& read) { return read.redactions() != 0; });
    }
    bool tells() const {
        std::size_t telling = 0;
        for (const auto& entry : std::filesystem::recursive_directory_iterator(folder())) {
            std::ifstream in(entry.path(), std::ios::binary);
            const std::string bytes{std::istreambuf_iterator<char>(in), {}};
            telling += bytes.contains(erased_name) ? 1 : 0;
        }
        return telling > 0;
    }

  private:
    static std::vector<storage::Id> add(storage::Store& store, std::string_view name, std::size_t count) {
        return store.write(box, [&](Write& write) {
            std::vector<storage::Id> ids;
            for (std::size_t n = 0; n < count; ++n) {
                Client client;
                client.first_name = "Ida";
                client.last_name = std::format("{}{}", name, n);
                client.email.text = std::format("{}{}@example.org", name, n);
                write.create(client);
                ids.push_back(client.id);
            }
            return ids;
        });
    }
};

}  // namespace

TEST_CASE("writing the records anew is killed at many moments: all are there, and in the end nothing of the erased",
          "[S7][faults]") {
    const Office office;
    REQUIRE(office.tells());
    std::mt19937 random(17);
    bool cut_within = false;
    for (int cut = 0; office.is_due() && cut < 200; ++cut) {
        {
            support::Program program(binary(), office.folder());
            std::this_thread::sleep_for(std::chrono::milliseconds(random() % 5 + static_cast<unsigned>(cut)));
            program.kill_now();
        }
        cut_within = cut_within || std::filesystem::exists(storage::fresh_copy_of(office.records()));
        REQUIRE(office.is_sound());
        REQUIRE(office.clients() == kept);
    }
    CHECK(cut_within);
    CHECK_FALSE(office.is_due());
    CHECK_FALSE(office.tells());
    CHECK_FALSE(std::filesystem::exists(storage::fresh_copy_of(office.records())));
}
