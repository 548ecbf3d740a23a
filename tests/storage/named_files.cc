// Which bytes are kept: those that a record names, or one that may come back.
#include "storage/files/named_files.h"

#include <catch2/catch_test_macros.hpp>
#include <fstream>

#include "storage/digest.h"
#include "storage/faults.h"
#include "storage/papers.h"
#include "storage/upkeep/backup.h"

using namespace storage;
using namespace scratch;
namespace fs = std::filesystem;

namespace {

struct Filed : Paper_store {
    Files files{folder.path(), 0};

    Paper filed(std::string name, std::string_view bytes) {
        auto incoming = files.begin();
        incoming.append(bytes);
        const auto stored = incoming.finish();
        Paper paper;
        paper.name = name;
        paper.file = {.digest = stored.digest, .size = stored.size, .type = "text/plain", .name = std::move(name)};
        return add(paper);
    }
    void make_older() const {
        for (const auto& entry : fs::recursive_directory_iterator(folder.path() / "files"))
            if (entry.is_regular_file())
                fs::last_write_time(entry, fs::file_time_type::clock::now() - std::chrono::hours(48));
    }
    fs::path path_of(const Paper& paper) const {
        const auto name = hex(paper.file.digest);
        return folder.path() / "files" / name.substr(0, 2) / name;
    }
    std::size_t swept(std::chrono::days later = {}) {
        const std::chrono::milliseconds more = later;
        return sweep_unnamed(*store, files, {Moment::now().milliseconds + more.count()});
    }
};

}  // namespace

TEST_CASE("a sweep keeps what records name, and for as long as undo brings them back", "[P9]") {
    Filed with;
    const Paper kept = with.filed("kept", "one");
    const Paper gone = with.filed("gone", "two");
    const Paper twin = with.filed("twin", "two");
    with.erase(gone);
    with.make_older();
    CHECK(with.swept(std::chrono::days(31)) == 0);  // the twin has them, too
    with.erase(twin);
    CHECK(with.swept() == 0);
    CHECK(with.files.exists(gone.file.digest));
    CHECK(with.swept(std::chrono::days(31)) == 1);
    CHECK_FALSE(with.files.exists(gone.file.digest));
    CHECK(with.files.exists(kept.file.digest));
}

TEST_CASE("nothing is swept while there are records that this program does not know") {
    Filed with;
    const Paper paper = with.filed("kept", "one");
    with.make_older();
    with.store.reset();
    const Store older(with.folder.path(), types());
    CHECK(sweep_unnamed(older, with.files, {Moment::now().milliseconds + std::int64_t{1} * 40 * 86'400'000}) == 0);
    CHECK(with.files.exists(paper.file.digest));
}

TEST_CASE("a check reads every file, and names what is missing, changed or nobody's", "[X5]") {
    Filed with;
    const Paper good = with.filed("good", "one");
    const Paper missing = with.filed("missing", "two");
    const Paper changed = with.filed("changed", "three");
    auto stray = with.files.begin();
    stray.append("nobody's");
    stray.finish();
    CHECK(check_files(*with.store, with.files).problems.empty());
    CHECK(check_files(*with.store, with.files).strays == 1);
    fs::remove(with.path_of(missing));
    std::ofstream(with.path_of(changed)) << "thrxe";
    const auto found = check_files(*with.store, with.files);
    CHECK(found.files == 3);
    CHECK(found.problems == std::vector<std::string>{"Paper 2 (missing): its bytes are missing.",
                                                     "Paper 3 (changed): its bytes are not what arrived."});
    CHECK(with.files.exists(good.file.digest));
}

TEST_CASE("a backup has the bytes of all files, each once", "[X5]") {
    Filed with;
    const Paper one = with.filed("one", std::string(700'000, 'x'));
    with.filed("twin", std::string(700'000, 'x'));
    const Paper empty = with.filed("empty", "");
    const Folder elsewhere;
    const auto file = elsewhere.path() / "a";
    double last = 0;
    backup(*with.store, file, false, [&](double done) { last = done; });
    CHECK(last > 0.5);
    CHECK(verify_backup(file).files == 2);
    const Folder fresh;
    restore(file, fresh.path(), false);
    const Store restored(fresh.path(), types_with_papers());
    const Files files(fresh.path(), 0);
    CHECK(check_files(restored, files).problems.empty());
    CHECK(check_files(restored, files).files == 3);
    CHECK(files.intact({one.file.digest, one.file.size}));
    CHECK(files.intact({empty.file.digest, 0}));
}

TEST_CASE("a backup whose files were changed restores nothing", "[X5]") {
    Filed with;
    with.filed("one", "secret bytes");
    const Folder elsewhere;
    const auto file = elsewhere.path() / "a";
    backup(*with.store, file);
    std::ifstream in(file, std::ios::binary);
    std::string bytes{std::istreambuf_iterator<char>(in), {}};
    bytes[bytes.find("secret bytes")] = 'S';
    std::ofstream(file, std::ios::binary | std::ios::trunc) << bytes;
    const Folder fresh;
    CHECK(fault_of([&] { restore(file, fresh.path(), false); }) == Fault::corrupt);
    CHECK(fs::is_empty(fresh.path()));
}
