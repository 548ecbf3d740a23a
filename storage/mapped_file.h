// A file whose bytes are read where they lie, so that a large one takes no memory of its own.
#pragma once

#include <filesystem>
#include <string_view>
#include <utility>

namespace storage {

class Mapped_file {
  public:
    Mapped_file() = default;
    /// Without bytes when it cannot be mapped: it has nothing in it, is a pipe, or is not there. It must not be cut short meanwhile;
    /// another one may take its place.
    explicit Mapped_file(const std::filesystem::path& file);
    Mapped_file(Mapped_file&& other) noexcept
        : bytes_(std::exchange(other.bytes_, {})) {}
    Mapped_file& operator=(Mapped_file&& other) noexcept {
        std::swap(bytes_, other.bytes_);
        return *this;
    }
    ~Mapped_file();

    std::string_view bytes() const { return bytes_; }
    /// What was read need not stay in memory: it is read again when it is asked for.
    void let_go() const;

  private:
    std::string_view bytes_;
};

}  // namespace storage
