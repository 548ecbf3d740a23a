#include "box/lock.h"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <cerrno>
#include <chrono>
#include <cstring>
#include <format>
#include <thread>

#include "storage/error.h"

namespace box {

namespace {

/// Whoever asks is_served() holds the lock for a moment.
constexpr int tries = 10;
constexpr std::chrono::milliseconds between_tries{5};

bool locks(int file) {
    for (int i = 1; flock(file, LOCK_EX | LOCK_NB) != 0; ++i) {
        if (i == tries || errno != EWOULDBLOCK) return false;
        std::this_thread::sleep_for(between_tries);
    }
    return true;
}

[[noreturn]] void refuse(const std::filesystem::path& folder, int code) {
    const std::string why = code == EWOULDBLOCK ? std::format("Clientbox serves {} already.", folder.string())
                                                : std::format("The data folder {} cannot be used: {}.", folder.string(),
                                                              std::strerror(code));
    throw storage::Error(storage::Fault::unusable, why);
}

}  // namespace

Serve_lock::Serve_lock(const std::filesystem::path& folder)
    : file_(open((folder / "serve.lock").c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600)) {
    if (file_ < 0 && errno == EROFS) return;
    if (file_ < 0) refuse(folder, errno);
    if (locks(file_)) return;
    const int code = errno;
    close(file_);
    refuse(folder, code);
}

Serve_lock::~Serve_lock() {
    if (file_ >= 0) close(file_);
}

bool is_served(const std::filesystem::path& folder) {
    const int file = open((folder / "serve.lock").c_str(), O_RDONLY | O_CLOEXEC);
    if (file < 0) return false;
    const bool served = flock(file, LOCK_SH | LOCK_NB) != 0;
    close(file);
    return served;
}

}  // namespace box
