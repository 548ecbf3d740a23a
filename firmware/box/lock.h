// One server to a data folder.
#pragma once

#include <filesystem>

namespace box {

/// <data>/serve.lock, locked as long as this lives. The kernel takes the lock off when the process ends, however it ends,
/// so a file that a power cut left behind locks nothing.
class Serve_lock {
  public:
    /// Throws Error{unusable} when another process serves that folder. Where nobody can change it, any may serve it.
    explicit Serve_lock(const std::filesystem::path& folder);
    ~Serve_lock();
    Serve_lock(const Serve_lock&) = delete;
    Serve_lock& operator=(const Serve_lock&) = delete;

  private:
    int file_;
};

/// Whether a process serves that folder just now.
bool is_served(const std::filesystem::path& folder);

}  // namespace box
