// How far somebody is who reads a file from end to end, once or several times, and whether there is still somebody who wants it.
#pragma once

#include <algorithm>
#include <atomic>
#include <cstdint>
#include <exception>

namespace exchange {

/// What was read is not wanted any more.
class Stopped : public std::exception {
  public:
    const char* what() const noexcept override { return "stopped"; }
};

/// May be used by many threads at once.
class Progress {
  public:
    /// `passes`: how often the whole file will be read.
    explicit Progress(std::uint64_t passes)
        : passes_(passes) {}
    /// Bytes that are read in each pass.
    void set_length(std::uint64_t bytes) { length_ = bytes; }
    /// So many more are read. Throws Stopped.
    void add(std::uint64_t bytes) {
        done_ += bytes;
        if (stopping_) throw Stopped();
    }
    void stop() { stopping_ = true; }
    /// Of what there is to do, 0 … 1.
    double share() const {
        const auto all = static_cast<double>(std::max<std::uint64_t>(length_, 1) * passes_);
        return std::min(static_cast<double>(done_) / all, 1.0);
    }

  private:
    std::uint64_t passes_;
    std::atomic<std::uint64_t> length_ = 0, done_ = 0;
    std::atomic<bool> stopping_ = false;
};

}  // namespace exchange
