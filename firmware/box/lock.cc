#include "box/lock.h"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <format>

#include "storage/error.h"

namespace box {

namespace {

[[noreturn]] void refuse(const std::filesystem::path& folder, int code) {
    const std::string why = code == EWOULDBLOCK ? std::format("Clientbox serves {} already.", folder.string())
                                                : std::format("The data folder {} cannot be used: {}.", folder.string(),
                                                              std::strerror(code));
    throw storage::Error(storage::Fault::unusable, why);
}

}  // namespace

Serve_lock::Serve_lock(const std::filesystem::path& folder)
    : file_(open((folder / "serve.lock").c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600)) {
    if (file_ < 0) refuse(folder, errno);
    if (flock(file_, LOCK_EX | LOCK_NB) == 0) return;
    const int code = errno;
    close(file_);
    refuse(folder, code);
}

Serve_lock::~Serve_lock() { close(file_); }

}  // namespace box
