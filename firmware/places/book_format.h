// The bytes of an address book: one file, written once and read where it lies.
//
//   magic 16 · sections × (offset u64 · size u64) · CRC-32 of all that before u32            numbers are little-endian
//   about          runs (storage/bytes.h): see About in book.h
//   streets        a record each, in the order of their places:
//                    name text · words text · count · count × (number text · latitude · longitude)
//                    text: length · bytes; latitude and longitude: millionths of a degree as the difference to the number before,
//                    zigzag, LEB128
//   street_ends    u64 each: where its record ends
//   places         a record each, by folded city: city text · postcode text · region text · words text
//   place_ends     u64 each
//   place_streets  u32 each: its first street; one more at the end
//   then twice, for words of streets and of places:
//   words          of all records, sorted, one behind the other
//   word_ends      u32 each
//   word_first     u32 each: its first id below; one more at the end
//   word_ids       u32 each: of the records that have the word, ascending
//
// Whoever reads it takes nothing in it for granted: a flipped bit costs suggestions, never more.
#pragma once

#include <array>
#include <cstdint>
#include <cstring>
#include <span>
#include <string>
#include <string_view>

namespace places {

enum class Section : std::uint8_t {
    about,
    streets,
    street_ends,
    places,
    place_ends,
    place_streets,
    street_words,
    street_word_ends,
    street_word_first,
    street_word_ids,
    place_words,
    place_word_ends,
    place_word_first,
    place_word_ids,
};
inline constexpr std::size_t section_count = 14;

inline constexpr std::string_view book_magic = "Clientbox book 1";
inline constexpr std::size_t header_size = book_magic.size() + section_count * 16 + 4;

/// Where the sections of a kind of record's words begin.
inline constexpr Section words_of_streets = Section::street_words;
inline constexpr Section words_of_places = Section::place_words;
constexpr Section after(Section section, int steps) { return static_cast<Section>(static_cast<int>(section) + steps); }

template <class Number> void put_little(std::string& out, Number number) {
    out.append(reinterpret_cast<const char*>(&number), sizeof number);
}

/// Numbers one behind the other; beyond the end there are zeros.
template <class Number> class Numbers {
  public:
    explicit Numbers(std::string_view bytes = {})
        : bytes_(bytes) {}
    std::size_t size() const { return bytes_.size() / sizeof(Number); }
    Number operator[](std::size_t at) const {
        Number number{};
        if (at < size()) std::memcpy(&number, bytes_.data() + at * sizeof(Number), sizeof number);
        return number;
    }

  private:
    std::string_view bytes_;
};

/// A part of a text that may be shorter than it says.
inline std::string_view part(std::string_view text, std::uint64_t begin, std::uint64_t end) {
    if (begin >= text.size() || end <= begin) return {};
    return text.substr(begin, end - begin);
}

constexpr std::uint64_t zigzag(std::int64_t number) {
    return static_cast<std::uint64_t>(number) << 1 ^ static_cast<std::uint64_t>(number >> 63);
}
constexpr std::int64_t unzigzag(std::uint64_t bits) {
    return static_cast<std::int64_t>(bits >> 1) ^ -static_cast<std::int64_t>(bits & 1);
}

}  // namespace places
