// A disk that fails at bringing bytes to it, for threads and programs that a test starts.
#pragma once

#include <functional>
#include <memory>

namespace support {

class Failing_disk {
  public:
    Failing_disk();
    ~Failing_disk();
    Failing_disk(const Failing_disk&) = delete;
    Failing_disk& operator=(const Failing_disk&) = delete;

    /// On a thread of its own, which fails as told, as does all that it starts. All that must have ended before this does.
    /// False, and nothing is done, where the system lets a test have none. Throws what `work` throws.
    bool with(const std::function<void()>& work);
    /// From now on so many calls of that number (SYS_fsync, SYS_fdatasync) fail with an input/output error.
    void fail(int call, int times);
    /// How many still would.
    int left() const;

  private:
    struct State;
    std::unique_ptr<State> state_;
};

}  // namespace support
