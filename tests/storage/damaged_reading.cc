// What a reader meets in a file that was damaged after it was looked at: an Error, never fewer entries and never the end of the program.
#include <catch2/catch_test_macros.hpp>
#include <format>
#include <fstream>
#include <iterator>
#include <optional>

#include "storage/disk/engine.h"
#include "storage/error.h"
#include "storage/scratch.h"

using namespace storage;

namespace {

constexpr std::size_t page_size = 4096, page_head = 16, pointer = 2;
constexpr int entries = 100;

std::string name(int number) { return std::format("key {:04}", number); }

std::string bytes_of(const std::filesystem::path& file) {
    std::ifstream in(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
}

/// A file of many leaves, of which the one that holds `name(50)` is damaged.
class Damaged_file {
  public:
    template <class Harm> explicit Damaged_file(Harm harm) {
        {
            Engine engine(folder_.file());
            auto transaction = engine.write();
            for (int i = 0; i < entries; ++i) transaction.put(Tree::records, name(i), std::string(300, 'r'));
            transaction.commit();
        }
        std::string bytes = bytes_of(folder_.file());
        for (auto at = bytes.find(name(50)); at != std::string::npos; at = bytes.find(name(50), at + 1))
            if (bytes.substr(at + name(50).size(), 300) == std::string(300, 'r'))
                harm(bytes.data() + at / page_size * page_size);
        std::ofstream(folder_.file(), std::ios::binary | std::ios::trunc) << bytes;
        engine_.emplace(folder_.file());
    }

    /// How many entries a walk finds; empty when it says that they are damaged.
    std::optional<int> walked() const {
        return counted([](Cursor& cursor) { return cursor.seek(name(0)); }, &Cursor::next);
    }
    std::optional<int> walked_back() const {
        return counted([](Cursor& cursor) { return cursor.seek_before("z"); }, &Cursor::previous);
    }

  private:
    template <class Begin> std::optional<int> counted(Begin begin, bool (Cursor::*go_on)()) const {
        try {
            const Transaction transaction = engine_->read();
            Cursor cursor = transaction.cursor(Tree::records);
            int found = 0;
            for (bool more = begin(cursor); more; more = (cursor.*go_on)()) ++found;
            return found;
        } catch (const Error& error) {
            REQUIRE(error.fault() == Fault::corrupt);
            return {};
        }
    }

    scratch::Folder folder_;
    std::optional<Engine> engine_;
};

}  // namespace

TEST_CASE("a walk over a sound file finds all", "[X7]") {
    const Damaged_file file([](char*) {});
    CHECK(file.walked() == entries);
    CHECK(file.walked_back() == entries);
}

TEST_CASE("a walk meets a page of zeros as damage", "[X7]") {
    const Damaged_file file([](char* page) { std::fill_n(page, page_size, '\0'); });
    CHECK(file.walked() == std::nullopt);
    CHECK(file.walked_back() == std::nullopt);
}

TEST_CASE("a walk meets entries out of their order as damage", "[X7]") {
    const Damaged_file file([](char* page) {
        char* const first = page + page_head + 2 * pointer;
        std::swap_ranges(first, first + pointer, first + 3 * pointer);
    });
    CHECK(file.walked() == std::nullopt);
    CHECK(file.walked_back() == std::nullopt);
}
