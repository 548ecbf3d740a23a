#include "storage/mapped_file.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <unistd.h>

namespace storage {

Mapped_file::Mapped_file(const std::filesystem::path& file) {
    std::error_code error;
    const auto size = std::filesystem::is_regular_file(file, error) ? std::filesystem::file_size(file, error) : 0;
    const int descriptor = size == 0 ? -1 : open(file.c_str(), O_RDONLY | O_CLOEXEC);
    if (descriptor < 0) return;
    void* const memory = mmap(nullptr, size, PROT_READ, MAP_PRIVATE, descriptor, 0);
    close(descriptor);
    if (memory != MAP_FAILED) bytes_ = {static_cast<const char*>(memory), size};
}

Mapped_file::~Mapped_file() {
    if (!bytes_.empty()) munmap(const_cast<char*>(bytes_.data()), bytes_.size());
}

void Mapped_file::let_go() const {
    if (!bytes_.empty()) madvise(const_cast<char*>(bytes_.data()), bytes_.size(), MADV_DONTNEED);
}

}  // namespace storage
