#include "box/metrics.h"

#include <algorithm>
#include <format>
#include <iterator>

namespace box {

namespace {

void gauge(std::string& out, std::string_view name, std::string_view help, auto value) {
    std::format_to(std::back_inserter(out), "# HELP clientbox_{0} {1}\n# TYPE clientbox_{0} gauge\nclientbox_{0} {2}\n",
                   name, help, value);
}

}  // namespace

void Request_counts::add(int status, std::chrono::microseconds took) {
    by_class_[static_cast<std::size_t>(std::clamp(status / 100, 0, 5))]++;
    const auto at = std::ranges::lower_bound(limits, took.count());
    by_time_[static_cast<std::size_t>(at - limits.begin())]++;
    microseconds_ += static_cast<std::uint64_t>(took.count());
}

std::string Request_counts::text() const {
    std::string out = "# HELP clientbox_requests_total Answered requests\n# TYPE clientbox_requests_total counter\n";
    for (std::size_t i = 1; i < by_class_.size(); ++i)
        std::format_to(std::back_inserter(out), "clientbox_requests_total{{status=\"{}xx\"}} {}\n", i,
                       by_class_[i].load());
    out += "# HELP clientbox_request_seconds Time to answer\n# TYPE clientbox_request_seconds histogram\n";
    std::uint64_t sum = 0;
    for (std::size_t i = 0; i < limits.size(); ++i) {
        sum += by_time_[i].load();
        std::format_to(std::back_inserter(out), "clientbox_request_seconds_bucket{{le=\"{}\"}} {}\n",
                       static_cast<double>(limits[i]) / 1e6, sum);
    }
    sum += by_time_.back().load();
    std::format_to(std::back_inserter(out),
                   "clientbox_request_seconds_bucket{{le=\"+Inf\"}} {0}\nclientbox_request_seconds_sum {1}\n"
                   "clientbox_request_seconds_count {0}\n",
                   sum, static_cast<double>(microseconds_.load()) / 1e6);
    return out;
}

std::string metrics_text(const storage::Store& store, const Health& health, const Request_counts& requests) {
    std::string out;
    gauge(out, "disk_free_bytes", "Free space for records and documents", health.disk_free);
    gauge(out, "disk_size_bytes", "Size of the disk", health.disk_size);
    gauge(out, "memory_bytes", "Memory that the program holds", health.memory_used);
    gauge(out, "running_seconds", "Since the program started", health.running.count());
    gauge(out, "clock_trusted", "1 when the time is synchronised", health.clock_trusted ? 1 : 0);
    gauge(out, "store_bytes", "Size of the record store", store.bytes_used());
    gauge(out, "store_version", "Number of the last change", store.version());
    if (health.temperature) gauge(out, "temperature_celsius", "Of the processor", *health.temperature);
    out += "# HELP clientbox_records Records by kind\n# TYPE clientbox_records gauge\n";
    store.read([&](const storage::Read& read) {
        for (const auto* type : read.schema().types())
            std::format_to(std::back_inserter(out), "clientbox_records{{kind=\"{}\"}} {}\n", type->kind.name,
                           read.count(*type));
    });
    return out + requests.text();
}

}  // namespace box
