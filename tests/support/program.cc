#include "support/program.h"

#include <fcntl.h>
#include <linux/capability.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <csignal>
#include <cstdlib>
#include <format>
#include <fstream>
#include <stdexcept>
#include <thread>

namespace support {

namespace {

pid_t start(const std::filesystem::path& binary, std::vector<std::string> words, int output,
            int errors = STDERR_FILENO) {
    words.insert(words.begin(), binary.string());
    std::vector<char*> pointers;
    for (std::string& word : words) pointers.push_back(word.data());
    pointers.push_back(nullptr);
    const pid_t process = fork();
    if (process == 0) {
        prctl(PR_CAPBSET_DROP, CAP_DAC_OVERRIDE);
        dup2(output, STDOUT_FILENO);
        dup2(errors, STDERR_FILENO);
        execv(binary.c_str(), pointers.data());
        _exit(127);
    }
    return process;
}

}  // namespace

Program::Program(const std::filesystem::path& binary, const std::filesystem::path& folder, const std::string& address) {
    std::array<int, 2> pipe_ends{};
    if (pipe2(pipe_ends.data(), O_CLOEXEC) != 0) throw std::runtime_error("no pipe");
    process_ = start(binary, {"serve", "--http", address + ":0", "--data", folder.string()}, pipe_ends[1]);
    close(pipe_ends[1]);
    output_ = pipe_ends[0];
    std::string said;
    const std::string mark = "http://" + address + ":";
    while (said.find(mark) == std::string::npos || said.find('\n', said.find(mark)) == std::string::npos) {
        std::array<char, 512> bytes{};
        const ssize_t count = read(output_, bytes.data(), bytes.size());
        if (count <= 0) {
            waitpid(process_, nullptr, 0);
            close(output_);
            throw std::runtime_error("the program did not start");
        }
        said.append(bytes.data(), static_cast<std::size_t>(count));
    }
    port_ = std::stoi(said.substr(said.find(mark) + mark.size()));
}

Program::~Program() {
    if (process_ != 0) stop();
    close(output_);
}

int Program::stop() {
    kill(process_, SIGTERM);
    int status = 0;
    waitpid(process_, &status, 0);
    process_ = 0;
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

void Program::kill_now() {
    kill(process_, SIGKILL);
    waitpid(process_, nullptr, 0);
    process_ = 0;
}

namespace {

/// 0 when the process is gone.
std::uint64_t memory(pid_t process, std::string_view what) {
    std::ifstream lines(std::format("/proc/{}/smaps_rollup", process));
    for (std::string line; std::getline(lines, line);)
        if (line.starts_with(what)) return std::stoull(line.substr(what.size())) * 1024;
    return 0;
}

}  // namespace

std::uint64_t Program::anonymous_memory() const { return memory(process_, "Anonymous:"); }

double Program::processor_seconds() const {
    std::ifstream file(std::format("/proc/{}/stat", process_));
    std::string word;
    double ticks = 0;
    for (int field = 1; field <= 15 && file >> word; ++field)
        if (field >= 14) ticks += std::stod(word);  // utime, stime: proc(5)
    return ticks / static_cast<double>(sysconf(_SC_CLK_TCK));
}

namespace {

/// A file in memory that a process writes to.
class Heard {
  public:
    Heard()
        : file_(memfd_create("heard", MFD_CLOEXEC)) {
        if (file_ < 0) throw std::runtime_error("no file in memory");
    }
    ~Heard() { close(file_); }
    Heard(const Heard&) = delete;
    Heard& operator=(const Heard&) = delete;
    int file() const { return file_; }
    std::string text() const {
        std::string text(static_cast<std::size_t>(lseek(file_, 0, SEEK_END)), '\0');
        if (pread(file_, text.data(), text.size(), 0) < 0) throw std::runtime_error("no file in memory");
        return text;
    }

  private:
    int file_;
};

}  // namespace

std::filesystem::path binary() {
    const char* path = std::getenv("CLIENTBOX");
    return path == nullptr ? "build/host/clientbox" : path;
}

Outcome outcome_of(const std::vector<std::string>& words, const std::filesystem::path& output) {
    const Heard out, err;
    const int elsewhere = output.empty() ? -1 : open(output.c_str(), O_WRONLY | O_CLOEXEC);
    const pid_t process = start(binary(), words, elsewhere < 0 ? out.file() : elsewhere, err.file());
    int status = 0;
    waitpid(process, &status, 0);
    if (elsewhere >= 0) close(elsewhere);
    return {WIFEXITED(status) ? WEXITSTATUS(status) : -1, out.text(), err.text()};
}

namespace {

pid_t start_silent(const std::filesystem::path& binary, const std::vector<std::string>& words) {
    const int nowhere = open("/dev/null", O_WRONLY | O_CLOEXEC);
    const pid_t process = start(binary, words, nowhere);
    close(nowhere);
    return process;
}

}  // namespace

int run(const std::filesystem::path& binary, const std::vector<std::string>& words) {
    const pid_t process = start_silent(binary, words);
    int status = 0;
    waitpid(process, &status, 0);
    return WEXITSTATUS(status);
}

Used run_watched(const std::filesystem::path& binary, const std::vector<std::string>& words) {
    const pid_t process = start_silent(binary, words);
    Used used;
    for (int status = 0;; std::this_thread::sleep_for(std::chrono::milliseconds{20})) {
        used.anonymous = std::max(used.anonymous, memory(process, "Anonymous:"));
        used.resident = std::max(used.resident, memory(process, "Rss:"));
        if (waitpid(process, &status, WNOHANG) == 0) continue;
        used.code = WEXITSTATUS(status);
        return used;
    }
}

void run_and_kill(const std::filesystem::path& binary, const std::vector<std::string>& words,
                  std::chrono::milliseconds after) {
    const pid_t process = start_silent(binary, words);
    std::this_thread::sleep_for(after);
    kill(process, SIGKILL);
    waitpid(process, nullptr, 0);
}

}  // namespace support
