#include "exchange/tables/files.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <format>
#include <fstream>
#include <iterator>
#include <system_error>

#include "storage/error.h"

namespace exchange {

namespace {

[[noreturn]] void fail(const std::filesystem::path& file) {
    const int error = errno;
    const std::string cause = std::format("{}: {}", file.string(), std::generic_category().message(error));
    if (error == ENOSPC || error == EDQUOT)
        throw storage::Error(storage::Fault::full, "The disk is full. Nothing was saved.", cause);
    throw storage::Error(storage::Fault::unusable, "The file could not be kept.", cause);
}

class Descriptor {
  public:
    Descriptor(const std::filesystem::path& file, int flags)
        : number_(open(file.c_str(), flags | O_CLOEXEC, 0600)) {
        if (number_ < 0) fail(file);
    }
    ~Descriptor() { close(number_); }
    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;

    bool write_all(std::string_view bytes) const {
        while (!bytes.empty()) {
            const ssize_t written = write(number_, bytes.data(), bytes.size());
            if (written < 0 && errno == EINTR) continue;
            if (written <= 0) return false;
            bytes.remove_prefix(static_cast<std::size_t>(written));
        }
        return true;
    }
    bool sync() const { return fsync(number_) == 0; }

  private:
    int number_;
};

}  // namespace

std::string read_file(const std::filesystem::path& file, const std::string& missing) {
    std::ifstream in(file, std::ios::binary);
    if (!in || std::filesystem::is_directory(file)) throw storage::Error(storage::Fault::not_found, missing);
    return {std::istreambuf_iterator<char>(in), {}};
}

void write_file(const std::filesystem::path& file, std::string_view bytes) {
    std::filesystem::create_directories(file.parent_path());
    const std::filesystem::path draft = file.string() + ".new";
    {
        const Descriptor out(draft, O_WRONLY | O_CREAT | O_TRUNC);
        if (!out.write_all(bytes)) fail(draft);
    }
    keep_file(draft, file);
}

void keep_file(const std::filesystem::path& draft, const std::filesystem::path& file) {
    if (const Descriptor written(draft, O_WRONLY); !written.sync()) fail(draft);
    std::filesystem::rename(draft, file);
    if (const Descriptor folder(file.parent_path(), O_RDONLY | O_DIRECTORY); !folder.sync()) fail(file);
}

}  // namespace exchange
