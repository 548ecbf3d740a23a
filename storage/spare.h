// Room that a store holds on its disk while there is plenty: where others have filled the rest, it is given back, so that
// taking away, and what must go on, still can for a while.
#pragma once

#include <atomic>
#include <cstdint>
#include <filesystem>

namespace storage {

class Spare {
  public:
    /// So many bytes of the disk that `folder` is on.
    Spare(const std::filesystem::path& folder, std::uint64_t size);

    std::uint64_t size() const { return size_; }
    /// Takes them, unless it has. Not every disk gives them.
    void hold();
    void give_back();

  private:
    std::filesystem::path file_;
    std::uint64_t size_;
    std::atomic<bool> held_ = false;
};

}  // namespace storage
