#include "storage/upkeep/backup.h"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <exception>
#include <format>
#include <optional>
#include <span>
#include <string>
#include <thread>
#include <vector>

#include "storage/descriptor.h"
#include "storage/digest.h"
#include "storage/files/files.h"
#include "storage/upkeep/backup_format.h"
#include "storage/upkeep/check.h"
#include "storage/upkeep/draft.h"

namespace storage {

namespace fs = std::filesystem;
using namespace backup_format;

namespace {

/// What Engine::copy_to writes, to be read from one end of a pipe.
class Copying {
  public:
    explicit Copying(const Engine& engine) {
        std::array<int, 2> ends{};
        if (pipe2(ends.data(), O_CLOEXEC) != 0) throw Error(Fault::unusable, "No pipe can be made for the backup.");
        from_ = Descriptor(ends[0]);
        thread_ = std::thread([this, &engine, end = Descriptor(ends[1])]() mutable {
            try {
                engine.copy_to(end.number());
            } catch (...) {
                failure_ = std::current_exception();
            }
            end.close();
        });
    }
    /// Takes what is left, so that the thread ends.
    ~Copying() {
        if (!thread_.joinable()) return;
        std::vector<char> rest(piece);
        while (::read(from_.number(), rest.data(), rest.size()) > 0) {
        }
        thread_.join();
    }
    Copying(const Copying&) = delete;
    Copying& operator=(const Copying&) = delete;

    std::size_t read(std::span<char> into) { return read_some(from_.number(), into); }
    /// After the end: throws when the copy failed.
    void finish() {
        thread_.join();
        if (failure_) std::rethrow_exception(failure_);
    }

  private:
    Descriptor from_;
    std::exception_ptr failure_;
    std::thread thread_;
};

std::string header(Moment moment) {
    std::string bytes(magic);
    put_number(bytes, sign_flipped(moment.milliseconds));
    put_number(bytes, format_version);
    return bytes;
}

/// A device, a pipe or a folder would be replaced by a file of that name.
void refuse_special(const fs::path& file) {
    std::error_code error;
    const fs::file_status status = fs::symlink_status(file, error);
    if (fs::exists(status) && !fs::is_regular_file(status))
        throw Error(Fault::refused, std::format("{} is not a file and was not replaced.", file.string()));
}

/// Hashes what goes out.
class Backup_writer {
  public:
    Backup_writer(int descriptor, std::uint64_t expected, const Progress& progress)
        : descriptor_(descriptor)
        , expected_(expected)
        , progress_(&progress) {}

    void put(std::string_view bytes) {
        hash_.add(bytes);
        write_all(descriptor_, bytes);
        written_ += bytes.size();
        if (*progress_) (*progress_)(std::min(1.0, static_cast<double>(written_) / static_cast<double>(expected_)));
    }
    void put(char mark, std::string_view before_size, std::uint64_t size) {
        std::string bytes(1, mark);
        bytes += before_size;
        put_number(bytes, size);
        put(bytes);
    }
    void finish() {
        put(std::string_view(&end_mark, 1));
        write_all(descriptor_, hash_.finish());
    }

  private:
    int descriptor_;
    std::uint64_t expected_, written_ = 0;
    const Progress* progress_;
    Sha256 hash_;
};

void put_records(const Store& store, Backup_writer& out) {
    Copying copying(store.engine());
    std::vector<char> buffer(piece);
    while (const std::size_t got = copying.read(buffer)) {
        out.put(records_mark, {}, got);
        out.put({buffer.data(), got});
    }
    copying.finish();
}

struct Arrived {
    std::string digest;
    Descriptor bytes;
    std::uint64_t size;
};

/// None when it was swept in the meantime.
std::optional<Arrived> opened(const Files& files, const std::string& digest) {
    if (!files.exists(digest)) return {};
    Descriptor bytes = files.open(digest);
    const std::uint64_t size = size_of(bytes);
    return Arrived{digest, std::move(bytes), size};
}

void put_file(const Arrived& file, Backup_writer& out) {
    out.put(file_mark, file.digest, file.size);
    std::vector<char> buffer(piece);
    for (std::uint64_t at = 0; at < file.size;) {
        const std::size_t got = read_at(file.bytes, at, std::span(buffer).first(std::min(piece, file.size - at)));
        if (got == 0) throw Error(Fault::unusable, "A file became shorter while the backup was made.");
        out.put({buffer.data(), got});
        at += got;
    }
}

}  // namespace

void backup_to(const Store& store, int descriptor, const Progress& progress) {
    if (const auto problems = check_pages(store); !problems.empty())
        throw Error(Fault::corrupt,
                    "The records are damaged, so a backup would be too. Restore one that was made before.",
                    problems.front());
    const Files files(store.folder());
    std::vector<std::string> digests;
    std::uint64_t expected = store.bytes_used();
    files.each([&](std::string_view digest) {
        const auto file = opened(files, digests.emplace_back(digest));
        expected += file ? file->size : 0;
    });
    Backup_writer out(descriptor, expected, progress);
    out.put(header(Moment::now()));
    put_records(store, out);
    for (const std::string& digest : digests)
        if (const auto file = opened(files, digest)) put_file(*file, out);
    out.finish();
}

void backup(const Store& store, const fs::path& file, bool replace, const Progress& progress) {
    if (!replace && fs::exists(file))
        throw Error(Fault::refused, std::format("{} is there already and was not overwritten.", file.string()));
    refuse_special(file);
    Draft draft(beside(file, ".unfinished"));
    backup_to(store, draft.number(), progress);
    sync(draft.number());
    draft.keep_as(file);
}

}  // namespace storage
