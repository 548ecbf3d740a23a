#include "storage/descriptor.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <format>

#include "storage/error.h"

namespace storage {

namespace {

Descriptor opened(const std::filesystem::path& file, int flags) {
    const int number = open(file.c_str(), flags | O_CLOEXEC, 0600);
    if (number < 0) failed(std::format("{} cannot be opened", file.string()), errno);
    return Descriptor(number);
}

}  // namespace

void failed(std::string_view what, int code) {
    if (code == ENOSPC || code == EDQUOT || code == EFBIG) throw Error(Fault::full, "The disk is full.");
    if (code == EROFS) throw Error(Fault::read_only, "The disk takes no changes.");
    throw Error(Fault::unusable, std::format("{}: {}.", what, std::strerror(code)));
}

bool is_read_only(const std::filesystem::path& path) {
    struct statvfs disk{};
    return statvfs(path.c_str(), &disk) == 0 && (disk.f_flag & ST_RDONLY) != 0;
}

void Descriptor::close() {
    if (number_ >= 0) ::close(std::exchange(number_, -1));
}

Descriptor open_to_read(const std::filesystem::path& file) { return opened(file, O_RDONLY); }

Descriptor open_to_write(const std::filesystem::path& file) { return opened(file, O_WRONLY | O_CREAT | O_TRUNC); }

Descriptor open_to_continue(const std::filesystem::path& file, std::uint64_t offset) {
    Descriptor descriptor = opened(file, offset == 0 ? O_WRONLY | O_CREAT : O_WRONLY);
    struct stat facts{};
    if (fstat(descriptor.number(), &facts) != 0) failed("A file cannot be read", errno);
    if (std::cmp_less(facts.st_size, offset)) throw Error(Fault::not_found, "What came before is not there any more.");
    const auto end = static_cast<off_t>(offset);
    if (ftruncate(descriptor.number(), end) != 0 || lseek(descriptor.number(), end, SEEK_SET) != end)
        failed("A file cannot be written", errno);
    return descriptor;
}

std::size_t read_some(int descriptor, std::span<char> into) {
    for (;;) {
        const ssize_t got = read(descriptor, into.data(), into.size());
        if (got >= 0) return static_cast<std::size_t>(got);
        if (errno != EINTR) failed("A file cannot be read", errno);
    }
}

void write_all(int descriptor, std::string_view bytes) {
    while (!bytes.empty()) {
        const ssize_t written = write(descriptor, bytes.data(), bytes.size());
        if (written < 0 && errno == EINTR) continue;
        if (written < 0) failed("A file cannot be written", errno);
        bytes.remove_prefix(static_cast<std::size_t>(written));
    }
}

void sync(int descriptor) {
    if (fsync(descriptor) != 0) failed("A file cannot be brought to the disk", errno);
}

void sync_folder(const std::filesystem::path& folder) {
    const Descriptor opened_folder = opened(folder, O_RDONLY | O_DIRECTORY);
    // Some file systems cannot sync a folder, and need not.
    if (fsync(opened_folder.number()) != 0 && errno != EINVAL) failed("A folder cannot be brought to the disk", errno);
}

}  // namespace storage
