// The bytes of documents, beside the records: a file for each content, named by its digest.
//
//   files/ab/abcdef…    bytes whose SHA-256 is abcdef… (64 hexadecimal digits); never changed
//   files/incoming/…    what is still arriving; a power cut leaves it there until it is swept
//
// A record may name a digest only after Incoming::finish() gave it: then the bytes, their name and their folder are on the disk.
// The same bytes arriving twice are one file, and the second arrival makes it young again, so that a sweep cannot take it
// between its arrival and the record that names it.
//
// Errors: full (no space, or less than is kept free), unusable (a folder or a file cannot be made, renamed, synced; the cause
// is in the message), not_found. After an error no half file has a name that a record may use.
#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <mutex>
#include <span>
#include <string>
#include <string_view>

#include "storage/descriptor.h"
#include "storage/digest.h"

namespace storage {

struct Stored_bytes {
    std::string digest;  ///< SHA-256, 32 bytes
    std::uint64_t size = 0;
    bool operator==(const Stored_bytes&) const = default;
};

class Incoming;

/// May be used by many threads at once. One program at a time adds to a folder or sweeps it.
class Files {
  public:
    static constexpr std::uint64_t one_gigabyte = 1'000'000'000;

    /// Of the store in `folder`. What arrives is refused when less than `keep_free` bytes would be left on the disk.
    explicit Files(const std::filesystem::path& folder, std::uint64_t keep_free = one_gigabyte);

    Incoming begin();
    /// What comes in several attempts, under a name that its sender has for it: goes on at `offset`, and stays when it breaks off.
    /// Throws Error{not_found} when less than that is there.
    Incoming resume(std::string_view name, std::uint64_t offset);
    /// Nobody will resume it.
    void drop(std::string_view name);
    bool exists(std::string_view digest) const;
    /// Throws Error{not_found}. What is open stays readable when the file is swept.
    Descriptor open(std::string_view digest) const;
    /// Reads all of it. False when it is missing, cut or changed.
    bool intact(const Stored_bytes& stored) const;
    /// All that have arrived, in no order.
    void each(const std::function<void(std::string_view digest)>& visit) const;
    /// Removes what no record names and what never arrived whole, if it is older than `age`. How many files that were.
    std::size_t sweep(const std::function<bool(std::string_view digest)>& is_named, std::chrono::seconds age);

  private:
    friend class Incoming;
    std::filesystem::path path_of(std::string_view digest) const;
    std::filesystem::path arriving(std::string_view name) const { return folder_ / "incoming" / name; }
    void make_folders();
    void make_room_for(std::size_t bytes) const;
    void keep(std::filesystem::path arrived, std::string_view digest, bool stays);

    std::filesystem::path folder_;
    std::uint64_t keep_free_;
    std::mutex naming_;  ///< a folder is made, a file gets its name, or is judged and swept
};

/// Bytes that are arriving. Gone without a trace unless finish() returned, or they may be resumed.
class Incoming {
  public:
    Incoming(Incoming&&) = default;
    Incoming& operator=(Incoming&&) = delete;
    ~Incoming();

    void append(std::string_view bytes);
    /// Until what came so far is on the disk.
    void settle();
    std::uint64_t size() const { return size_; }
    /// All that has come, in pieces, until `visit` returns false.
    void each_piece(const std::function<bool(std::string_view)>& visit) const;
    /// They are on the disk, under their name; what may be resumed keeps its own name, too, until it is dropped. Once only.
    Stored_bytes finish();

  private:
    friend class Files;
    explicit Incoming(Files& files);
    Incoming(Files& files, std::string_view name, std::uint64_t offset);

    Files* files_;
    std::filesystem::path path_;
    Descriptor file_;
    std::unique_ptr<Sha256> hash_ = std::make_unique<Sha256>();  ///< null when some of it came before
    std::uint64_t size_ = 0;
    bool stays_ = false;
};

/// From `offset` on, without moving where the descriptor stands: several may read from one. 0 at the end. Throws
/// Error{unusable}.
std::size_t read_at(const Descriptor& file, std::uint64_t offset, std::span<char> into);
std::uint64_t size_of(const Descriptor& file);

}  // namespace storage
