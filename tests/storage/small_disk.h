// A file system that is soon full.
#pragma once

#include <sys/mount.h>

#include "storage/scratch.h"

namespace scratch {

/// Of "size=4m"; not every machine lets a test have one.
class Small_disk {
  public:
    explicit Small_disk(const char* size)
        : mounted_(mount("none", folder_.path().c_str(), "tmpfs", 0, size) == 0) {}
    ~Small_disk() {
        if (mounted_) umount(folder_.path().c_str());
    }
    Small_disk(const Small_disk&) = delete;
    Small_disk& operator=(const Small_disk&) = delete;
    bool is_there() const { return mounted_; }
    const std::filesystem::path& path() const { return folder_.path(); }

  private:
    Folder folder_;
    bool mounted_;
};

}  // namespace scratch
