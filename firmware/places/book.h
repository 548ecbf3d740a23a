// An address book: what one imported file says, to be looked up while somebody types.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "places/address.h"
#include "places/book_format.h"
#include "storage/error.h"
#include "storage/mapped_file.h"

namespace places {

/// What a book says of itself.
struct About {
    std::string name;       ///< of the book: that of its file without ending
    std::string file_name;  ///< as it was imported
    std::string country;    ///< ISO 3166-1 alpha-2, or ""
    std::string digest;     ///< SHA-256 of the imported file
    std::uint64_t file_size = 0, rows = 0, passed_over = 0;
    std::uint64_t addresses = 0, streets = 0, places = 0;
    std::int64_t made_at = 0;  ///< milliseconds since 1970, UTC
    std::uint64_t bytes = 0;   ///< of the book
};
std::string bytes_of(const About& about);
About about_of(std::string_view runs);

inline constexpr std::string_view book_ending = ".book";

class Book {
  public:
    /// Throws Error{corrupt} for what is no book, or one that was cut.
    explicit Book(const std::filesystem::path& file);

    const About& about() const { return about_; }
    /// Up to `query.limit` that have all words, the best first.
    std::vector<Suggestion> find(const Query& query) const;

  private:
    class Search;
    struct Word_index {
        std::string_view texts;
        Numbers<std::uint32_t> ends, first, ids;
        std::string_view word(std::size_t number) const {
            return part(texts, number == 0 ? 0 : ends[number - 1], ends[number]);
        }
        /// Numbers of the words that begin so.
        struct Range {
            std::size_t begin = 0, end = 0;
        };
        Range beginning(std::string_view text) const;
        /// How many ids these words have in all.
        std::size_t count(Range range) const;
    };

    std::string_view section(Section which) const;
    Word_index word_index(Section words) const;

    storage::Mapped_file file_;
    About about_;
    std::string_view streets_, places_;
    Numbers<std::uint64_t> street_ends_, place_ends_;
    Numbers<std::uint32_t> place_streets_;
    Word_index street_words_, place_words_;
};

}  // namespace places
