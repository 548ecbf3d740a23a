// The program itself, started as an office starts it.
#pragma once

#include <sys/types.h>

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace support {

class Program {
  public:
    /// Starts `serve` on a free port and waits until it says where it is.
    Program(const std::filesystem::path& binary, const std::filesystem::path& folder);
    ~Program();
    Program(const Program&) = delete;
    Program& operator=(const Program&) = delete;
    int port() const { return port_; }
    /// As when the plug is pulled: SIGKILL, and gone when this returns.
    void kill_now();
    /// Bytes that belong to the process alone and are in no file.
    std::uint64_t anonymous_memory() const;

  private:
    pid_t process_ = 0;
    int output_ = -1;
    int port_ = 0;
};

/// Runs it to its end; returns the exit code. Its output goes nowhere.
int run(const std::filesystem::path& binary, const std::vector<std::string>& words);

/// Runs it, and kills it after so long unless it ended before.
void run_and_kill(const std::filesystem::path& binary, const std::vector<std::string>& words,
                  std::chrono::milliseconds after);

}  // namespace support
