#include "box/health.h"

#include <sys/statvfs.h>
#include <sys/timex.h>

#include <fstream>
#include <string>

namespace box {

namespace {

const auto started = std::chrono::steady_clock::now();

/// The number behind `name` in a file like /proc/meminfo, in bytes.
std::uint64_t kilobytes(const char* file, std::string_view name) {
    std::ifstream lines(file);
    for (std::string line; std::getline(lines, line);)
        if (line.starts_with(name)) return std::stoull("0" + line.substr(line.find_first_of("0123456789"))) * 1024;
    return 0;
}

std::optional<double> processor_temperature() {
    std::ifstream file("/sys/class/thermal/thermal_zone0/temp");
    double millidegrees = 0;
    if (!(file >> millidegrees)) return std::nullopt;
    return millidegrees / 1000;
}

}  // namespace

bool clock_trusted() {
    timex state{};
    return adjtimex(&state) != TIME_ERROR;
}

Health health(const std::filesystem::path& folder) {
    Health health;
    struct statvfs disk{};
    if (statvfs(folder.c_str(), &disk) == 0) {
        health.disk_free = static_cast<std::uint64_t>(disk.f_bavail) * disk.f_frsize;
        health.disk_size = static_cast<std::uint64_t>(disk.f_blocks) * disk.f_frsize;
    }
    health.memory_used = kilobytes("/proc/self/status", "VmRSS:");
    health.memory_available = kilobytes("/proc/meminfo", "MemAvailable:");
    health.memory_size = kilobytes("/proc/meminfo", "MemTotal:");
    health.temperature = processor_temperature();
    health.running = std::chrono::duration_cast<std::chrono::seconds>(std::chrono::steady_clock::now() - started);
    health.clock_trusted = clock_trusted();
    return health;
}

}  // namespace box
