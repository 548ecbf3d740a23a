#include "storage/files/files.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <format>
#include <vector>

#include "storage/error.h"

namespace storage {

namespace fs = std::filesystem;

namespace {

constexpr std::size_t piece = 1UL << 18;
constexpr std::size_t digest_bytes = 32;
/// When so much has come, the disk is asked again how much is free.
constexpr std::uint64_t room_step = 1UL << 20;
/// So much goes to the disk while the rest still comes, and is not waited for at the end.
constexpr std::uint64_t early_step = 8UL << 20;

[[noreturn]] void cannot(std::string_view be, const fs::path& path, std::error_code why) {
    failed(std::format("{} cannot be {}", path.string(), be), why.value());
}

/// The folder above learns of a new one before anything in it counts.
void make_folder(const fs::path& folder) {
    std::error_code why;
    if (fs::create_directory(folder, why)) return sync_folder(folder.parent_path());
    if (why) cannot("made", folder, why);
}

/// Without waiting, and without promising anything.
void begin_to_sync(const Descriptor& file) { sync_file_range(file.number(), 0, 0, SYNC_FILE_RANGE_WRITE); }

std::string digest_of(const Descriptor& file) {
    Sha256 hash;
    std::vector<char> bytes(piece);
    while (const auto got = read_some(file.number(), bytes)) hash.add({bytes.data(), got});
    return hash.finish();
}

bool is_older(const fs::path& file, std::chrono::seconds age) {
    std::error_code gone;
    const auto written = fs::last_write_time(file, gone);
    return !gone && written + age <= fs::file_time_type::clock::now();
}

std::vector<fs::path> files_below(const fs::path& folder) {
    std::vector<fs::path> found;
    std::error_code none;
    for (const auto& entry : fs::recursive_directory_iterator(folder, none))
        if (entry.is_regular_file()) found.push_back(entry.path());
    return found;
}

}  // namespace

Files::Files(const fs::path& folder, std::uint64_t keep_free)
    : folder_(folder / "files")
    , keep_free_(keep_free) {}

fs::path Files::path_of(std::string_view digest) const {
    const std::string name = hex(digest);
    return folder_ / name.substr(0, 2) / name;
}

Incoming Files::begin() {
    make_folders();
    return Incoming(*this);
}

Incoming Files::resume(std::string_view name, std::uint64_t offset) {
    make_folders();
    return {*this, name, offset};
}

void Files::drop(std::string_view name) {
    std::error_code gone;
    fs::remove(arriving(name), gone);
}

void Files::make_folders() {
    make_room_for(0);
    const std::lock_guard lock(naming_);
    make_folder(folder_);
    make_folder(folder_ / "incoming");
}

void Files::make_room_for(std::size_t bytes) const {
    struct statvfs disk{};
    if (statvfs(folder_.parent_path().c_str(), &disk) != 0)
        failed(std::format("{} does not say how much space is left", folder_.string()), errno);
    if (std::uint64_t{disk.f_bavail} * disk.f_frsize < keep_free_ + bytes)
        throw Error(Fault::full, "There is too little free space left for this file.");
}

/// With `stays` it has both names from then on.
void Files::keep(fs::path arrived, std::string_view digest, bool stays) {
    const auto path = path_of(digest);
    const std::lock_guard lock(naming_);
    make_folder(path.parent_path());
    std::error_code why;
    if (stays) {
        const auto second = folder_ / "incoming" / hex(random_bytes(16));
        fs::create_hard_link(arrived, second, why);
        if (why) cannot("given its name", arrived, why);
        arrived = second;
    }
    fs::rename(arrived, path, why);
    if (why) cannot("given its name", arrived, why);
    if (stays) fs::remove(arrived, why);  // still there when it had both names already
    sync_folder(path.parent_path());
}

bool Files::exists(std::string_view digest) const {
    std::error_code ignored;
    return fs::is_regular_file(path_of(digest), ignored);
}

Descriptor Files::open(std::string_view digest) const {
    if (!exists(digest)) throw Error(Fault::not_found, "The bytes of this file are missing.", hex(digest));
    return open_to_read(path_of(digest));
}

bool Files::intact(const Stored_bytes& stored) const {
    if (!exists(stored.digest)) return false;
    const auto file = open(stored.digest);
    return size_of(file) == stored.size && digest_of(file) == stored.digest;
}

void Files::each(const std::function<void(std::string_view digest)>& visit) const {
    for (const auto& file : files_below(folder_))
        if (const auto digest = from_hex(file.filename().string());
            digest.size() == digest_bytes && file == path_of(digest))
            visit(digest);
}

std::size_t Files::sweep(const std::function<bool(std::string_view digest)>& is_named, std::chrono::seconds age) {
    std::size_t swept = 0;
    for (const auto& file : files_below(folder_)) {
        const auto digest = from_hex(file.filename().string());
        const bool arriving = file.parent_path().filename() == "incoming";
        if (!arriving && (digest.size() != digest_bytes || is_named(digest))) continue;
        const std::lock_guard lock(naming_);
        if (is_older(file, age)) swept += fs::remove(file) ? 1 : 0;
    }
    return swept;
}

Incoming::Incoming(Files& files)
    : files_(&files)
    , path_(files.arriving(hex(random_bytes(16))))
    , file_(open_to_write(path_)) {}

Incoming::Incoming(Files& files, std::string_view name, std::uint64_t offset)
    : files_(&files)
    , path_(files.arriving(name))
    , file_(open_to_continue(path_, offset))
    , size_(offset)
    , stays_(true) {
    if (offset != 0) hash_.reset();
}

Incoming::~Incoming() {
    if (path_.empty() || file_.number() < 0 || stays_) return;
    std::error_code ignored;
    fs::remove(path_, ignored);
}

void Incoming::append(std::string_view bytes) {
    const auto passes = [&](std::uint64_t step) { return size_ / step != (size_ + bytes.size()) / step; };
    if (passes(room_step)) files_->make_room_for(room_step);
    write_all(file_.number(), bytes);
    if (passes(early_step)) begin_to_sync(file_);
    if (hash_) hash_->add(bytes);
    size_ += bytes.size();
}

void Incoming::settle() {
    sync(file_.number());
    sync_folder(path_.parent_path());
}

void Incoming::each_piece(const std::function<bool(std::string_view)>& visit) const {
    const auto file = open_to_read(path_);
    std::vector<char> bytes(piece);
    while (const auto got = read_some(file.number(), bytes))
        if (!visit({bytes.data(), got})) return;
}

Stored_bytes Incoming::finish() {
    sync(file_.number());
    Stored_bytes stored{.digest = hash_ ? hash_->finish() : digest_of(open_to_read(path_)), .size = size_};
    files_->keep(path_, stored.digest, stays_);
    file_.close();
    return stored;
}

std::size_t read_at(const Descriptor& file, std::uint64_t offset, std::span<char> into) {
    for (;;) {
        const ssize_t got = pread(file.number(), into.data(), into.size(), static_cast<off_t>(offset));
        if (got >= 0) return static_cast<std::size_t>(got);
        if (errno != EINTR)
            throw Error(Fault::unusable, std::format("A file cannot be read: {}.", std::strerror(errno)));
    }
}

std::uint64_t size_of(const Descriptor& file) {
    struct stat facts{};
    if (fstat(file.number(), &facts) != 0)
        throw Error(Fault::unusable, std::format("A file cannot be read: {}.", std::strerror(errno)));
    return static_cast<std::uint64_t>(facts.st_size);
}

}  // namespace storage
