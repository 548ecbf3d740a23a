// Files of addresses that somebody imports on a page: one at a time, behind his back. What was not finished when the program ends is begun
// anew by whoever wants it.
#pragma once

#include <atomic>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <mutex>
#include <string>
#include <thread>

#include "exchange/address_file.h"
#include "storage/descriptor.h"

namespace exchange {

class Address_importer {
  public:
    explicit Address_importer(std::filesystem::path data_folder)
        : data_(std::move(data_folder)) {}
    ~Address_importer() { stop(); }
    Address_importer(const Address_importer&) = delete;
    Address_importer& operator=(const Address_importer&) = delete;

    struct State {
        std::string file_name;  ///< of the one that runs, or ran last; "" when none did
        bool runs = false;
        double share = 0;     ///< of its bytes that were read
        std::string problem;  ///< why the last one failed
        bool unchanged = false;
    };
    State state() const;
    /// `bytes` is the file, however it is called by now. Throws Error{refused} while another one runs.
    void start(storage::Descriptor bytes, std::string file_name, std::string country);
    void stop();

  private:
    void run(const storage::Descriptor& bytes, const std::string& country);

    std::filesystem::path data_;
    mutable std::mutex mutex_;
    State state_;
    std::atomic<std::uint64_t> read_ = 0;
    std::uint64_t size_ = 0;
    std::atomic<bool> stopping_ = false;
    std::thread thread_;
};

}  // namespace exchange
