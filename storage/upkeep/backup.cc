#include "storage/upkeep/backup.h"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <exception>
#include <format>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include "storage/descriptor.h"
#include "storage/digest.h"
#include "storage/disk/lmdb_pages.h"
#include "storage/files/files.h"

namespace storage {

namespace fs = std::filesystem;

namespace {

constexpr std::string_view magic = "Clientbox backup 2\n";
constexpr std::string_view first_magic = "Clientbox backup 1\n";
constexpr std::string_view any_magic = "Clientbox backup ";
constexpr std::size_t digest_size = 32;
constexpr std::size_t header_size = magic.size() + 8 + 8;
constexpr std::size_t trailer_size = 1 + digest_size;
constexpr std::size_t first_trailer_size = 8 + digest_size;
constexpr char records_mark = 'r', file_mark = 'f', end_mark = 'e';
constexpr std::size_t piece = 1 << 18;

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

/// A file that is removed again unless it is kept.
class Draft {
  public:
    explicit Draft(fs::path path)
        : path_(std::move(path))
        , descriptor_(open_to_write(path_)) {}
    ~Draft() {
        if (!kept_) ::unlink(path_.c_str());
    }
    Draft(const Draft&) = delete;
    Draft& operator=(const Draft&) = delete;
    int number() const { return descriptor_.number(); }
    const fs::path& path() const { return path_; }
    /// Moves it to its place, for good.
    void keep_as(const fs::path& file) {
        fs::rename(path_, file);
        kept_ = true;
        sync_folder(file.parent_path().empty() ? "." : file.parent_path());
    }

  private:
    fs::path path_;
    Descriptor descriptor_;
    bool kept_ = false;
};

fs::path beside(const fs::path& file, std::string_view ending) {
    fs::path path = file;
    path += ending;
    return path;
}

[[noreturn]] void not_whole(const fs::path& file, std::string_view why) {
    throw Error(Fault::corrupt, std::format("The backup {} {}. Use another one.", file.string(), why));
}

/// What a backup gives, in its order.
struct Restoring {
    std::function<void(std::string_view bytes)> records;
    std::function<void(std::string_view bytes)> file;
    std::function<void()> file_ends;
};

/// Reads a backup from its beginning to its end.
class Backup_reader {
  public:
    explicit Backup_reader(const fs::path& file)
        : file_(file)
        , descriptor_(open_to_read(file)) {
        std::error_code error;
        if (!fs::is_regular_file(file, error)) no_backup();
        size_ = fs::file_size(file);
        const std::string head = take(std::min<std::uint64_t>(header_size, size_));
        if (!head.starts_with(any_magic)) no_backup();
        is_first_ = head.starts_with(first_magic);
        if (!is_first_ && !head.starts_with(magic)) newer();
        if (size_ < header_size + (is_first_ ? first_trailer_size : trailer_size)) not_whole(file_, "is cut off");
        facts_.made = {sign_restored(get_number(std::string_view(head).substr(magic.size(), 8)))};
        facts_.format = get_number(std::string_view(head).substr(magic.size() + 8));
    }

    /// Gives all of it, then looks whether it was whole.
    Backup_facts read(const Restoring& to, const Progress& progress) {
        progress_ = &progress;
        is_first_ ? read_first(to) : read_parts(to);
        const std::string digest = hash_.finish();
        if (get(digest.size()) != digest || got_ != size_) not_whole(file_, "was changed since it was made");
        // Only now is the header known to be what was written.
        if (facts_.format > format_version) newer();
        return facts_;
    }

  private:
    [[noreturn]] void newer() const {
        throw Error(Fault::unusable,
                    std::format("The backup {} was made by a newer Clientbox. Update this one first.", file_.string()));
    }
    [[noreturn]] void no_backup() const {
        throw Error(Fault::unusable, std::format("{} is not a backup of Clientbox.", file_.string()));
    }

    void read_first(const Restoring& to) {
        facts_.size = size_ - header_size - first_trailer_size;
        take(facts_.size, to.records);
        if (get_number(take(8)) != facts_.size) not_whole(file_, "is cut off or was changed");
    }

    void read_parts(const Restoring& to) {
        for (;;) {
            switch (take(1).front()) {
            case records_mark: facts_.size += take(get_number(take(8)), to.records); break;
            case file_mark:
                take(digest_size);
                take(get_number(take(8)), to.file);
                to.file_ends();
                ++facts_.files;
                break;
            case end_mark: return;
            default: not_whole(file_, "was changed since it was made");
            }
        }
    }

    std::uint64_t take(std::uint64_t size, const std::function<void(std::string_view)>& sink) {
        for (std::uint64_t left = size; left > 0;) {
            const std::string bytes = take(std::min<std::uint64_t>(left, piece));
            sink(bytes);
            left -= bytes.size();
            if (*progress_) (*progress_)(static_cast<double>(got_) / static_cast<double>(size_));
        }
        return size;
    }

    std::string take(std::size_t size) {
        std::string bytes = get(size);
        hash_.add(bytes);
        return bytes;
    }

    std::string get(std::size_t size) {
        std::string bytes(size, '\0');
        for (std::size_t have = 0; have < size;) {
            const std::size_t got = read_some(descriptor_.number(), std::span(bytes).subspan(have));
            if (got == 0) not_whole(file_, "is cut off");
            have += got;
        }
        got_ += size;
        return bytes;
    }

    fs::path file_;
    Descriptor descriptor_;
    Backup_facts facts_;
    Sha256 hash_;
    std::uint64_t size_ = 0, got_ = 0;
    bool is_first_ = false;  ///< of before there were files
    const Progress* progress_ = nullptr;
};

/// LMDB holds a shared lock on its lock file as long as a process has the store open.
bool in_use(const fs::path& records) {
    if (Engine::is_open(records)) return true;
    const int number = open(beside(records, "-lock").c_str(), O_RDWR | O_CLOEXEC);
    if (number < 0) return false;
    const Descriptor lock(number);
    struct flock wanted{};
    wanted.l_type = F_WRLCK;
    wanted.l_whence = SEEK_SET;
    wanted.l_len = 1;
    return fcntl(number, F_OFD_GETLK, &wanted) == 0 && wanted.l_type != F_UNLCK;
}

std::string file_name_of(Moment moment) {
    return std::format("{:%Y%m%dT%H%M%SZ}", std::chrono::floor<std::chrono::seconds>(moment.time()));
}

/// A second name for the old records, so that at no moment the folder is without any.
void set_aside(const fs::path& records) {
    if (!fs::exists(records)) return;
    const fs::path old = beside(records, ".before-restore-" + file_name_of(Moment::now()));
    std::error_code error;
    fs::create_hard_link(records, old, error);
    if (error) fs::copy_file(records, old);
}

/// A device, a pipe or a folder would be replaced by a file of that name.
void refuse_special(const fs::path& file) {
    std::error_code error;
    const fs::file_status status = fs::symlink_status(file, error);
    if (fs::exists(status) && !fs::is_regular_file(status))
        throw Error(Fault::refused, std::format("{} is not a file and was not replaced.", file.string()));
}

void refuse_unfit(const fs::path& folder, bool replace) {
    const fs::path records = store_file(folder);
    std::error_code error;
    if (!fs::is_directory(folder, error))
        throw Error(Fault::unusable, std::format("There is no data folder {}.", folder.string()));
    if (in_use(records))
        throw Error(Fault::refused, std::format("Clientbox is running with {}; stop it first.", folder.string()));
    if (!replace && fs::exists(records))
        throw Error(Fault::refused, std::format("{} has records already; nothing was restored. Say that they are to be "
                                                "replaced; the old ones are kept beside.",
                                                folder.string()));
}

}  // namespace

namespace {

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

Backup_facts verify_backup(const fs::path& file, const Progress& progress) {
    const auto nowhere = [](std::string_view) {};
    return Backup_reader(file).read({nowhere, nowhere, [] {}}, progress);
}

namespace {

/// They get the names of what they really are: bytes that were damaged before are a stray, and the record's own are missing.
void put_back(const fs::path& file, const Draft& records, Files& files, const Progress& progress) {
    std::optional<Incoming> incoming;
    const auto current = [&]() -> Incoming& { return incoming ? *incoming : incoming.emplace(files.begin()); };
    Backup_reader(file).read({.records = [&](std::string_view bytes) { write_all(records.number(), bytes); },
                              .file = [&](std::string_view bytes) { current().append(bytes); },
                              .file_ends =
                                  [&] {
                                      current().finish();
                                      incoming.reset();
                                  }},
                             progress);
    sync(records.number());
}

}  // namespace

void restore(const fs::path& file, const fs::path& folder, bool replace, const Progress& progress) {
    refuse_unfit(folder, replace);
    const fs::path records = store_file(folder);
    verify_backup(file);
    Draft draft(beside(records, ".restoring"));
    Files files(folder, 0);
    put_back(file, draft, files, progress);
    if (const auto problems = verify_pages(draft.path()); !problems.empty())
        throw Error(Fault::corrupt, std::format("The records in the backup {} are damaged.", file.string()),
                    problems.front());
    set_aside(records);
    draft.keep_as(records);
}

}  // namespace storage
