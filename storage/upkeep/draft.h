// A file that appears under its name only when it is whole.
#pragma once

#include <unistd.h>

#include <filesystem>
#include <string_view>
#include <utility>

#include "storage/descriptor.h"

namespace storage {

/// A file that is removed again unless it is kept.
class Draft {
  public:
    explicit Draft(std::filesystem::path path)
        : path_(std::move(path))
        , descriptor_(open_to_write(path_)) {}
    ~Draft() {
        if (!kept_) ::unlink(path_.c_str());
    }
    Draft(const Draft&) = delete;
    Draft& operator=(const Draft&) = delete;
    int number() const { return descriptor_.number(); }
    const std::filesystem::path& path() const { return path_; }
    /// Moves it to its place, for good.
    void keep_as(const std::filesystem::path& file) {
        std::filesystem::rename(path_, file);
        kept_ = true;
        sync_folder(file.parent_path().empty() ? "." : file.parent_path());
    }

  private:
    std::filesystem::path path_;
    Descriptor descriptor_;
    bool kept_ = false;
};

/// A name in the same folder.
inline std::filesystem::path beside(const std::filesystem::path& file, std::string_view ending) {
    std::filesystem::path path = file;
    path += ending;
    return path;
}

}  // namespace storage
