#include "bench/timing.h"

#include <algorithm>
#include <future>
#include <print>
#include <thread>

namespace bench {

namespace {
int misses = 0;
}

double milliseconds(Clock::duration duration) { return std::chrono::duration<double, std::milli>(duration).count(); }

double Run::percentile(double part) const {
    if (latencies.empty()) return 0;
    return latencies[std::min(latencies.size() - 1,
                              static_cast<std::size_t>(part * static_cast<double>(latencies.size())))];
}

Run measure(unsigned threads, std::chrono::milliseconds length, const std::function<void(unsigned, unsigned)>& work) {
    std::vector<std::vector<double>> latencies(threads);
    std::vector<std::future<void>> workers;
    const auto begin = Clock::now();
    for (unsigned worker = 0; worker < threads; ++worker)
        workers.push_back(std::async(std::launch::async, [&, worker] {
            for (unsigned call = 0; Clock::now() - begin < length; ++call) {
                const auto before = Clock::now();
                work(worker, call);
                latencies[worker].push_back(milliseconds(Clock::now() - before));
            }
        }));
    for (auto& worker : workers) worker.get();
    Run run{.seconds = milliseconds(Clock::now() - begin) / 1000};
    for (const auto& some : latencies) run.latencies.insert(run.latencies.end(), some.begin(), some.end());
    std::ranges::sort(run.latencies);
    return run;
}

Meanwhile::Meanwhile(Run& run, std::chrono::milliseconds pause, std::function<void(unsigned)> work)
    : run_(&run)
    , thread_([&run, pause, work = std::move(work)](const std::stop_token& done) {
        for (unsigned call = 0; !done.stop_requested(); ++call) {
            std::this_thread::sleep_for(pause);
            const auto before = Clock::now();
            work(call);
            run.latencies.push_back(milliseconds(Clock::now() - before));
        }
    }) {}

Meanwhile::~Meanwhile() {
    thread_.request_stop();
    thread_.join();
    std::ranges::sort(run_->latencies);
}

void report(const std::string& what, const std::string& reach, const std::string& measured, bool reached) {
    std::println("| {} | {} | {} | {} |", what, reach, measured, reached ? "yes" : "NO");
    std::fflush(stdout);
    misses += reached ? 0 : 1;
}

int missed() { return misses; }

}  // namespace bench
