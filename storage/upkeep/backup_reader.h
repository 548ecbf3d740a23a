// Reads a backup from its beginning to its end, and says whether it is whole.
#pragma once

#include "storage/descriptor.h"
#include "storage/digest.h"
#include "storage/upkeep/backup.h"

namespace storage {

/// What a backup gives, in its order.
struct Restoring {
    std::function<void(std::string_view bytes)> records;
    std::function<void(std::string_view bytes)> file;
    std::function<void()> file_ends;
};

class Backup_reader {
  public:
    /// Throws Error{unusable} for what is no backup of this version or an older one, Error{corrupt} when it is cut off.
    explicit Backup_reader(const std::filesystem::path& file);

    /// Gives all of it, then looks whether it was whole. Throws Error{corrupt} when it was not.
    Backup_facts read(const Restoring& to, const Progress& progress);

  private:
    [[noreturn]] void newer() const;
    [[noreturn]] void no_backup() const;
    [[noreturn]] void not_whole(std::string_view why) const;
    void read_first(const Restoring& to);
    void read_parts(const Restoring& to);
    std::uint64_t take(std::uint64_t size, const std::function<void(std::string_view)>& sink);
    std::string take(std::size_t size);
    std::string get(std::size_t size);

    std::filesystem::path file_;
    Descriptor descriptor_;
    Backup_facts facts_;
    Sha256 hash_;
    std::uint64_t size_ = 0, got_ = 0;
    bool is_first_ = false;  ///< of before there were files
    const Progress* progress_ = nullptr;
};

}  // namespace storage
