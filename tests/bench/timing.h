// Latencies of a run, and the table of results.
#pragma once

#include <chrono>
#include <functional>
#include <string>
#include <thread>
#include <vector>

namespace bench {

using Clock = std::chrono::steady_clock;

double milliseconds(Clock::duration duration);

struct Run {
    std::vector<double> latencies;  ///< milliseconds, sorted
    double seconds = 0;
    double rate() const { return static_cast<double>(latencies.size()) / seconds; }
    double percentile(double part) const;
};

/// Calls work(worker, number of the call) from so many threads for about so long.
Run measure(unsigned threads, std::chrono::milliseconds length, const std::function<void(unsigned, unsigned)>& work);

/// Calls work(number of the call) over and over in a thread of its own, with a pause before each, until it goes away; fills `run`.
class Meanwhile {
  public:
    Meanwhile(Run& run, std::chrono::milliseconds pause, std::function<void(unsigned)> work);
    ~Meanwhile();
    Meanwhile(const Meanwhile&) = delete;
    Meanwhile& operator=(const Meanwhile&) = delete;

  private:
    Run* run_;
    std::jthread thread_;
};

/// One line of the table: what was measured, what is to be reached, what was.
void report(const std::string& what, const std::string& reach, const std::string& measured, bool reached);
/// How many lines did not reach what they should.
int missed();

}  // namespace bench
