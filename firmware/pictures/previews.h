// Previews of the pictures among documents, beside their bytes: made in the background, made again when they are missing, gone with
// what they show. They are in no backup, since all of them follow from what is.
//
//   <data>/previews/ab/abcdef…-640.jpg, …-96.jpg   of the bytes with that SHA-256, see preview.h
//   <data>/previews/ab/abcdef….none                why there is no preview, in a sentence; or a dot for each time that
//                                                  making it was begun
#pragma once

#include <atomic>
#include <deque>
#include <filesystem>
#include <map>
#include <mutex>
#include <optional>

#include "pictures/preview.h"
#include "storage/files/files.h"
#include "storage/store.h"
#include "storage/values/file.h"

namespace pictures {

/// May be used by many threads at once; one of them makes and sweeps.
class Previews {
  public:
    /// Of documents whose bytes are in `files`. Nothing is made while less than `keep_free` bytes of the disk are free.
    Previews(const std::filesystem::path& data_folder, const storage::Files& files,
             std::uint64_t keep_free = storage::Files::one_gigabyte);

    /// Empty: it is not there (yet).
    std::optional<storage::Descriptor> find(std::string_view digest, Extent extent) const;
    /// Why there will be none, in English; "" when nobody knows of a reason.
    std::string why_none(std::string_view digest) const;
    /// Somebody looked for it and it is not there: it is made within a minute.
    void want(const storage::File& file);

    /// At once when there is something to make, or never.
    storage::Moment due(const storage::Read& read) const;
    /// For about a second; what is left is due. Throws Error{full}, and goes on there the next time.
    void make_some(const storage::Store& store);
    /// No more begins.
    void stop() { stopping_ = true; }
    /// Removes those of bytes that are not there any more. How many files that were.
    std::size_t sweep();

  private:
    std::filesystem::path path_of(std::string_view digest, std::string_view ending) const;
    bool is_settled(std::string_view digest) const;
    std::optional<storage::File> next(const storage::Store& store);
    bool look_further(const storage::Store& store);
    void make(const storage::File& file);
    void write(std::string_view digest, std::string_view ending, std::string_view bytes) const;

    std::filesystem::path folder_;
    const storage::Files& files_;
    std::uint64_t keep_free_;
    std::atomic<bool> stopping_ = false;
    mutable std::mutex mutex_;
    std::deque<storage::File> waiting_;
    std::map<std::uint8_t, storage::Id> looked_at_;  ///< by kind: records before that one have been
};

}  // namespace pictures
