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
    /// Starts `serve` on a free port and waits until it says where it is. Throws std::runtime_error when it ends instead.
    /// `address`: where it listens.
    Program(const std::filesystem::path& binary, const std::filesystem::path& folder,
            const std::string& address = "127.0.0.1");
    ~Program();
    Program(const Program&) = delete;
    Program& operator=(const Program&) = delete;
    int port() const { return port_; }
    /// As when the plug is pulled: SIGKILL, and gone when this returns.
    void kill_now();
    /// SIGTERM; returns the exit code.
    int stop();
    /// Bytes that belong to the process alone and are in no file.
    std::uint64_t anonymous_memory() const;
    /// Of all its threads so far, in the system too.
    double processor_seconds() const;

  private:
    pid_t process_ = 0;
    int output_ = -1;
    int port_ = 0;
};

/// build/host/clientbox, or what $CLIENTBOX names.
std::filesystem::path binary();

/// What a command that ended has said.
struct Outcome {
    int code = 0;
    std::string out, err;
};

/// Runs it to its end. `output` takes its standard output in place of the outcome, unless it is empty. Of the powers of
/// root, if it has them, it gets all but that over files of others: a folder may then be one that it must not write to.
Outcome outcome_of(const std::vector<std::string>& words, const std::filesystem::path& output = {});

/// Runs it to its end; returns the exit code. Its output goes nowhere.
int run(const std::filesystem::path& binary, const std::vector<std::string>& words);

/// What a command took, at most; bytes. What is resident may be in files too.
struct Used {
    int code = 0;
    std::uint64_t anonymous = 0, resident = 0;
};

/// Runs it to its end and looks at its memory meanwhile. Its output goes nowhere.
Used run_watched(const std::filesystem::path& binary, const std::vector<std::string>& words);

/// Runs it, and kills it after so long unless it ended before.
void run_and_kill(const std::filesystem::path& binary, const std::vector<std::string>& words,
                  std::chrono::milliseconds after);

}  // namespace support
