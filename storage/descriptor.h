// A file descriptor that closes itself, and reading and writing that go on after an interruption.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <span>
#include <string_view>
#include <utility>

namespace storage {

class Descriptor {
  public:
    Descriptor() = default;
    explicit Descriptor(int number)
        : number_(number) {}
    Descriptor(Descriptor&& other) noexcept
        : number_(std::exchange(other.number_, -1)) {}
    Descriptor& operator=(Descriptor&& other) noexcept {
        std::swap(number_, other.number_);
        return *this;
    }
    ~Descriptor() { close(); }
    void close();
    int number() const { return number_; }

  private:
    int number_ = -1;
};

/// What a call on a disk means that failed with `code` (errno). Throws Error{full}, Error{read_only}, or Error{unusable} that says
/// what and why.
[[noreturn]] void failed(std::string_view what, int code);
/// Whether the file system there takes no changes: it is mounted so, or the kernel made it so when its disk failed.
bool is_read_only(const std::filesystem::path& path);

/// Throws Error{unusable}, saying why.
Descriptor open_to_read(const std::filesystem::path& file);
/// Truncates what is there.
Descriptor open_to_write(const std::filesystem::path& file);

/// Goes on at `offset`, with 0 in a new one; what stood behind is gone. Throws Error{not_found} when less than that is there,
/// Error{unusable} when nothing is.
Descriptor open_to_continue(const std::filesystem::path& file, std::uint64_t offset);

/// 0 at the end. Throws Error{unusable}.
std::size_t read_some(int descriptor, std::span<char> into);
/// Throws as failed() does.
void write_all(int descriptor, std::string_view bytes);
/// Until it is on the disk.
void sync(int descriptor);
void sync_folder(const std::filesystem::path& folder);

}  // namespace storage
