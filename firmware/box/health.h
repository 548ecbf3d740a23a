// How the device is doing: for the status page, /healthz and /metrics.
#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <optional>

namespace box {

struct Health {
    std::uint64_t disk_free = 0, disk_size = 0;           ///< bytes, of the data folder's file system
    std::uint64_t memory_used = 0;                        ///< bytes this program holds
    std::uint64_t memory_available = 0, memory_size = 0;  ///< bytes of the device
    std::optional<double> temperature;                    ///< °C of the processor
    std::chrono::seconds running{0};                      ///< since this program started
    bool clock_trusted = false;
};

Health health(const std::filesystem::path& folder);
/// The kernel says that the time is synchronised.
bool clock_trusted();

}  // namespace box
