// Which files this process has open: LMDB would lose the locks of the first when a process opens a file twice.
#pragma once

#include <filesystem>
#include <string>

namespace storage {

/// Held as long as a file is open in this process. Throws Error{unusable} when it is already.
class Open_file {
  public:
    explicit Open_file(const std::filesystem::path& file);
    ~Open_file();
    Open_file(const Open_file&) = delete;
    Open_file& operator=(const Open_file&) = delete;
    static bool is_open(const std::filesystem::path& file);

  private:
    std::string name_;
};

}  // namespace storage
