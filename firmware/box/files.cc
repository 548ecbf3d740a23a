#include "box/files.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <format>
#include <fstream>
#include <sstream>

#include "storage/error.h"

namespace box {

namespace {

[[noreturn]] void cannot(std::string_view what, const std::filesystem::path& file) {
    const int why = errno;
    throw storage::Error(why == ENOSPC ? storage::Fault::full : storage::Fault::unusable,
                         std::format("{} cannot be {}: {}.", file.string(), what, std::strerror(why)));
}

/// An open file descriptor.
class Descriptor {
  public:
    Descriptor(const std::filesystem::path& path, int flags)
        : number_(open(path.c_str(), flags | O_CLOEXEC, 0600)) {
        if (number_ < 0) cannot("written", path);
    }
    ~Descriptor() { close(number_); }
    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;
    int number() const { return number_; }

  private:
    int number_;
};

void sync(const Descriptor& descriptor, const std::filesystem::path& file) {
    if (fsync(descriptor.number()) != 0) cannot("written", file);
}

}  // namespace

std::optional<std::string> read_file(const std::filesystem::path& file) {
    std::error_code error;
    if (!std::filesystem::exists(file, error)) return std::nullopt;
    const std::ifstream in(file, std::ios::binary);
    if (!in) cannot("read", file);
    std::ostringstream bytes;
    bytes << in.rdbuf();
    return std::move(bytes).str();
}

void write_file(const std::filesystem::path& file, std::string_view bytes) {
    std::filesystem::path beside = file;
    beside += ".new";
    {
        const Descriptor out(beside, O_WRONLY | O_CREAT | O_TRUNC);
        while (!bytes.empty()) {
            const ssize_t written = write(out.number(), bytes.data(), bytes.size());
            if (written < 0 && errno == EINTR) continue;
            if (written < 0) cannot("written", file);
            bytes.remove_prefix(static_cast<std::size_t>(written));
        }
        sync(out, file);
    }
    if (rename(beside.c_str(), file.c_str()) != 0) cannot("written", file);
    sync(Descriptor(file.parent_path(), O_RDONLY | O_DIRECTORY), file);
}

}  // namespace box
