#include "exchange/address_importer.h"

#include <algorithm>
#include <format>

#include "exchange/tables/progress.h"
#include "storage/error.h"
#include "storage/files/files.h"

namespace exchange {

Address_importer::State Address_importer::state() const {
    const std::lock_guard lock(mutex_);
    State now = state_;
    const auto all = static_cast<double>(std::max<std::uint64_t>(size_, 1));
    now.share = std::min(static_cast<double>(read_) / all, 1.0);
    return now;
}

void Address_importer::start(storage::Descriptor bytes, std::string file_name, std::string country) {
    const std::lock_guard lock(mutex_);
    if (state_.runs)
        throw storage::Error(storage::Fault::refused, "Another file is being imported. Wait until it is done.");
    if (thread_.joinable()) thread_.join();
    size_ = storage::size_of(bytes);
    read_ = 0;
    stopping_ = false;
    state_ = {.file_name = std::move(file_name), .runs = true, .share = 0, .problem = {}, .unchanged = false};
    thread_ = std::thread([this, bytes = std::move(bytes), country = std::move(country)] { run(bytes, country); });
}

void Address_importer::stop() {
    stopping_ = true;
    if (thread_.joinable()) thread_.join();
}

void Address_importer::run(const storage::Descriptor& bytes, const std::string& country) {
    std::string problem;
    bool unchanged = false;
    try {
        const std::filesystem::path file = std::format("/proc/self/fd/{}", bytes.number());
        const Address_file wanted{.file = file, .file_name = state().file_name, .name = {}, .country = country};
        const auto imported = import_addresses(data_, wanted, [&](std::uint64_t read, std::uint64_t) {
            read_ = read;
            if (stopping_) throw Stopped();
        });
        unchanged = imported.unchanged;
    } catch (const Stopped&) {
        problem = "It was stopped.";
    } catch (const std::exception& error) {
        problem = error.what();
    }
    const std::lock_guard lock(mutex_);
    state_.runs = false;
    state_.problem = problem;
    state_.unchanged = unchanged;
}

}  // namespace exchange
