#include "storage/spare.h"

#include <fcntl.h>

#include "storage/descriptor.h"
#include "storage/error.h"

namespace storage {

Spare::Spare(const std::filesystem::path& folder, std::uint64_t size)
    : file_(folder / "spare")
    , size_(size) {
    std::error_code none;
    held_ = std::filesystem::file_size(file_, none) == size_ && !none;
}

void Spare::hold() {
    if (size_ == 0 || held_.exchange(true)) return;
    try {
        const auto file = open_to_continue(file_, 0);
        if (posix_fallocate(file.number(), 0, static_cast<off_t>(size_)) != 0) give_back();
    } catch (const Error&) {
        held_ = false;  // asked again with the next change
    }
}

void Spare::give_back() {
    held_ = false;
    std::error_code gone;
    std::filesystem::remove(file_, gone);
}

}  // namespace storage
