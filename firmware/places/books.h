// The address books of a box: <data>/addresses/<name>.book, a file for each that was imported. They follow from the files that they were
// made of, so they are neither journaled nor in a backup, and hold nothing of the office's own records.
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "places/book.h"

namespace places {

std::filesystem::path books_folder(const std::filesystem::path& data_folder);

/// A name that a file may have: letters, digits, "-", "_" and "." inside, at most 60. Throws Error{invalid}.
void check_book_name(const std::string& name);

/// "Berlin Mitte.csv" → "berlin-mitte"
std::string book_name_of(const std::filesystem::path& file_name);

/// May be used by many threads at once, and sees what another process puts there or takes away.
class Books {
  public:
    explicit Books(const std::filesystem::path& data_folder)
        : folder_(books_folder(data_folder)) {}

    /// By name; of a damaged one its name and size alone, and `damaged` says so.
    struct Entry {
        About about;
        bool damaged = false;
    };
    std::vector<Entry> all() const;
    /// Rises when a book came or went.
    std::uint64_t version() const;
    /// The best of all books, at most `query.limit`.
    std::vector<Suggestion> find(const Query& query) const;
    /// Throws Error{not_found}.
    void remove(const std::string& name);

  private:
    struct Opened {
        std::filesystem::file_time_type written;
        std::shared_ptr<const Book> book;  ///< null: damaged
        std::uint64_t bytes = 0;
    };
    std::map<std::string, Opened> opened() const;

    std::filesystem::path folder_;
    mutable std::mutex mutex_;
    mutable std::filesystem::file_time_type looked_;  ///< at the folder, when it had changed then
    mutable std::uint64_t version_ = 0;
    mutable std::map<std::string, Opened> opened_;
};

/// Those that are worth most, each once.
std::vector<Suggestion> best_of(std::vector<Suggestion> all, std::size_t limit);

}  // namespace places
