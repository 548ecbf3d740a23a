// The file of an import while it comes: on the disk from the beginning, so that it takes no memory however large it is.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string_view>

#include "storage/descriptor.h"

namespace exchange {

/// Gone without a trace unless it was kept.
class Arrival {
  public:
    /// Into the data folder, of whose disk so many bytes are left free. Throws Error{full}, or as storage::failed() does.
    Arrival(const std::filesystem::path& data, std::uint64_t kept_free);
    Arrival(Arrival&&) = default;
    Arrival& operator=(Arrival&&) = delete;
    ~Arrival();

    /// The same errors.
    void append(std::string_view bytes);
    /// Until all that came is on the disk.
    void settle();
    /// Its name from now on; makes the folder. Call settle() before.
    void keep_as(const std::filesystem::path& file);
    /// What a power cut left.
    static void remove_left(const std::filesystem::path& data);

  private:
    void make_room_for(std::uint64_t bytes) const;

    std::filesystem::path draft_;
    std::uint64_t kept_free_;
    std::uint64_t size_ = 0;
    storage::Descriptor file_;
};

}  // namespace exchange
