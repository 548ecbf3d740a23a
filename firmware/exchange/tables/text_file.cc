#include "exchange/tables/text_file.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <unistd.h>

#include "storage/error.h"
#include "storage/whole_files.h"

namespace exchange {

namespace {

/// Empty when it cannot be mapped: it has nothing in it, or is a pipe.
std::string_view mapped(const std::filesystem::path& file) {
    std::error_code error;
    const auto size = std::filesystem::is_regular_file(file, error) ? std::filesystem::file_size(file, error) : 0;
    const int descriptor = size == 0 ? -1 : open(file.c_str(), O_RDONLY | O_CLOEXEC);
    if (descriptor < 0) return {};
    void* const memory = mmap(nullptr, size, PROT_READ, MAP_PRIVATE, descriptor, 0);
    close(descriptor);
    if (memory == MAP_FAILED) return {};
    return {static_cast<const char*>(memory), size};
}

}  // namespace

Text_file::Text_file(const std::filesystem::path& file, const std::string& missing)
    : mapped_(mapped(file)) {
    if (!mapped_.empty()) return;
    auto whole = std::filesystem::is_directory(file) ? std::nullopt : storage::read_file(file);
    if (!whole) throw storage::Error(storage::Fault::not_found, missing);
    owned_ = std::move(*whole);
}

Text_file::Text_file(Text_file&& other) noexcept
    : owned_(std::move(other.owned_))
    , mapped_(std::exchange(other.mapped_, {})) {}

void Text_file::let_go() const {
    if (!mapped_.empty()) madvise(const_cast<char*>(mapped_.data()), mapped_.size(), MADV_DONTNEED);
}

Text_file::~Text_file() {
    if (!mapped_.empty()) munmap(const_cast<char*>(mapped_.data()), mapped_.size());
}

}  // namespace exchange
